import { EventEmitter, once } from 'node:events'
import type { Page } from '@playwright/test'
import * as midi from '../support/midi-file'
import { expect, ScorePage, test } from './score-page'
import { watchShifts } from './shifts'
import { DUET, note, sent, track } from './songs'

const KEY = 'pollyphony.song'

const FIRST = 'Canon in D'

const TUNE = midi.midiFile([
  [midi.tempo(0, 500_000)],
  [midi.named('Flute'), midi.at(0, 0xc0, 73), ...midi.note(72, 480), ...midi.note(76, 480)],
  [midi.named('Bass'), midi.at(0, 0xc1, 32), ...midi.note(36, 960, 1)],
])

/** What is kept, as far as it contains that. */
async function keeps(page: Page, words: string): Promise<void> {
  await expect.poll(() => page.evaluate(key => localStorage.getItem(key), KEY)).toContain(words)
}

function warnings(page: Page): string[] {
  const texts: string[] = []
  page.on('console', message => {
    if (message.type() === 'warning') texts.push(message.text())
  })
  return texts
}

test('a song that was opened and changed is there again after a reload', async ({ score, page }) => {
  await score.open()
  await score.openSong(DUET, 'duet.v2.json')
  await score.tempo.fill('90.5')
  await page.getByRole('combobox', { name: 'High: instrument' }).selectOption('Marimba')
  await score.button('Mute High').click()
  await score.button('Solo Low').click()
  await page.reload()
  await expect(score.title).toHaveText('duet.v2')
  await expect(score.tempo).toHaveValue('90.5')
  await expect(score.tracks).toHaveText([/High.*32 notes, G6 to C7/, /Low.*16 notes, C5/])
  await expect(page.getByRole('combobox', { name: 'High: instrument' })).toHaveValue('Marimba')
  await expect(score.button('Mute High')).toHaveAttribute('aria-pressed', 'true')
  await expect(score.button('Mute Low')).toHaveAttribute('aria-pressed', 'false')
  await expect(score.button('Solo Low')).toHaveAttribute('aria-pressed', 'true')
  await score.button('Play').click()
  await score.hears(0.1)
})

for (const width of [360, 1280]) {
  test(`it is there again after the reader, and nothing moves as it comes, ${width} pixels wide`, async ({
    score,
    page,
  }) => {
    await page.setViewportSize({ width, height: 740 })
    const moved = await watchShifts(page)
    await score.open()
    // Higher and longer than the first song, and with fewer tracks.
    const name = 'A duet whose name is so long that a phone needs two lines for it'
    const long = { ...DUET, Tracks: [track('Long', 'test_synth', 200, [note(0, 4, 'C')])] }
    await score.openSong(long, `${name}.json`)
    await page.getByRole('link', { name: 'Reader' }).click()
    await expect(page.getByRole('textbox', { name: 'Text to read' })).toBeVisible()
    await page.getByRole('link', { name: 'Score' }).click()
    await expect(score.title).toHaveText(name)
    await expect(score.title).toBeVisible()
    await expect(score.tracks).toHaveText([/Long.*200 notes/])
    expect(await moved()).toEqual([])
  })
}

test('the song with which the page begins is not seen before the one that was kept', async ({
  score,
  page,
}) => {
  await score.open()
  await score.openSong(DUET, 'duet.json')
  await page.route(/\/_next\/static\/.*\.js/, () => undefined)
  await page.goto('/score', { waitUntil: 'commit' })
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible()
  await expect(score.title).toHaveCount(0)
  await expect(page.getByText(FIRST).first()).toBeHidden()
})

test('a MIDI file is sent as it is after a reload as well, until it is changed', async ({ score, page }) => {
  await score.open()
  await score.openFile('tune.mid', TUNE)
  await expect(score.title).toHaveText('tune')
  await score.button('Mute Bass').click()
  const requests = sent(page)
  await page.reload()
  await expect(score.title).toHaveText('tune')
  await expect(score.tracks).toHaveText([/Flute.*2 notes, C6 to E6/, /Bass.*1 note, C3/])
  await expect(score.button('Mute Bass')).toHaveAttribute('aria-pressed', 'true')
  await score.button('Mute Bass').click()
  await expect.poll(() => requests.at(-1)?.headers()['content-type']).toBe('audio/midi')
  expect(requests.at(-1)?.postDataBuffer()).toEqual(Buffer.from(TUNE))
  await score.tempo.fill('60')
  await page.reload()
  await expect(score.title).toHaveText('tune')
  await expect(score.tempo).toHaveValue('60')
  await expect.poll(() => requests.at(-1)?.headers()['content-type']).toBe('application/json')
})

test('what an example or Undo puts on the page is kept as well', async ({ score, page }) => {
  await score.open()
  await page.getByRole('combobox', { name: 'Examples' }).selectOption('When the Saints Go Marching In')
  await expect(score.title).toHaveText(/Saints/)
  await keeps(page, 'Saints')
  await page.reload()
  await expect(score.title).toHaveText(/Saints/)
  await expect(page.getByText(/in swung time/)).toBeVisible()
  await score.openSong(DUET, 'duet.json')
  await keeps(page, 'duet')
  await score.button('Undo').click()
  await page.reload()
  await expect(score.title).toHaveText(/Saints/)
})

test('a page that is only looked at takes nothing from another', async ({ score, page, context }) => {
  await score.open()
  const other = new ScorePage(await context.newPage())
  await other.open()
  await other.openSong(DUET, 'other.json')
  await keeps(other.page, 'other')
  await score.button('Play').click()
  await score.hears(0.1)
  await page.goto('/')
  await other.page.reload()
  await expect(other.title).toHaveText('other')
})

test('a song that is opened before what was kept is there stays', async ({ score, page }) => {
  await score.open()
  await score.openSong(DUET, 'kept.json')
  const scripts = new EventEmitter()
  const released = once(scripts, 'release')
  await page.route(/\/_next\/static\/.*\.js/, async route => {
    const response = await route.fetch()
    // What reads songs, be they kept or opened.
    if ((await response.text()).includes('neither a song in JSON')) await released
    await route.fulfill({ response })
  })
  await page.reload()
  await score.openFile('early.json', JSON.stringify(DUET))
  scripts.emit('release')
  await expect(score.title).toHaveText('early')
  await keeps(page, 'early')
  await score.button('Undo').click()
  await expect(score.title).toHaveText('kept')
})

test('what was kept in another shape is passed over', async ({ score, page }) => {
  const song = JSON.stringify(DUET)
  const told = warnings(page)
  const others = [
    '{"name":',
    '[]',
    '{"name":7,"muted":{},"json":[]}',
    JSON.stringify({ name: 'damaged', muted: [], soloed: [], json: song.slice(0, -9) }),
    JSON.stringify({ name: 'damaged', muted: [], soloed: [], json: song.replace('Default_Synth', 'Celo') }),
    JSON.stringify({ name: 'damaged', muted: [], soloed: [], midi: '?' }),
    JSON.stringify({ name: 'damaged', muted: [], soloed: [], midi: btoa('MThd, cut short') }),
  ]
  await score.open()
  for (const [index, kept] of others.entries()) {
    await page.evaluate(([key, value]) => localStorage.setItem(key, value), [KEY, kept] as const)
    await score.open()
    await expect.poll(() => told.length, kept).toBe(index + 1)
    await expect(score.title).toHaveText(FIRST)
  }
  // Of the mix what is of use.
  const mixed = { name: 'mixed', muted: [0, 7, 'x'], soloed: null, json: song }
  await page.evaluate(([key, value]) => localStorage.setItem(key, value), [
    KEY,
    JSON.stringify(mixed),
  ] as const)
  await score.open()
  await expect(score.title).toHaveText('mixed')
  await expect(score.button('Mute High')).toHaveAttribute('aria-pressed', 'true')
  await expect(score.button('Solo High')).toHaveAttribute('aria-pressed', 'false')
})

test('a page that may keep nothing works all the same', async ({ score, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError')
      },
    })
  })
  const told = warnings(page)
  await score.open()
  await expect(score.title).toHaveText(FIRST)
  await score.openSong(DUET, 'duet.json')
  await expect.poll(() => told.join('\n')).toContain('cannot be kept')
  await score.button('Play').click()
  await score.hears(0.1)
})

test('a song that does not fit is not kept, and all else works', async ({ score, page }) => {
  await score.open()
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  const told = warnings(page)
  await score.openSong(DUET, 'duet.json')
  await expect.poll(() => told.join('\n')).toContain('cannot be kept')
  await score.button('Play').click()
  await score.hears(0.1)
  await page.reload()
  await expect(score.title).toHaveText(FIRST)
})
