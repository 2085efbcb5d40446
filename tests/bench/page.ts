import { type Browser, chromium, type JSHandle, type Page } from '@playwright/test'
import { createTimelineParser } from '../../lib/reading/timeline'
import { ReaderPage } from '../browser/reader-page'
import { CHROMIUM } from '../browser/servers'
import { pollyEnv, startApp } from '../support/served-app'
import { benchLongPage } from './page-long'
import { startPollyProcess } from './processes'
import { type Held, median, percentile } from './row'

const ROUNDS = 15
/** As a neural voice of a service nearby sends it. */
const POLLY_PACE = { firstByteMs: 60, chunkBytes: 6000, chunkMs: 40, bytes: 40_000 }
/** Of full scale: what is louder is not the noise of an encoder. */
const SILENCE = 0.001
const HIGHLIGHT_MS = 12_000
/** From writing to the click: by then the page rests, and so does the voice, which speaks on for a while when stopped. */
const SETTLE_MS = 1500

/** What the page makes somebody wait for, from their click on, in Chromium. */
export async function benchPage(): Promise<Held[]> {
  const browser = await chromium.launch(CHROMIUM)
  try {
    return [
      ...(await benchLocalVoice(browser)),
      ...(await benchPolly(browser)),
      ...(await benchLongPage(browser)),
    ]
  } finally {
    await browser.close()
  }
}

async function benchLocalVoice(browser: Browser): Promise<Held[]> {
  const app = await startApp({ SPEECH_BACKEND: 'embedded' })
  const page = await browser.newPage()
  try {
    const reader = new ReaderPage(page)
    await reader.open(app.url)
    const sounds = await clicksToSound(reader)
    const value = await highlightErrorMs(reader)
    const name = 'Click on Play to the first sound, voice that comes with it, p50'
    return [
      { name, value: median(sounds.map(soundMs)), unit: 'ms', atMost: 300 },
      { name: 'The same, p95', value: percentile(sounds.map(soundMs), 95), unit: 'ms' },
      { name: 'The same to the event playing, p50', value: median(sounds.map(playingMs)), unit: 'ms' },
      { name: 'Word marked off the audio clock, median', value, unit: 'ms', atMost: 80 },
    ]
  } finally {
    await page.close()
    await app.stop()
  }
}

async function benchPolly(browser: Browser): Promise<Held[]> {
  const polly = await startPollyProcess()
  await polly.behave({ speech: POLLY_PACE })
  const app = await startApp(pollyEnv(polly.url))
  const page = await browser.newPage()
  try {
    const reader = new ReaderPage(page)
    await reader.open(app.url)
    const sounds = await clicksToSound(reader)
    const over = (ms: number) => ms - POLLY_PACE.firstByteMs
    const name = 'Click on Play to the first sound, over the first byte of Polly, p50'
    return [
      { name, value: over(median(sounds.map(soundMs))), unit: 'ms', atMost: 150 },
      { name: 'The same, p95', value: over(percentile(sounds.map(soundMs), 95)), unit: 'ms' },
      { name: 'The same to the event playing, p50', value: over(median(sounds.map(playingMs))), unit: 'ms' },
    ]
  } finally {
    await page.close()
    await app.stop()
    await polly.stop()
  }
}

type Sound = {
  /** From the click to the first sample that is no silence, as the page's thread is told of it. */
  soundMs: number
  /** From the click to the element's event `playing`: silence at the beginning counts as sound here. */
  playingMs: number
}

const soundMs = (sound: Sound) => sound.soundMs
const playingMs = (sound: Sound) => sound.playingMs

/** Writes a text, clicks on Play, and stops once it is heard; each round another text, for what was heard is kept. */
async function clicksToSound(reader: ReaderPage): Promise<Sound[]> {
  const ear = await listenIn(reader.page)
  const sounds: Sound[] = []
  for (let round = -2; round < ROUNDS; round++) {
    await reader.text.fill(textOf(round + 3))
    await reader.page.waitForTimeout(SETTLE_MS)
    const next = await nextSound(ear)
    await reader.button('Play').click()
    const sound = await next.evaluate(({ heard }) => heard)
    // The first ones also start the threads of the voice, and the browser's audio process.
    if (round >= 0) sounds.push(sound)
    await reader.page.keyboard.press('Escape')
    await reader.button('Play').waitFor()
  }
  return sounds
}

function textOf(round: number): string {
  return `On day ${round} somebody is about to read this to you. A voice is the oldest way to pass on a story: it needs no light, it leaves your hands free, and it keeps the pace of a friend who walks beside you.`
}

type Ear = { audio: HTMLAudioElement; node: AudioWorkletNode }

/** Hears what the audio element of the page plays, sample by sample, in the audio's own thread. */
async function listenIn(page: Page): Promise<JSHandle<Ear>> {
  const ear = `registerProcessor('ear', class extends AudioWorkletProcessor {
    isListening = false
    constructor() {
      super()
      this.port.onmessage = () => { this.isListening = true }
    }
    process([[samples = []]]) {
      if (this.isListening && samples.some(sample => Math.abs(sample) > ${SILENCE})) {
        this.isListening = false
        this.port.postMessage('sound')
      }
      return true
    }
  })`
  return page.evaluateHandle(async source => {
    const audio = document.querySelector('audio')
    if (!audio) throw new Error('The page has no audio element')
    const context = new AudioContext()
    await context.audioWorklet.addModule(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })))
    const node = new AudioWorkletNode(context, 'ear')
    context.createMediaElementSource(audio).connect(node).connect(context.destination)
    await context.resume()
    return { audio, node }
  }, ear)
}

/** Of the next click; the promise is in an object so that nobody waits for it yet. */
function nextSound(ear: JSHandle<Ear>): Promise<JSHandle<{ heard: Promise<Sound> }>> {
  return ear.evaluateHandle(({ audio, node }) => {
    const clicked = new Promise<number>(resolve =>
      addEventListener('click', ({ timeStamp }) => resolve(timeStamp), { capture: true, once: true }),
    )
    const playing = new Promise<number>(resolve =>
      audio.addEventListener('playing', () => resolve(performance.now()), { once: true }),
    )
    const sounding = new Promise<number>(resolve => {
      node.port.onmessage = () => resolve(performance.now())
    })
    node.port.postMessage('listen')
    return {
      heard: Promise.all([clicked, playing, sounding]).then(([click, playingAt, soundAt]) => ({
        soundMs: soundAt - click,
        playingMs: playingAt - click,
      })),
    }
  })
}

type Shown = { offset: number; clockMs: number }

/** How far from the time of its mark the audio's clock is in the frame that first shows a word as spoken: the median. */
async function highlightErrorMs(reader: ReaderPage): Promise<number> {
  const { page } = reader
  await reader.text.fill(Array.from({ length: 6 }, (_, index) => textOf(index + 100)).join('\n\n'))
  const asked = page.waitForRequest(/\.ndjson/)
  await reader.button('Play').click()
  const address = (await asked).url()
  const shown = await page.evaluate(async limitMs => {
    const audio = document.querySelector('audio')
    const words: Shown[] = []
    const end = performance.now() + limitMs
    while (audio && performance.now() < end) {
      await new Promise(resolve => requestAnimationFrame(resolve))
      const [range] = CSS.highlights.get('spoken-word') ?? []
      if (!range) continue
      const block = range.startContainer.parentElement?.closest<HTMLElement>('[data-start]')
      const offset = Number(block?.dataset.start) + range.startOffset
      if (words.at(-1)?.offset !== offset) words.push({ offset, clockMs: audio.currentTime * 1000 })
    }
    return words
  }, HIGHLIGHT_MS)
  await page.keyboard.press('Escape')

  const parser = createTimelineParser()
  const marks = [...parser.feed(await (await fetch(address)).text()), ...parser.end()]
  const times = new Map(marks.filter(({ type }) => type === 'word').map(({ start, time }) => [start, time]))
  if (shown.length < 10) throw new Error(`Only ${shown.length} words were marked in ${HIGHLIGHT_MS} ms`)
  // A word that is no mark's makes it NaN, which keeps no bound.
  return median(shown.map(({ offset, clockMs }) => Math.abs(clockMs - (times.get(offset) ?? Number.NaN))))
}
