import { test as base, expect, type Locator, type Page } from '@playwright/test'

export { expect }

/** The page as a person finds their way on it. */
export class ReaderPage {
  readonly page: Page
  /** Where the text is written. */
  readonly text: Locator
  /** The same text while it is heard. */
  readonly view: Locator
  /** The button that tells the voice and opens the dialog of voices. */
  readonly voice: Locator
  readonly voices: Locator
  /** Of the chosen voice, in the dialog. */
  readonly engine: Locator
  /** Like Edit, it leads back to writing. */
  readonly stop: Locator
  readonly alert: Locator
  /** What the reading is heard by; previews of voices have another one. */
  readonly audio: Locator

  constructor(page: Page) {
    this.page = page
    this.text = page.getByRole('textbox', { name: 'Text to read' })
    this.view = page.getByRole('region', { name: 'Text being read' })
    this.voice = page.getByRole('button', { name: /^Voice/ })
    this.voices = page.getByRole('dialog', { name: 'Choose a voice' })
    this.engine = this.voices.getByRole('combobox', { name: 'Engine' })
    this.stop = page.getByRole('button', { name: 'Stop', exact: true })
    this.audio = page.locator('audio').first()
    // Next has an alert of its own, which announces routes.
    this.alert = page.locator('main').getByRole('alert')
  }

  /** The large button, by what it does just now; and Edit. */
  button(name: 'Play' | 'Pause' | 'Resume' | 'Try again' | 'Edit'): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** The voices under the heading of a language, in the dialog. */
  voicesOf(language: string): Locator {
    return this.voices.getByRole('group', { name: language }).getByRole('radio')
  }

  /** Has this voice read, with this engine of it, and closes the dialog. */
  async chooseVoice(name: string, engine?: string): Promise<void> {
    await this.voice.click()
    await this.voices.getByRole('radio', { name, exact: true }).check()
    if (engine) await this.engine.selectOption(engine)
    await this.voices.getByRole('button', { name: 'Done' }).click()
    await expect(this.voices).toBeHidden()
  }

  /** Opens it and waits until it runs: then the focus is on its large button. */
  async open(path = '/'): Promise<void> {
    await this.page.goto(path)
    await expect(this.page.getByRole('button', { name: /^(Play|Try again)$/ })).toBeFocused()
  }

  /** Puts this in the place of the text, by the keyboard and the clipboard. */
  async write(text: string): Promise<void> {
    await this.text.focus()
    await this.page.keyboard.press('ControlOrMeta+a')
    if (text === '') await this.page.keyboard.press('Delete')
    else await this.page.keyboard.insertText(text)
  }

  /** What is shown of the state, be it announced or not. */
  shows(words: string | RegExp, options?: { timeout: number }): Promise<void> {
    return expect(this.page.locator('#status')).toHaveText(words, options)
  }

  /** Seconds that the audio element has played. */
  heardSeconds(): Promise<number> {
    return this.audio.evaluate((audio: HTMLAudioElement) => audio.currentTime)
  }

  /** Until sound was heard for so long. */
  async hears(seconds: number): Promise<void> {
    await expect
      .poll(() => this.heardSeconds(), { intervals: [50], timeout: 10_000 })
      .toBeGreaterThan(seconds)
  }

  /**
   * The loudest of the signal on its way to the loudspeaker within so many ms:
   * root mean square of blocks of 2,048 samples, full scale being 1.
   */
  loudness(ms: number): Promise<number> {
    return this.audio.evaluate(async (audio: HTMLAudioElement, ms) => {
      const context = new AudioContext()
      await context.resume()
      const analyser = new AnalyserNode(context, { fftSize: 2048 })
      context.createMediaElementSource(audio).connect(analyser).connect(context.destination)
      const block = new Float32Array(analyser.fftSize)
      let loudest = 0
      const end = performance.now() + ms
      while (performance.now() < end) {
        await new Promise(resolve => setTimeout(resolve, 20))
        analyser.getFloatTimeDomainData(block)
        const power = block.reduce((sum, sample) => sum + sample * sample, 0) / block.length
        loudest = Math.max(loudest, Math.sqrt(power))
      }
      return loudest
    }, ms)
  }
}

type Options = {
  /** Whether the test makes requests fail: Chromium then writes an error of its own for each. */
  requestsFail: boolean
}

export const test = base.extend<Options & { reader: ReaderPage }>({
  requestsFail: [false, { option: true }],

  page: async ({ page, requestsFail }, use) => {
    const errors: string[] = []
    page.on('pageerror', error => errors.push(String(error)))
    page.on('console', message => {
      const isExpected = requestsFail && message.text().startsWith('Failed to load resource')
      if (message.type() === 'error' && !isExpected) errors.push(message.text())
    })
    await use(page)
    expect(errors, 'errors on the console').toEqual([])
  },

  reader: async ({ page }, use) => use(new ReaderPage(page)),
})

/** Answers the next requests for audio, one after the other; those after the last go to the server. */
export async function answerReadings(page: Page, answers: readonly Answer[]): Promise<string[]> {
  const asked: string[] = []
  await page.route('**/read/*.mp3', route => {
    const answer = answers[asked.length]
    asked.push(route.request().url())
    if (answer === undefined) return route.continue()
    if (answer === 'cut') return route.abort('connectionreset')
    const { status, retryAfter, body } = answer
    const headers = {
      'Content-Type': 'application/problem+json',
      ...(retryAfter && { 'Retry-After': retryAfter }),
    }
    return route.fulfill({ status, headers, body: JSON.stringify(body) })
  })
  return asked
}

export type Answer = 'cut' | { status: number; retryAfter?: string; body: Record<string, unknown> }
