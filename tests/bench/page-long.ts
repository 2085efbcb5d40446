import type { Browser, JSHandle, Page } from '@playwright/test'
import { ReaderPage } from '../browser/reader-page'
import { startApp } from '../support/served-app'
import { type Held, median, percentile } from './row'

const WORDS = 50_000
const WORDS_A_PARAGRAPH = 100
const FRAMES_MS = 6000
const ROUNDS = 5
const AT_REST_LIMIT_MS = 30_000
/** Between two clips it rests as well, for a moment. */
const AT_REST_LOOKS = 5
const TYPED = 'and so it goes on'
/** Between letters: 300 a minute. */
const LETTER_MS = 200
/** Interactions shorter than this are not reported (Event Timing, durationThreshold). */
const SHORTEST_MS = 16

/** A page with 50,000 words: how soon it answers to a key and a click, how it scrolls along, whether anything jumps. */
export async function benchLongPage(browser: Browser): Promise<Held[]> {
  const app = await startApp({ SPEECH_BACKEND: 'embedded', READING_CHARACTER_LIMIT: '500000' })
  const page = await browser.newPage()
  try {
    // The quickest voice: what it speaks ahead of the listener takes the cores from the page for the shortest time.
    await page.addInitScript(() => localStorage.setItem('pollyphony.draft', '{"voiceId":"kal"}'))
    const reader = new ReaderPage(page)
    await reader.open(app.url)
    await write(reader)

    const shift = await watchShift(page)
    const typing = await watchInteractions(page)
    // From then on its address is known, as it is when somebody looked over what they wrote.
    const kept = page.waitForResponse(answer => answer.request().postData()?.includes(TYPED) ?? false)
    await page.keyboard.type(TYPED, { delay: LETTER_MS })
    const letters = await durations(typing, TYPED.length)
    await kept

    const taken = new Map<string, number[]>()
    async function take(what: string, act: () => Promise<void>): Promise<void> {
      const watch = await watchInteractions(page)
      await act()
      taken.set(what, [...(taken.get(what) ?? []), ...(await durations(watch, 1))])
    }
    let frames: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      await take('Play', async () => {
        await reader.button('Play').click()
        await reader.shows('Playing', { timeout: 30_000 })
      })
      if (round === ROUNDS - 1) {
        await untilAtRest(app.url)
        frames = await frameTimes(page)
      }
      await take('Next sentence', () => page.getByRole('button', { name: 'Next sentence' }).click())
      await take('A click on a word', () => reader.view.locator('p').first().click())
      await take('A move of the seek bar', () =>
        page.getByRole('slider', { name: 'Position' }).press('ArrowRight'),
      )
      await take('Pause', async () => {
        await reader.button('Pause').click()
        await reader.button('Resume').waitFor()
      })
      await take('Edit', async () => {
        await page.keyboard.press('Escape')
        await reader.button('Play').waitFor()
      })
    }
    const shifted = await shift.evaluate(({ sum }) => sum)
    for (let round = 0; round < ROUNDS; round++) {
      await take('Opening the voices', async () => {
        await reader.voice.click()
        await reader.voices.getByRole('radio', { checked: true }).waitFor()
      })
      await take('Choosing a voice', () => page.keyboard.press(round % 2 === 0 ? 'ArrowDown' : 'ArrowUp'))
      await take('Closing the voices', async () => {
        await page.keyboard.press('Escape')
        await reader.voices.waitFor({ state: 'hidden' })
      })
    }

    const on = `with ${WORDS.toLocaleString('en')} words`
    return [
      ...toPaint(`A letter to the next paint ${on}`, letters),
      ...[...taken].flatMap(([what, values]) => toPaint(`${what} to the next paint ${on}`, values)),
      {
        name: `Frame to frame while it plays ${on}, p95`,
        value: percentile(frames, 95),
        unit: 'ms',
        atMost: 16.9,
      },
      {
        name: 'Layout shift from writing over Play and Pause to Edit, sum',
        value: shifted,
        unit: '',
        atMost: 0,
      },
    ]
  } finally {
    await page.close()
    await app.stop()
  }
}

function toPaint(name: string, values: readonly number[]): Held[] {
  return [
    { name: `${name}, p50`, value: median(values), unit: 'ms', atMost: 100 },
    { name: `${name}, p95 of ${values.length}`, value: percentile(values, 95), unit: 'ms' },
  ]
}

/** Until as much of the sound is made as the browser is given ahead: then the server, on the same cores, is at rest. */
async function untilAtRest(origin: string): Promise<void> {
  const end = performance.now() + AT_REST_LIMIT_MS
  for (let seen = 0; seen < AT_REST_LOOKS; ) {
    if (performance.now() > end) throw new Error(`The server was not at rest within ${AT_REST_LIMIT_MS} ms`)
    const { clips }: { clips: { open: number } } = await (await fetch(`${origin}/health`)).json()
    seen = clips.open === 0 ? seen + 1 : 0
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

/** Puts the text there, and the caret into its midst. */
async function write(reader: ReaderPage): Promise<void> {
  await reader.text.fill(longText())
  await reader.text.evaluate((field: HTMLTextAreaElement) => {
    const middle = field.value.indexOf(' ', field.value.length / 2)
    field.setSelectionRange(middle, middle)
  })
}

/** Prose in sentences and paragraphs, no two the same. */
function longText(): string {
  const words =
    'the harbour was quiet that evening and nobody had lit the lamps along the quay although several boats were due before midnight'.split(
      ' ',
    )
  const paragraphs = Array.from({ length: WORDS / WORDS_A_PARAGRAPH }, (_, paragraph) =>
    Array.from({ length: WORDS_A_PARAGRAPH }, (_, index) => {
      const word = words[(index * 7 + paragraph * 3 + ((index * paragraph) % 11)) % words.length] ?? ''
      const capital = index % 20 === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : word
      return index % 20 === 19 ? `${capital}.` : capital
    }).join(' '),
  )
  return paragraphs.join('\n\n')
}

/** All that moves by itself or by a click: also what counts as expected elsewhere (Layout Instability, hadRecentInput). */
function watchShift(page: Page): Promise<JSHandle<{ sum: number }>> {
  return page.evaluateHandle(() => {
    const shift = { sum: 0 }
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) if ('value' in entry) shift.sum += Number(entry.value)
    }).observe({ type: 'layout-shift' })
    return shift
  })
}

type Watch = { durations: Map<number, number> }

/** From each key or click to the paint that follows its handlers (Event Timing, interactionId). */
function watchInteractions(page: Page): Promise<JSHandle<Watch>> {
  return page.evaluateHandle(durationThreshold => {
    const watch: Watch = { durations: new Map() }
    const begin = performance.now()
    const observer = new PerformanceObserver(list => {
      for (const entry of list.getEntries()) {
        const id = 'interactionId' in entry ? Number(entry.interactionId) : 0
        // Those before may be reported late.
        if (id > 0 && entry.startTime > begin)
          watch.durations.set(id, Math.max(entry.duration, watch.durations.get(id) ?? 0))
      }
    })
    const options = { type: 'event', durationThreshold }
    observer.observe(options)
    return watch
  }, SHORTEST_MS)
}

/** In ms, in steps of 8; of those too short to be reported, the bound. */
async function durations(watch: JSHandle<Watch>, interactions: number): Promise<number[]> {
  const reported = await watch.evaluate(async ({ durations }) => {
    // They are reported after their paint.
    await new Promise(resolve => setTimeout(resolve, 500))
    return [...durations.values()]
  })
  const missing = Math.max(0, interactions - reported.length)
  return [...reported, ...Array.from({ length: missing }, () => SHORTEST_MS)]
}

/** From each frame to the next, in ms. */
function frameTimes(page: Page): Promise<number[]> {
  return page.evaluate(async limitMs => {
    const frames: number[] = []
    let last = await new Promise<number>(resolve => requestAnimationFrame(resolve))
    const end = last + limitMs
    while (last < end) {
      const now = await new Promise<number>(resolve => requestAnimationFrame(resolve))
      frames.push(now - last)
      last = now
    }
    return frames
  }, FRAMES_MS)
}
