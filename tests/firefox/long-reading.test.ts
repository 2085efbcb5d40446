import { afterAll, beforeAll, expect, it } from 'vitest'
import { encodeReadingId } from '../../lib/reading/reading-id'
import { paragraphs, readingOf, textOf } from '../support/readings'
import { type Server, startApp } from '../support/served-app'
import { type Firefox, startFirefox } from './firefox'
import { openPage } from './firefox-page'

let app: Server
let firefox: Firefox

beforeAll(async () => {
  ;[app, firefox] = await Promise.all([startApp({ SPEECH_BACKEND: 'embedded' }), startFirefox()])
})
afterAll(async () => {
  await firefox?.stop()
  await app?.stop()
})

it('a long reading is as long as all of its text while only its beginning has arrived', async () => {
  // Firefox tells what has arrived of a stream as its duration, and stops taking it in for a while.
  const id = encodeReadingId(readingOf(textOf(paragraphs(150)), { voiceId: 'slt' }))
  const page = await openPage(firefox)
  await page.open(`${app.url}/?reading=${id}`)
  await page.click('button', 'Play')
  await page.waitFor(() => (document.querySelector('audio')?.currentTime ?? 0) > 1)
  const { length, arrived } = await page.evaluate(() => ({
    length: Number(document.querySelector<HTMLInputElement>('[aria-label=Position]')?.max),
    arrived: document.querySelector('audio')?.duration ?? Number.NaN,
  }))
  await page.close()
  expect(arrived).toBeLessThan(300)
  expect(length).toBeGreaterThan(600)
})
