import { EventEmitter, once } from 'node:events'
import { positionKey } from '../../components/player/positions'
import { decodeReadingId } from '../../lib/reading/reading-id'
import { expect, ReaderPage, test } from './reader-page'

/** The reading that an address holds, as JSON. */
function readingAt(url: string): string {
  const id = /\/read\/([^.]+)\./.exec(url)?.[1] ?? ''
  return JSON.stringify(decodeReadingId(id))
}

test('the page has a text worth hearing, the voices by language, and says who speaks', async ({
  reader,
  page,
}) => {
  await reader.open()
  await expect(page).toHaveTitle('Pollyphony')
  await expect(page.getByRole('heading', { level: 1, name: 'Pollyphony' })).toBeVisible()
  await expect(page.getByRole('banner')).toContainText('The voices that come with it')
  expect((await reader.text.inputValue()).length).toBeGreaterThan(200)
  await expect(reader.stop).toHaveAttribute('aria-disabled', 'true')
  await reader.voice.click()
  for (const name of ['Kal', 'Rms', 'Slt', 'Awb']) {
    await expect(reader.voices.getByRole('radio', { name, exact: true })).toBeVisible()
  }
  await expect(reader.voices.getByRole('radio', { name: 'Slt', exact: true })).toBeChecked()
  await expect(reader.engine).toHaveCount(0)
})

test('Play makes sound: time moves and the signal is not silent', async ({ reader }) => {
  await reader.open()
  await reader.button('Play').click()
  await expect(reader.button('Pause')).toBeVisible()
  await reader.hears(0.2)
  expect(await reader.loudness(1500)).toBeGreaterThan(0.01)
  await reader.shows('Playing')
})

test('Play asks for MP3 once, in the words of the page', async ({ reader, page }) => {
  const asked: URL[] = []
  page.on('request', request => {
    const url = new URL(request.url())
    if (/^\/read\/.*\.mp3$/.test(url.pathname)) asked.push(url)
  })
  await reader.open()
  await reader.text.fill('One sentence & no more: ünïcode, 漢字.')
  expect(asked).toEqual([])
  await reader.button('Play').click()
  await reader.hears(0.1)
  expect(asked).toHaveLength(1)
  expect(asked[0]?.pathname).toMatch(/\.mp3$/)
  expect(readingAt(asked[0]?.href ?? '')).toContain('One sentence & no more: ünïcode, 漢字.')
})

test('Pause keeps the place, Resume goes on from it, Stop gives it up', async ({ reader, page }) => {
  await reader.open()
  await reader.button('Play').click()
  await reader.hears(0.3)
  await reader.button('Pause').click()
  await reader.shows('Paused')
  const place = await reader.heardSeconds()
  await page.waitForTimeout(300)
  expect(await reader.heardSeconds()).toBe(place)

  await reader.button('Resume').click()
  await reader.hears(place + 0.2)
  await reader.stop.click()
  await expect(reader.text).toBeVisible()
  await expect(reader.stop).toHaveAttribute('aria-disabled', 'true')
  await expect(reader.audio).not.toHaveAttribute('src')
  await expect(page.getByRole('timer', { name: 'Elapsed' })).toHaveText('0:00')
})

test('Stop lets go of the request before its first byte', async ({ reader, page }) => {
  await reader.open()
  await page.route('**/read/*.mp3', () => undefined)
  const asked = page.waitForRequest(/\/read\/.*mp3/)
  await reader.button('Play').click()
  await asked
  await reader.shows('Waiting for the first sound')
  const gone = page.waitForEvent('requestfailed', request => request.url().includes('/read/'))
  await reader.stop.click()
  expect((await gone).failure()?.errorText).toContain('ERR_ABORTED')
  await reader.shows('')
})

test('a reading comes to its end, and can be heard again', async ({ reader, page }) => {
  await reader.open()
  await reader.text.fill('One, two.')
  await reader.button('Play').click()
  await expect(page.getByRole('status')).toHaveText('Finished', { timeout: 15_000 })
  await reader.button('Play').click()
  await reader.hears(0.1)
  await reader.shows('Playing')
})

test('another voice is another request, and a text changed while paused is read anew', async ({
  reader,
  page,
}) => {
  await reader.open()
  await reader.chooseVoice('Awb')
  const first = page.waitForRequest(/\/read\/.*mp3/)
  await reader.button('Play').click()
  expect(readingAt((await first).url())).toContain('"awb"')
  await reader.hears(0.1)
  await reader.button('Pause').click()
  await reader.button('Edit').click()
  await reader.text.fill('Something else.')
  const second = page.waitForRequest(/\/read\/.*mp3/)
  await reader.button('Play').click()
  expect(readingAt((await second).url())).toContain('Something else.')
})

test('the keyboard alone is enough', async ({ reader, page }) => {
  await reader.open()
  await page.keyboard.press('Enter')
  await reader.hears(0.1)
  await expect(reader.button('Pause')).toBeFocused()
  await page.keyboard.press('Space')
  await reader.shows('Paused')
  await page.keyboard.press('Escape')
  await expect(reader.text).toBeVisible()
  await expect(reader.button('Play')).toBeFocused()
  await reader.voice.focus()
  await page.keyboard.press('Enter')
  await expect(reader.voices.getByRole('radio', { name: 'Slt', exact: true })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(reader.voice).toBeFocused()
  await expect(reader.voice).not.toHaveAccessibleName(/Slt/)
  await reader.text.focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('Typed and played.')
  const asked = page.waitForRequest(/\/read\/.*mp3/)
  await page.keyboard.press('Control+Enter')
  expect(readingAt((await asked).url())).toContain('Typed and played.')
  await reader.hears(0.1)
  await expect(reader.view).toBeFocused()
})

test('text and voice are there again after a reload', async ({ reader, page }) => {
  await reader.open()
  await reader.text.fill('Kept for the next visit.')
  await reader.chooseVoice('Rms')
  await page.reload()
  await expect(reader.text).toHaveValue('Kept for the next visit.')
  await expect(reader.voice).toHaveAccessibleName(/Rms/)
})

test('a page that is only looked at takes nothing from what was written in another', async ({
  reader,
  page,
  context,
}) => {
  await reader.open()
  const other = new ReaderPage(await context.newPage())
  await other.open()
  await other.text.fill('Written in the other tab.')
  await expect
    .poll(() => other.page.evaluate(() => localStorage.getItem('pollyphony.draft')))
    .toContain('other tab')
  const stored = await page.request.post('/read', { data: { text: 'From a link.', voiceId: 'awb' } })
  await page.goto(`/?reading=${(await stored.json()).id}`)
  await expect(reader.text).toHaveValue('From a link.')
  await reader.button('Play').click()
  await reader.hears(0.1)
  await page.goto('/score')
  await other.page.reload()
  await expect(other.text).toHaveValue('Written in the other tab.')
})

test('what is written before the page runs is not lost', async ({ reader, page }) => {
  const scripts = new EventEmitter()
  const released = once(scripts, 'release')
  await page.route(/\/_next\/static\/.*\.js/, async route => {
    await released
    await route.continue()
  })
  await page.goto('/', { waitUntil: 'commit' })
  await reader.text.fill('Written early.')
  scripts.emit('release')
  await expect(page.getByText(/^14 characters/)).toBeVisible()
  await expect(reader.text).toHaveValue('Written early.')
  const asked = page.waitForRequest(/\/read\//)
  await reader.button('Play').click()
  expect(readingAt((await asked).url())).toContain('Written early.')
})

test('Play pressed before the page runs begins where the text was left, on this page', async ({
  reader,
  page,
}) => {
  const text = 'Once there was a fox. It lived in a wood. Then it went away for good.'
  const [key, place] = [positionKey(text), text.indexOf('Then')]
  await page.addInitScript(
    ([draft, positions]) => {
      localStorage.setItem('pollyphony.draft', draft)
      localStorage.setItem('pollyphony.positions', positions)
    },
    [JSON.stringify({ text }), JSON.stringify([[key, place]])] as const,
  )
  const scripts = new EventEmitter()
  const released = once(scripts, 'release')
  await page.route(/\/_next\/static\/.*\.js/, async route => {
    await released
    await route.continue()
  })
  await page.goto('/', { waitUntil: 'commit' })
  const asked = page.waitForRequest(/\/read\//)
  await reader.button('Play').click()
  scripts.emit('release')
  expect(readingAt((await asked).url())).toContain('"text":"Then it went')
  await reader.hears(0.1)
  await expect(reader.view).toHaveText(text)
})

test('a page that may keep nothing works all the same', async ({ reader, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError')
      },
    })
  })
  await reader.open()
  await reader.text.fill('Not kept.')
  await reader.button('Play').click()
  await reader.hears(0.1)
})

test('what was kept in another shape is passed over', async ({ reader, page }) => {
  for (const kept of ['{"text":', '{"text":7,"voiceId":[],"engine":"loud"}', '[]']) {
    await page.addInitScript(value => localStorage.setItem('pollyphony.draft', value), kept)
    await reader.open()
    await expect(reader.text).toHaveValue(/^Somebody is about to read/)
    await expect(reader.voice).toHaveAccessibleName(/Slt/)
  }
})
