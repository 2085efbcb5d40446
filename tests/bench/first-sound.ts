import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'
import { id3Padding } from '../../lib/audio/id3'
import { CHROMIUM } from '../browser/servers'
import { median, type Row } from './row'

/** As `/read` puts before an MP3 that a media element plays. */
const PADDING_BYTES = 24_000
const CHUNK_MS = 20
/** Bytes a second: a good connection to a neural voice, and 48 kbit/s as it is spoken. */
const PACES = [60_000, 6_000]
const ROUNDS = 5
const SPOKEN =
  'Somebody is about to read this to you. A voice is the oldest way to pass on a story: it needs no light, it leaves your hands free, and it keeps the pace of a friend who walks beside you.'

/**
 * From setting `src` to sound, in Chromium: an MP3 stream with and without
 * padding before it at several paces, then `/read` of the app as it is.
 *
 * @param origin Where the app is served, with the embedded voices.
 */
export async function benchFirstSound(origin: string): Promise<Row[]> {
  // What was heard once is kept: each round reads a text of its own.
  const reading = (round: number) =>
    `${origin}/read?${new URLSearchParams({ text: `${round}. ${SPOKEN}`, voiceId: 'slt' })}`
  const mp3 = new Uint8Array(await (await fetch(reading(ROUNDS))).arrayBuffer())
  const server = servePaced(mp3)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const own = `http://127.0.0.1:${port}`
  const browser = await chromium.launch(CHROMIUM)
  try {
    const page = await browser.newPage()
    await page.goto(own)
    // The first sound of a browser also starts its audio process.
    await firstSoundMs(page, `${own}/audio?pace=1000000&padding=0`)
    const rows: Row[] = []
    for (const pace of PACES) {
      for (const padding of [0, PADDING_BYTES]) {
        // Another address each time, past the browser's cache.
        const value = await medianFirstSound(
          page,
          round => `${own}/audio?pace=${pace}&padding=${padding}&round=${round}`,
        )
        const name = `first sound at ${pace / 1000} KB/s, ${padding ? 'with' : 'without'} padding`
        rows.push({ name, value, unit: 'ms' })
      }
    }
    const value = await medianFirstSound(page, reading)
    return [...rows, { name: 'first sound of /read, embedded voice, heard before', value, unit: 'ms' }]
  } finally {
    await browser.close()
    server.close()
    server.closeAllConnections()
  }
}

async function medianFirstSound(page: Page, addressOf: (round: number) => string): Promise<number> {
  const values: number[] = []
  for (let round = 0; round < ROUNDS; round++) values.push(await firstSoundMs(page, addressOf(round)))
  return median(values)
}

/** From `src` to the `playing` event and the first advance of the element's clock, in ms. */
function firstSoundMs(page: Page, address: string): Promise<number> {
  return page.evaluate(async src => {
    const audio = new Audio()
    audio.preload = 'none'
    const playing = new Promise(resolve => audio.addEventListener('playing', resolve, { once: true }))
    const start = performance.now()
    audio.src = src
    await audio.play()
    await playing
    while (audio.currentTime === 0) await new Promise(resolve => setTimeout(resolve, 2))
    const elapsed = performance.now() - start
    audio.removeAttribute('src')
    audio.load()
    return elapsed
  }, address)
}

/** `/audio?pace&padding` streams the MP3 at that pace, with so many bytes of padding at once before it. */
function servePaced(mp3: Uint8Array): Server {
  return createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname !== '/audio') {
      response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>First sound</title>')
      return
    }
    const padding = Number(searchParams.get('padding'))
    response.setHeader('Content-Type', 'audio/mpeg')
    // The padding is the server's own: only the speech comes at the pace of the service.
    if (padding) response.write(id3Padding(padding))
    writePaced(response, mp3, Number(searchParams.get('pace'))).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    )
  })
}

async function writePaced(
  response: ServerResponse,
  bytes: Uint8Array,
  bytesPerSecond: number,
): Promise<void> {
  const chunk = Math.round((bytesPerSecond * CHUNK_MS) / 1000)
  for (let at = 0; at < bytes.length && !response.destroyed; at += chunk) {
    await delay(CHUNK_MS)
    response.write(bytes.subarray(at, at + chunk))
  }
  response.end()
}
