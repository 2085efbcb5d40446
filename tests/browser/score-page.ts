import type { Locator, Page } from '@playwright/test'
import type { Song } from '../../lib/score/song'
import { test as base, expect } from './reader-page'

export { expect }

/** The score page as a person finds their way on it. */
export class ScorePage {
  readonly page: Page
  readonly roll: Locator
  readonly audio: Locator
  readonly title: Locator
  readonly tracks: Locator
  readonly tempo: Locator
  /** The bar and beat at the playhead. */
  readonly place: Locator
  readonly json: Locator

  constructor(page: Page) {
    this.page = page
    this.roll = page.getByRole('region', { name: 'Piano roll' })
    this.audio = page.locator('audio')
    this.title = page.getByRole('heading', { level: 2 }).first()
    this.tracks = page.getByRole('region', { name: 'Tracks' }).getByRole('listitem')
    this.tempo = page.getByRole('spinbutton', { name: /^Tempo/ })
    this.place = page.getByRole('timer', { name: 'Place' })
    this.json = page.getByRole('textbox', { name: 'Song as JSON' })
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** Opens it and waits until it runs: then the focus is on its large button. */
  async open(path = '/score'): Promise<void> {
    await this.page.goto(path)
    await expect(this.button('Play')).toBeFocused()
  }

  /** Opens a file by the button, as a person would. */
  async openFile(name: string, content: string | Uint8Array): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.button('Open file').click()
    const buffer = Buffer.from(content)
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer })
  }

  async openSong(song: Song, name = 'song.json'): Promise<void> {
    await this.openFile(name, JSON.stringify(song))
    await expect(this.title).toHaveText(name.replace(/\.\w+$/, ''))
  }

  /** The beat where the playhead is, by the place that is shown, from 0. */
  async beat(beatsPerBar = 4): Promise<number> {
    const [bar = 1, , beat = 1] = ((await this.place.textContent()) ?? '').match(/\d+/g)?.map(Number) ?? []
    return (bar - 1) * beatsPerBar + beat - 1
  }

  async hears(seconds: number): Promise<void> {
    const at = () => this.audio.evaluate((audio: HTMLAudioElement) => audio.currentTime)
    await expect.poll(at, { intervals: [50], timeout: 20_000 }).toBeGreaterThan(seconds)
  }

  /** How many pixels of the canvas have that colour. */
  pixels(colour: string): Promise<number> {
    return this.roll.locator('canvas').evaluate((canvas: HTMLCanvasElement, hex) => {
      const [r, g, b] = [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16))
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: new Uint8ClampedArray(),
      }
      let count = 0
      for (let at = 0; at < data.length; at += 4) {
        if (data[at] === r && data[at + 1] === g && data[at + 2] === b) count++
      }
      return count
    }, colour)
  }
}

export const test = base.extend<{ score: ScorePage }>({
  score: async ({ page }, use) => use(new ScorePage(page)),
})
