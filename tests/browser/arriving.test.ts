import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from './reader-page'
import { SERVERS } from './servers'
import { watchShifts } from './shifts'

/** Where a slow network may cut the page: before each of these. */
const CUTS = [
  'aria-label="The text"',
  '</button>',
  '<textarea',
  'aria-label="Player"',
  'role="timer"',
  'type="submit"',
  'Forward 10 seconds',
  'aria-haspopup="dialog"',
  'id="status"',
  'id="characters"',
]

/** The page in parts, a while apart, as it comes over a slow network. */
async function slowly(url: string) {
  const server = createServer(async (request, response) => {
    const answer = await fetch(`${url}${request.url}`)
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
    if (request.url !== '/') return response.end(Buffer.from(await answer.arrayBuffer()))
    const html = await answer.text()
    let sent = 0
    for (const cut of CUTS) {
      const at = html.indexOf(cut, sent)
      expect(at, `the page has ${cut} after what came before`).toBeGreaterThan(sent)
      response.write(html.slice(sent, at))
      sent = at
      await wait(100)
    }
    return response.end(html.slice(sent))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}

for (const width of [360, 1280]) {
  test(`nothing moves while the page arrives in parts, ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 740 })
    const shifts = await watchShifts(page)
    const slow = await slowly(SERVERS.embedded)
    await page.goto(slow.url)
    await expect(page.getByRole('button', { name: 'Play' })).toBeVisible()
    expect(await shifts()).toEqual([])
    slow.close()
  })
}
