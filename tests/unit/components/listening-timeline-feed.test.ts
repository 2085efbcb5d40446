import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTimelineFeed } from '../../../components/listening/timeline-feed'
import type { Mark } from '../../../lib/reading/timeline'

const MARKS: Mark[] = Array.from({ length: 40 }, (_, index) => ({
  type: 'word',
  time: index * 100,
  start: index * 5,
  end: index * 5 + 4,
  value: 'été🙂',
}))
const LINES = MARKS.map(mark => `${JSON.stringify(mark)}\n`)
const RETRY_MS = [1, 1, 1]

let server: Server | undefined

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  vi.restoreAllMocks()
})

/** @returns The address at which it answers. */
async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener)
  server = started
  await new Promise<void>(resolve => started.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/read/x.ndjson`
}

const running = () => new AbortController().signal

describe('createTimelineFeed', () => {
  it('knows every mark of an answer that is cut anywhere, also within a character', async () => {
    const path = await serve(async (_, response) => {
      const bytes = Buffer.from(LINES.join(''))
      for (let at = 0; at < bytes.length; at += 61) {
        response.write(bytes.subarray(at, at + 61))
        await new Promise(setImmediate)
      }
      response.end()
    })
    const feed = createTimelineFeed(path)
    expect(feed.status().state).toBe('loading')
    await feed.run(running())
    expect(feed.status()).toMatchObject({ state: 'complete', isEstimated: false })
    expect(feed.index.known).toBe(199)
    expect(feed.index.wordAt(1234)?.start).toBe(60)
  })

  it('goes on after each break from what it has, none twice', async () => {
    let attempts = 0
    const path = await serve((_, response) => {
      attempts++
      const until = Math.min(LINES.length, attempts * 11)
      response.write(LINES.slice(0, until).join(''), () =>
        until < LINES.length ? setTimeout(() => response.destroy(), 20) : response.end(),
      )
    })
    const feed = createTimelineFeed(path, { retryMs: RETRY_MS })
    await feed.run(running())
    expect(feed.status().state).toBe('complete')
    expect(attempts).toBe(4)
    const starts = MARKS.map((_, by) => feed.index.step('word', 0, by)?.start)
    expect(starts).toEqual(MARKS.map(({ start }) => start))
    expect(feed.index.step('word', 0, MARKS.length)?.start).toBe(MARKS.at(-1)?.start)
  })

  it.each([
    ['an answer that would be the same again, at once', 404, {}, 1],
    ['a server that is busy, after some attempts', 503, {}, RETRY_MS.length + 1],
    ['one that wants to be left alone for an hour, at once', 503, { 'Retry-After': '3600' }, 1],
  ])('gives up on %s', async (_, status, headers, attempts) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    let asked = 0
    const path = await serve((_, response) => {
      asked++
      response.writeHead(status, headers).end('{}')
    })
    const feed = createTimelineFeed(path, { retryMs: RETRY_MS })
    await feed.run(running())
    expect(feed.status().state).toBe('failed')
    expect(asked).toBe(attempts)
    expect(warn).toHaveBeenCalledOnce()
  })

  it('keeps what it knows when no more comes', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const path = await serve((_, response) => {
      response.write(LINES.slice(0, 5).join(''), () => setTimeout(() => response.end('nonsense\n'), 20))
    })
    const feed = createTimelineFeed(path, { retryMs: [] })
    await feed.run(running())
    expect(feed.status().state).toBe('failed')
    expect(feed.index.known).toBe(24)
  })

  it('lets go of the server when it is left, and goes on when it is run again', async () => {
    let tellClosed: (() => void) | undefined
    const closed = new Promise<void>(resolve => {
      tellClosed = resolve
    })
    let attempts = 0
    const path = await serve((_, response) => {
      attempts++
      response.write(LINES.slice(0, 10).join(''))
      if (attempts === 1) response.on('close', () => tellClosed?.())
      else response.end(LINES.slice(10).join(''))
    })
    const feed = createTimelineFeed(path)
    const leaving = new AbortController()
    const known = new Promise<void>(resolve => feed.subscribe(resolve))
    const run = feed.run(leaving.signal)
    await known
    expect(feed.index.known).toBe(49)
    leaving.abort()
    await Promise.all([run, closed])
    expect(feed.status().state).toBe('known')
    await feed.run(running())
    expect(feed.index.known).toBe(199)
  })

  it('says that times are estimated', async () => {
    const path = await serve((_, response) =>
      response.end('{"type":"sentence","time":0,"start":0,"end":9,"value":"x","estimated":true}\n'),
    )
    const feed = createTimelineFeed(path)
    await feed.run(running())
    expect(feed.status()).toMatchObject({ state: 'complete', isEstimated: true })
  })

  it('tells of a thousand changes a few times, and of the last', async () => {
    const path = await serve(async (_, response) => {
      for (let index = 0; index < 1000; index++) {
        response.write(`{"type":"word","time":${index},"start":${index},"end":${index + 1},"value":"x"}\n`)
        if (index % 10 === 0) await new Promise(setImmediate)
      }
      response.end()
    })
    const feed = createTimelineFeed(path)
    const known: number[] = []
    feed.subscribe(() => known.push(feed.index.known))
    await feed.run(running())
    expect(known.length).toBeLessThan(100)
    expect(known.at(-1)).toBe(1000)
  })

  it('asks nobody without a path', async () => {
    const feed = createTimelineFeed(undefined)
    await feed.run(running())
    expect(feed.status().state).toBe('none')
  })
})
