import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import type { Request, Route } from '@playwright/test'
import { lookOf } from '../../components/score/track-look'
import type { Song } from '../../lib/score/song'
import * as midi from '../support/midi-file'
import { expect, ScorePage, test } from './score-page'
import { DUET, note, sent, track } from './songs'

const songOf = (request: Request | undefined): Song | undefined => request?.postDataJSON()

const tracksOf = (request: Request | undefined) => songOf(request)?.Tracks.map(({ Name }) => Name)

test('the first sound is one key away, and the playhead goes with it', async ({ score, page }) => {
  const requests = sent(page)
  await score.open()
  await expect(score.tracks).not.toHaveCount(0)
  const head = () => score.roll.locator('canvas + div').evaluate(line => line.getBoundingClientRect().x)
  const before = await head()
  await page.keyboard.press('Enter')
  await score.hears(1.2)
  // The server keeps its own song.
  expect(requests).toEqual([])
  await expect.poll(head).toBeGreaterThan(before + 5)
  await expect.poll(() => score.beat()).toBeGreaterThan(0)
  await page.keyboard.press('Enter')
  await expect(score.button('Resume')).toBeFocused()
  await score.button('Stop').click()
  await expect(score.place).toHaveText(/^Bar 1 .* beat 1$/)
  expect(await head()).toBe(before)
})

test('a song is seen: its tracks in words, its notes in their colours', async ({ score }) => {
  await score.open()
  await score.openSong(DUET)
  await expect(score.tracks).toHaveText([/High.*32 notes, G6 to C7/, /Low.*16 notes, C5/])
  const high = lookOf(0).light
  await expect.poll(() => score.pixels(high)).toBeGreaterThan(500)
  await score.button('Mute High').click()
  await expect(score.button('Mute High')).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => score.pixels(high)).toBe(0)
  await score.button('Zoom in').click()
  await expect
    .poll(() => score.roll.evaluate(roll => roll.scrollWidth / roll.clientWidth))
    .toBeGreaterThan(1.8)
  await score.button('Whole song').click()
  await expect.poll(() => score.roll.evaluate(roll => roll.scrollWidth - roll.clientWidth)).toBe(0)
})

test('what is muted, played on another instrument or in another tempo is heard so from the same beat on', async ({
  score,
  page,
}) => {
  const requests = sent(page)
  await score.open()
  await score.openSong(DUET)
  await score.button('Play').click()
  await score.hears(2.1)

  const first = await score.audio.getAttribute('src')
  await score.button('Mute Low').click()
  await expect.poll(() => tracksOf(requests.at(-1))).toEqual(['High'])
  await expect(score.audio).not.toHaveAttribute('src', first ?? '')
  expect(await score.beat()).toBeGreaterThanOrEqual(4)
  await score.hears(0.3)
  expect(await score.beat()).toBeLessThan(40)
  await expect(score.button('Pause')).toBeVisible()

  await score.page.getByRole('combobox', { name: 'High: instrument' }).selectOption('Marimba')
  const playing = async () => (await score.audio.getAttribute('src')) ?? ''
  const second = await playing()
  await score.tempo.fill('240')
  // Whoever is slow between the two hears the first of them in a song of its own.
  await expect.poll(() => songOf(requests.at(-1))?.Tempo).toBe(240)
  expect(songOf(requests.at(-1))?.Tracks.map(({ Instrument }) => Instrument)).toEqual(['Marimba'])
  await expect.poll(playing).not.toBe(second)
  // Sixteen bars in sixteen seconds, and the tail.
  await expect(page.getByText('16 bars of 4 beats · 0:18')).toBeVisible()
  await score.hears(0.3)
})

test('a change that is long on its way leaves the playhead where it is, and Pause ends the wait', async ({
  score,
  page,
}) => {
  await score.open()
  await score.openSong(DUET)
  await score.button('Play').click()
  await score.hears(3)
  const held: Route[] = []
  await page.route('**/render', route => {
    held.push(route)
  })
  const asked = () => page.waitForRequest(request => request.method() === 'POST')
  let request = asked()
  await score.button('Mute Low').click()
  await request
  await expect(page.locator('#status')).toHaveText('Waiting for the first sound')
  await expect.poll(() => score.beat()).toBeGreaterThan(3)
  const beat = await score.beat()
  expect(beat).toBeLessThan(12)
  request = asked()
  await score.button('Solo High').click()
  expect(tracksOf(await request)).toEqual(['High'])
  await expect.poll(() => score.beat()).toBe(beat)
  await score.button('Pause').click()
  await expect(score.button('Play')).toBeVisible()
  await expect.poll(() => score.beat()).toBe(beat)
  await Promise.all(held.map(route => route.continue()))
  await page.unroute('**/render')
  await score.button('Play').click()
  await score.hears(0.2)
  expect(await score.beat()).toBeGreaterThanOrEqual(beat)
})

test('a tempo that is typed slowly ends nothing', async ({ score, page }) => {
  await score.open()
  // In half of its tempo and less it would be longer than a song may be.
  await score.openSong({ ...DUET, Tracks: [track('Long', 'test_synth', 300, [note(0, 4, 'C', 5)])] })
  await score.button('Play').click()
  await score.hears(0.2)
  const requests = sent(page)
  await score.tempo.selectText()
  await page.keyboard.press('2')
  await page.keyboard.press('0')
  await expect(score.tempo).toHaveValue('20')
  await expect(page.getByText('300 bars of 4 beats · 10:02')).toBeVisible()
  await page.keyboard.press('0')
  await expect.poll(() => songOf(requests.at(-1))?.Tempo).toBe(200)
  await score.hears(0.2)
  for (const request of requests) expect(songOf(request)?.Tempo).toBe(200)
  await expect(score.button('Pause')).toBeVisible()
})

test('keys and the piano roll lead to a bar', async ({ score, page }) => {
  await score.open()
  await score.openSong(DUET)
  await score.roll.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(score.place).toHaveText('Bar 3 of 16, beat 1')
  await page.keyboard.press('ArrowLeft')
  await expect(score.place).toHaveText('Bar 2 of 16, beat 1')
  await page.keyboard.press('Space')
  await score.hears(0.2)
  expect(await score.beat()).toBeGreaterThanOrEqual(4)
  expect(await score.beat()).toBeLessThan(12)
  const box = await score.roll.boundingBox()
  if (!box) throw new Error('The piano roll is not there.')
  await score.roll.click({ position: { x: box.width * 0.75, y: 60 } })
  await expect.poll(() => score.beat()).toBeGreaterThanOrEqual(46)
  await expect.poll(() => score.audio.evaluate((audio: HTMLAudioElement) => audio.paused)).toBe(false)
  await expect.poll(() => score.beat(), { intervals: [50] }).toBeGreaterThan(49)
})

test('whoever scrolls away from the playhead stays there, and goes on from there', async ({ score }) => {
  await score.open()
  await score.openSong({ ...DUET, Tracks: [track('Long', 'test_synth', 200, [note(0, 4, 'C', 5)])] })
  await score.button('Play').click()
  await score.hears(0.2)
  const left = () => score.roll.evaluate(roll => roll.scrollLeft)
  await score.roll.evaluate(roll => roll.scrollTo({ left: roll.scrollWidth }))
  const end = await left()
  expect(end).toBeGreaterThan(1000)
  await score.hears(1)
  expect(await left()).toBe(end)
  const box = await score.roll.boundingBox()
  if (!box) throw new Error('The piano roll is not there.')
  await score.roll.click({ position: { x: box.width / 2, y: 60 } })
  await expect.poll(() => score.beat()).toBeGreaterThan(400)
  await score.button('Stop').click()
  await expect.poll(left).toBe(0)
})

test('a MIDI file is sent as it is, until it is changed', async ({ score, page }) => {
  const requests = sent(page)
  const bytes = midi.midiFile([
    [midi.tempo(0, 500_000)],
    [midi.named('Flute'), midi.at(0, 0xc0, 73), ...midi.note(72, 480), ...midi.note(76, 480)],
    [midi.named('Bass'), midi.at(0, 0xc1, 32), ...midi.note(36, 960, 1)],
  ])
  await score.open()
  await score.openFile('tune.mid', bytes)
  await expect(score.title).toHaveText('tune')
  await expect(score.tracks).toHaveText([/Flute.*2 notes, C6 to E6/, /Bass.*1 note, C3/])
  await score.button('Play').click()
  await score.hears(0.3)
  expect(requests.at(-1)?.headers()['content-type']).toBe('audio/midi')
  expect(requests.at(-1)?.postDataBuffer()).toEqual(Buffer.from(bytes))
  await score.button('Solo Bass').click()
  await expect.poll(() => requests.at(-1)?.headers()['content-type']).toBe('application/json')
  expect(tracksOf(requests.at(-1))).toEqual(['Bass'])
})

test('what is wrong in a song is told with its line, and mended there', async ({ score, page }) => {
  await score.open()
  const title = await score.title.textContent()
  const wrong = JSON.stringify(DUET, null, 2).replace('"Default_Synth"', '"Celo"')
  await score.openFile('wrong.json', wrong)
  const line = wrong.slice(0, wrong.indexOf('"Celo"')).split('\n').length
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('alert')).toContainText('Tracks[1].Instrument')
  await expect(dialog.getByRole('alert')).toContainText(/Cello.*/)
  await expect(dialog.getByRole('alert')).toContainText(`line ${line}`)
  await expect(score.json).toBeFocused()
  const selected = await score.json.evaluate((field: HTMLTextAreaElement) =>
    field.value.slice(field.selectionStart, field.selectionEnd),
  )
  expect(selected).toMatch(/^"Celo"/)
  await page.keyboard.insertText('"Cello",')
  await dialog.getByRole('button', { name: 'Use this song' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(score.title).toHaveText('wrong')
  await expect(score.tracks).toHaveCount(2)
  await expect(page.getByRole('combobox', { name: 'Low: instrument' })).toHaveValue('Cello')
  await score.button('Undo').click()
  await expect(score.title).toHaveText(title ?? '')
})

test('text that is selected as far as beside its dialog stays', async ({ score, page }) => {
  await score.open()
  await score.button('Edit').click()
  await score.json.fill('{"Tempo": 90}')
  const box = await score.json.boundingBox()
  if (!box) throw new Error('The field is not there.')
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + 60, y)
  await page.mouse.down()
  await page.mouse.move(5, y)
  await page.mouse.up()
  // Whatever comes of the click is there by the next one.
  await score.json.click()
  await expect(score.json).toHaveValue('{"Tempo": 90}')
  await page.mouse.click(5, y)
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('a song is pasted anywhere, and what is no song is refused in words', async ({ score, page }) => {
  await score.open()
  const paste = (text: string) =>
    page.evaluate(text => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    }, text)
  await paste(JSON.stringify(DUET))
  await expect(score.title).toHaveText('Pasted song')
  await paste('Dear all, here is the song.')
  await expect(page.locator('main').getByRole('alert').filter({ hasText: 'neither' })).toBeVisible()
  await expect(score.title).toHaveText('Pasted song')
})

test('an example is opened from the list', async ({ score, page }) => {
  await score.open()
  const examples = page.getByRole('combobox', { name: 'Examples' })
  const titles = await examples.locator('option:not([disabled])').allTextContents()
  for (const title of titles) {
    await examples.selectOption({ label: title })
    await expect(score.title).toHaveText(title)
    await expect(score.tracks.first()).toBeVisible()
  }
})

test('it is saved as WAV, MP3 or stems, and a download can be cancelled', async ({ score, page }) => {
  await score.open()
  await score.openSong(DUET, 'duet.json')
  await score.button('Save').click()
  const dialog = page.getByRole('dialog', { name: 'Save' })
  const begins = async (name: string, file: string) => {
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name }).click()
    const saved = await download
    expect(saved.suggestedFilename()).toBe(file)
    return await readFile(await saved.path())
  }
  const wav = await begins('Download WAV', 'duet.wav')
  expect(wav.subarray(0, 4).toString()).toBe('RIFF')
  // 34 s of 44,100 frames of two channels of 24 bits, and the header.
  expect(wav.length).toBe(34 * 44_100 * 6 + 44)
  const zip = await begins('Download stems', 'duet stems.zip')
  expect(zip.subarray(0, 4).toString()).toBe('PK\u0003\u0004')
  await expect(dialog.getByRole('status')).toHaveText('stems is saved.')

  await page.route('**/render/*.mp3', () => undefined)
  await dialog.getByRole('button', { name: 'Download MP3' }).click()
  await expect(dialog.getByRole('progressbar')).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog.getByRole('progressbar')).toHaveCount(0)
  await expect(dialog.getByRole('alert')).toBeEmpty()
})

test.describe('where requests fail', () => {
  test.use({ requestsFail: true })

  test('the reason is told, and Play tries again', async ({ score, page }) => {
    await score.open()
    let refusals = 1
    await page.route('**/render', route =>
      refusals-- > 0
        ? route.fulfill({
            status: 413,
            contentType: 'application/problem+json',
            body: JSON.stringify({ title: 'Too large', detail: 'The song is too large for a test.' }),
          })
        : route.continue(),
    )
    // Sent ahead of the click, which is refused; and with the click once more.
    refusals = 2
    await score.openSong(DUET)
    await score.button('Play').click()
    await expect(page.locator('#status')).toHaveText('The song is too large for a test.')
    refusals = 0
    await score.button('Play').click()
    await score.hears(0.2)
  })
})

test.describe('where answers are others', () => {
  test.use({ requestsFail: true })

  test('what the server keeps no more is sent anew to be saved', async ({ score, page }) => {
    await score.open()
    await score.openSong(DUET)
    let isLost = true
    await page.route('**/render/*.wav', route =>
      isLost
        ? route.fulfill({
            status: 404,
            contentType: 'application/problem+json',
            body: JSON.stringify({ title: 'Not found', detail: 'There is no such song.' }),
          })
        : route.continue(),
    )
    await score.button('Save').click()
    const dialog = page.getByRole('dialog', { name: 'Save' })
    await dialog.getByRole('button', { name: 'Download WAV' }).click()
    await expect(dialog.getByRole('alert')).toHaveText('There is no such song.')
    isLost = false
    const stored = page.waitForRequest(request => request.method() === 'POST')
    await dialog.getByRole('button', { name: 'Download WAV' }).click()
    await stored
    await expect(dialog.getByRole('status')).toHaveText('WAV is saved.')
  })

  test('a network that answers with its own page is told', async ({ score, page }) => {
    await score.open()
    await page.route('**/render', route =>
      route.fulfill({ contentType: 'text/html', body: '<p>Sign in</p>' }),
    )
    await score.openSong(DUET)
    await score.button('Play').click()
    await expect(page.locator('#status')).toHaveText(/did not say where the song is to be heard/)
    await page.unroute('**/render')
    await score.button('Play').click()
    await score.hears(0.2)
  })
})

test('where colours are forced, notes are seen beside the rows of black keys; a track without a name has its number', async ({
  score,
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await score.open()
  await score.openSong({ ...DUET, Tracks: [track(' ', 'test_synth', 4, [note(0, 4, 'C'), note(0, 4, 'B')])] })
  await expect(score.button('Mute Track 1')).toBeVisible()
  await expect.poll(() => score.pixels(lookOf(0).light)).toBeGreaterThan(1000)
  // What the rows of black keys are drawn with.
  const [shade, surface] = await score.roll.locator('canvas').evaluate(canvas => {
    const { outlineColor, backgroundColor } = getComputedStyle(canvas)
    return [outlineColor, backgroundColor]
  })
  expect(shade).toBe(surface)
})

test('20,000 notes are opened, and drawn as far as they are seen', async ({ score, page }) => {
  const bars = Array.from({ length: 250 }, (_, bar) => ({
    SoundEvents: Array.from({ length: 80 }, (_, index) =>
      note(index / 20, 0.1, 'C', 3 + ((index + bar) % 5)),
    ),
  }))
  const large: Song = { ...DUET, Tracks: [{ ...track('All', '', 0, []), Bars: bars }] }
  await score.open()
  // Without defaults, as else it would be larger than may be sent.
  const text = JSON.stringify(large, (key, value) =>
    key === 'Velocity' || key === 'Name' ? undefined : value,
  )
  await score.openFile('large.json', text)
  await expect(score.tracks).toHaveText([/20,000 notes/])
  await expect.poll(() => score.pixels(lookOf(0).light)).toBeGreaterThan(1000)
  await score.roll.evaluate(roll => roll.scrollTo({ left: roll.scrollWidth }))
  await expect.poll(() => score.pixels(lookOf(0).light)).toBeGreaterThan(1000)
  await score.button('Whole song').click()
  await expect.poll(() => score.pixels(lookOf(0).light)).toBeGreaterThan(1000)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
})

test('for those who asked for less motion the playhead goes from beat to beat', async ({ score, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await score.open()
  await score.openSong(DUET)
  await score.button('Play').click()
  await score.hears(0.1)
  const places = await score.roll.locator('canvas + div').evaluate(async line => {
    const seen = new Set<number>()
    const player = document.querySelector('audio')
    while ((player?.currentTime ?? 9) < 2.2) {
      seen.add(Number.parseFloat(getComputedStyle(line).translate))
      await new Promise(requestAnimationFrame)
    }
    return [...seen]
  })
  expect(places.length).toBeGreaterThanOrEqual(4)
  expect(places.length).toBeLessThanOrEqual(6)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, and nothing moves, in ${colorScheme}`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 360, height: 740 } })
    const page = await context.newPage()
    const score = new ScorePage(page)
    await page.addInitScript(() => {
      const shifts: string[] = []
      Object.assign(window, { shifts })
      new PerformanceObserver(list => {
        for (const entry of list.getEntries()) {
          if (Reflect.get(entry, 'hadRecentInput') === false) shifts.push(JSON.stringify(entry))
        }
      }).observe({ type: 'layout-shift', buffered: true })
    })
    const findings = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    }
    await score.open()
    const play = await score.button('Play').boundingBox()
    await score.button('Play').click()
    await score.hears(0.1)
    expect(await score.button('Pause').boundingBox()).toEqual(play)
    expect(await page.evaluate(() => scrollY)).toBe(0)
    // What has the focus is never under the dock.
    const dock = await page.getByRole('region', { name: 'Player' }).boundingBox()
    for (const track of await score.tracks.all()) {
      const solo = track.getByRole('button', { name: /^Solo/ })
      await solo.focus()
      const box = await solo.boundingBox()
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(dock?.y ?? 0)
    }
    await score.openSong(DUET)
    await score.button('Mute High').click()
    await score.button('Mute Low').click()
    await expect(page.locator('#status')).toHaveText(/Every track is muted/)
    await expect(page.getByText('16 bars of 4 beats · 0:34')).toBeVisible()
    expect(await findings()).toEqual([])
    await score.button('Mute High').click()
    for (const opens of ['Edit', 'Save']) {
      await score.button(opens).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await findings(), opens).toEqual([])
      await page.keyboard.press('Escape')
      await expect(score.button(opens)).toBeFocused()
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    )
    expect(await page.evaluate(() => Reflect.get(window, 'shifts'))).toEqual([])
    await context.close()
  })
}

test('one page leads to the other', async ({ score, page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'Score' }).click()
  await expect(score.button('Play')).toBeFocused()
  await page.getByRole('link', { name: 'Reader' }).click()
  await expect(page.getByRole('textbox', { name: 'Text to read' })).toBeVisible()
})
