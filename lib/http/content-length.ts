import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'

/**
 * Node's response to the request that is being answered. It stands on globalThis, as
 * Next loads this module once for the server's start and once for each route.
 */
const registry = globalThis as typeof globalThis & {
  [key: symbol]: AsyncLocalStorage<ServerResponse> | undefined
}
const KEY = Symbol.for('pollyphony.response')

/** From now on each request of Node's HTTP server is known to who answers it: to be called once, when the server starts. */
export function followRequests(): void {
  if (registry[KEY]) return
  const responses = new AsyncLocalStorage<ServerResponse>()
  registry[KEY] = responses
  subscribe('http.server.request.start', message => {
    responses.enterWith((message as { response: ServerResponse }).response)
  })
}

/** @param length Of the body in bytes; undefined where it is not known. */
export function withLength(
  headers: Readonly<Record<string, string>>,
  length: number | undefined,
): Readonly<Record<string, string>> {
  return length === undefined ? headers : { ...headers, 'Content-Length': String(length) }
}

/**
 * Sends the answer's `Content-Length`, which Next takes out of what route handlers return:
 * without it a download has no end in sight, and what is cut short looks complete.
 */
export function sendContentLength(answer: Response): void {
  const length = answer.headers.get('Content-Length')
  const response = registry[KEY]?.getStore()
  if (length !== null && response && !response.headersSent) response.setHeader('Content-Length', length)
}
