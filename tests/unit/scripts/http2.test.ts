import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type IncomingHttpHeaders,
} from 'node:http2'
import { type AddressInfo, connect as connectTcp } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

let handle: (request: IncomingMessage, response: ServerResponse) => void
let server: Server
let port: number
let session: ClientHttp2Session

beforeAll(() => import(new URL('../../../scripts/http2.mjs', import.meta.url).href))
beforeEach(async () => {
  server = createServer({ headersTimeout: 300, requestTimeout: 300, connectionsCheckingInterval: 50 })
  server.on('request', (request, response) => handle(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
  session = connect(`http://127.0.0.1:${port}`)
})
afterEach(async () => {
  session.close()
  const closed = once(server, 'close')
  server.close()
  await closed
})

/** One request of HTTP/2; its answer once it is whole. */
async function ask(path: string, body?: string): Promise<{ headers: IncomingHttpHeaders; body: string }> {
  const stream = session.request({ ':path': path, ':method': body === undefined ? 'GET' : 'POST' })
  const [[headers], answer] = await Promise.all([
    once(stream, 'response') as Promise<[IncomingHttpHeaders]>,
    text(stream),
    stream.end(body),
  ])
  return { headers, body: answer }
}

describe('a server that http2.mjs is preloaded into', () => {
  it('answers HTTP/2 as it answers HTTP/1.1: method, path, host, body and fields', async () => {
    handle = async (request, response) => {
      const { method, url, headers, httpVersion } = request
      response.setHeader('X-Length', (await text(request)).length)
      response.end(`${httpVersion} ${method} ${url} ${headers.host}`)
    }
    const long = 'x'.repeat(300_000)
    const { headers, body } = await ask('/a?b=%20c', long)
    expect(body).toBe(`1.1 POST /a?b=%20c 127.0.0.1:${port}`)
    expect(headers).toMatchObject({ ':status': 200, 'x-length': String(long.length) })
    expect(Object.keys(headers)).not.toContain('connection')
    const answer = await fetch(`http://127.0.0.1:${port}/d`, { method: 'POST', body: long })
    expect(await answer.text()).toBe(`1.1 POST /d 127.0.0.1:${port}`)
  })

  it('keeps several requests on one connection apart', async () => {
    handle = (request, response) => response.end(request.url)
    const paths = Array.from({ length: 20 }, (_, i) => `/${i}`)
    expect((await Promise.all(paths.map(path => ask(path)))).map(({ body }) => body)).toEqual(paths)
  })

  it('sends what there is before the rest is, and outlives the time that a request of HTTP/1.1 may take', async () => {
    let finish: () => unknown = () => undefined
    handle = (_, response) => {
      response.write('first ')
      finish = () => response.end('last')
    }
    const stream = session.request({ ':path': '/' })
    const [first] = await once(stream, 'data')
    expect(String(first)).toBe('first ')
    await new Promise(resolve => setTimeout(resolve, 800))
    finish()
    expect(await text(stream)).toBe('last')
  })

  it.each([
    ['the stream', (stream: ClientHttp2Stream) => stream.close(constants.NGHTTP2_CANCEL)],
    ['the connection', () => session.destroy()],
  ])('tells the server that whoever asked has left %s', async (_, leave) => {
    const left = new Promise<void>(resolve => {
      handle = (_, response) => {
        response.write('first')
        response.on('close', resolve)
      }
    })
    const stream = session.request({ ':path': '/' })
    await once(stream, 'data')
    leave(stream)
    await left
  })

  it.each([
    ['before its head', (response: ServerResponse) => response.destroy()],
    ['in its middle', (response: ServerResponse) => response.write('half', () => response.destroy())],
  ])('resets the stream of an answer that breaks off %s', async (_, breakOff) => {
    handle = (_, response) => void breakOff(response)
    const stream = session.request({ ':path': '/' })
    await expect(text(stream)).rejects.toThrow('NGHTTP2_INTERNAL_ERROR')
    handle = (_, response) => response.end('still here')
    expect((await ask('/')).body).toBe('still here')
  })

  it('refuses what is no HTTP as node does', async () => {
    const socket = connectTcp(port, '127.0.0.1')
    socket.end('PRIVET\r\n\r\n')
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n\r\n$/)
    const [answer] = await once(request({ port, headers: { long: 'x'.repeat(20_000) } }).end(), 'response')
    expect(answer.statusCode).toBe(431)
    answer.resume()
  })
})
