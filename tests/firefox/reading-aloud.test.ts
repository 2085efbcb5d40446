import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SAMPLE } from '../../components/sample'
import { decodeReadingId } from '../../lib/reading/reading-id'
import { createTimelineParser, type Mark } from '../../lib/reading/timeline'
import { bytesOf, decodeReading } from '../support/readings'
import { type Server, startApp } from '../support/served-app'
import { type Firefox, startFirefox } from './firefox'
import { type FirefoxPage, openPage } from './firefox-page'
import { audioState, markedUntil, placeOf } from './in-the-page'

let app: Server
let firefox: Firefox
let page: FirefoxPage

beforeAll(async () => {
  ;[app, firefox] = await Promise.all([startApp({ SPEECH_BACKEND: 'embedded' }), startFirefox()])
})
afterAll(async () => {
  await firefox?.stop()
  await app?.stop()
})

beforeEach(async () => {
  page = await openPage(firefox)
  await page.open(app.url)
  // It runs as soon as the focus is on its large button: until then it is a form.
  await page.waitFor(() => document.activeElement?.getAttribute('type') === 'submit')
})
afterEach(async () => {
  const { errors } = page
  await page.close()
  expect(errors, 'errors on the console, and answers that are errors').toEqual([])
})

/** Where the page's reading is served, without the extension. */
async function readingPath(): Promise<string> {
  return (await page.evaluate(audioState)).src.replace(/\.mp3$/, '')
}

/** The words of the page's reading, as the server times them. */
async function wordsOfReading(): Promise<Mark[]> {
  const marks = await fetch(`${await readingPath()}.ndjson`)
  const parser = createTimelineParser()
  return [...parser.feed(await marks.text()), ...parser.end()].filter(({ type }) => type === 'word')
}

describe('the page in Firefox', () => {
  it('plays what was written to its end, and knows how long it was', async () => {
    await page.click('textbox', 'Text to read')
    await page.press(process.platform === 'darwin' ? 'Meta' : 'Control', 'a')
    for (const key of 'Heard.') await page.press(key)
    await page.click('button', 'Play')
    await page.waitFor(() => document.querySelector('#status')?.textContent === 'Finished')

    const path = await readingPath()
    expect(JSON.stringify(decodeReadingId(path.replace(/.*\//, '')))).toContain('"Heard."')
    const { seconds } = await decodeReading('mp3', await bytesOf(await fetch(`${path}.mp3`)))
    const heard = await page.evaluate(audioState)
    expect(heard.duration).toBeCloseTo(seconds, 1)
    expect(heard.seconds).toBeCloseTo(seconds, 1)
  })

  it('marks each word when it is heard', async () => {
    await page.click('button', 'Play')
    const marked = await page.evaluate(markedUntil, SAMPLE.indexOf('voice'))
    const words = await wordsOfReading()
    const heard = marked.map(({ start }) => words.findIndex(word => word.start === start))
    expect(heard).toEqual([...new Set(heard)].toSorted((a, b) => a - b))
    expect(heard.length).toBeGreaterThanOrEqual(7)
    expect(marked.map(({ text }) => text)).toEqual(
      heard.map(index => SAMPLE.slice(words[index]?.start, words[index]?.end)),
    )
    const offMs = marked.map(({ timeMs }, i) =>
      Math.abs(timeMs - (words[heard[i] ?? -1]?.time ?? Number.NaN)),
    )
    const median = offMs.toSorted((a, b) => a - b)[offMs.length >> 1]
    expect(median, `median of ${offMs.map(Math.round)} ms`).toBeLessThanOrEqual(80)
  })

  it('goes to a word that is clicked, and Space stops it there', async () => {
    const target = SAMPLE.indexOf('friend')
    await page.click('button', 'Play')
    await page.evaluate(markedUntil, SAMPLE.indexOf('about'))
    const marked = page.evaluate(markedUntil, target)
    const { x, y } = await page.evaluate(placeOf, 'friend')
    await page.clickAt(x, y)
    const passed = await marked
    await page.press(' ')
    await page.waitFor(() => document.querySelector('audio')?.paused === true)

    const between = (await wordsOfReading()).filter(
      ({ start = 0 }) => start > SAMPLE.indexOf('oldest') && start < target,
    )
    expect(passed.at(-1)?.text).toBe('friend')
    expect(between.length).toBeGreaterThan(20)
    expect(passed.filter(({ start }) => between.some(word => word.start === start))).toEqual([])
  })

  it('plays, stops and goes on by the keyboard alone', async () => {
    const isHeard = (from: number) => (document.querySelector('audio')?.currentTime ?? 0) > from
    await page.press('Enter')
    await page.waitFor(isHeard, 0.1)
    await page.press(' ')
    await page.waitFor(() => document.querySelector('audio')?.paused === true)
    const { seconds } = await page.evaluate(audioState)
    await page.press(' ')
    await page.waitFor(isHeard, seconds)
  })
})
