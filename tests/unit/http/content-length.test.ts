import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { followRequests, sendContentLength } from '../../../lib/http/content-length'

let server: Server
let url: string

/** As Next does: headers and body are sent, but never `Content-Length`. */
beforeAll(async () => {
  followRequests()
  followRequests()
  server = createServer(async (request, response) => {
    const body = 'x'.repeat(Number(request.url?.slice(1)))
    await setImmediate()
    const headers = body ? { 'Content-Length': String(body.length) } : undefined
    sendContentLength(new Response(null, headers ? { headers } : {}))
    response.write('')
    response.end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise(resolve => server.close(resolve)))

it('sends the length of each answer with that answer, and none where there is none', async () => {
  const lengths = [5, 300, 0, 70, 1]
  const answers = await Promise.all(lengths.map(length => fetch(`${url}/${length}`)))
  expect(answers.map(answer => answer.headers.get('Content-Length'))).toEqual(['5', '300', null, '70', '1'])
  expect(await Promise.all(answers.map(async answer => (await answer.text()).length))).toEqual(lengths)
})

it('does nothing where no server of Node answers', () => {
  expect(() => sendContentLength(new Response('hello', { headers: { 'Content-Length': '5' } }))).not.toThrow()
})
