import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { NodeHttpHandler } from '@smithy/node-http-handler'

/** What the SDK asks of its `requestHandler`. */
export type RequestHandler = Pick<NodeHttpHandler, 'handle' | 'updateHttpClientConfig' | 'httpHandlerConfigs'>

/**
 * A `requestHandler` for the AWS SDK that asks a function where others ask a
 * socket. The response body is a Node stream; destroying it, or aborting the
 * call, cancels what the function has under way.
 */
export function createRequestHandler(serve: (request: Request) => Promise<Response>): RequestHandler {
  return {
    async handle(request, options = {}) {
      const signal = options.abortSignal as AbortSignal | undefined
      signal?.throwIfAborted()
      const url = new URL(request.path, `${request.protocol}//${request.hostname}`)
      for (const [name, value] of Object.entries(request.query ?? {})) {
        for (const item of [value].flat()) url.searchParams.append(name, item ?? '')
      }
      const response = await serve(
        new Request(url, {
          method: request.method,
          headers: request.headers,
          body: request.body,
          signal: signal ?? null,
        }),
      )
      signal?.throwIfAborted()
      return {
        response: {
          statusCode: response.status,
          headers: Object.fromEntries(response.headers),
          body: Readable.fromWeb((response.body ?? new Blob().stream()) as ReadableStream),
        },
      }
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  }
}
