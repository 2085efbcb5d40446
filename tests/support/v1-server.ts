import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { DELETE, GET, HEAD, POST, PUT } from '../../app/v1/[...path]/route'
import type { LocalPolly } from '../../lib/engine/engine'

/** What the app exports for `/v1`, by method. */
export const V1_HANDLERS: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
  DELETE,
  GET,
  HEAD,
  POST,
  PUT,
}

export type V1Server = { readonly url: string; close(): Promise<void> }

/** The app's own handlers of `/v1` on a loopback port, with this engine for the speech of the process. */
export async function startV1Server(polly: LocalPolly): Promise<V1Server> {
  // Where lib/polly keeps the speech of the process, which the handlers ask for.
  Reflect.set(globalThis, Symbol.for('pollyphony.speech'), Promise.resolve({ local: polly }))
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(error => outgoing.destroy(error))
  })
  // A connection that is closed as the next request leaves is none of the tests' matters.
  server.keepAliveTimeout = 120_000
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      Reflect.deleteProperty(globalThis, Symbol.for('pollyphony.speech'))
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** As Next does: a request whose signal follows the connection, an answer that is streamed and cancelled with it. */
async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming
  const handler = V1_HANDLERS[method]
  if (!handler) {
    outgoing.writeHead(405).end()
    return
  }
  const controller = new AbortController()
  outgoing.on('close', () => controller.abort())
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const response = await handler(
    new Request(`http://localhost${url}`, {
      method,
      headers: Object.entries(headers).flatMap(([name, value]) =>
        [value ?? []].flat().map((one): [string, string] => [name, one]),
      ),
      signal: controller.signal,
      ...(hasBody ? { body: Readable.toWeb(incoming) as BodyInit, duplex: 'half' } : {}),
    }),
  )
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (!response.body) {
    outgoing.end()
    return
  }
  try {
    await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing)
  } catch (error) {
    // A listener who left is no failure; a stream that broke has cut the connection.
    if (!controller.signal.aborted) throw error
  }
}
