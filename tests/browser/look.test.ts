import AxeBuilder from '@axe-core/playwright'
import { answerReadings, expect, type ReaderPage, test } from './reader-page'
import { SERVERS } from './servers'

test.use({ requestsFail: true })

const REFUSED = { status: 502, body: { title: 'Refused', detail: 'The speech service refused. '.repeat(5) } }
const BUSY = { status: 503, retryAfter: '30', body: { title: 'The speech service is busy' } }

/** Every state of the page, and how one comes to it. */
const STATES: Record<string, (reader: ReaderPage) => Promise<void>> = {
  'at first': async () => undefined,
  empty: reader => reader.write(''),
  'over the limit': reader => reader.write('word '.repeat(50_001)),
  loading: async reader => {
    await reader.page.route('**/read/*.mp3', () => undefined)
    await reader.button('Play').click()
    await reader.shows('Waiting for the first sound')
  },
  playing: async reader => {
    await reader.button('Play').click()
    await reader.shows('Playing')
  },
  paused: async reader => {
    await reader.button('Play').click()
    await reader.hears(0.1)
    await reader.button('Pause').click()
    await reader.shows('Paused')
  },
  finished: async reader => {
    await reader.write('Yes.')
    await reader.button('Play').click()
    await reader.shows('Finished')
  },
  failed: async reader => {
    await answerReadings(reader.page, [REFUSED, REFUSED])
    await reader.button('Play').click()
    await reader.shows(/refused/)
  },
  retrying: async reader => {
    await answerReadings(reader.page, [BUSY, BUSY])
    await reader.button('Play').click()
    await reader.shows(/Trying again/)
  },
}

async function axeFindings(reader: ReaderPage): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: reader.page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })

    for (const [name, reach] of Object.entries(STATES)) {
      test(`axe finds nothing ${name}`, async ({ reader }) => {
        await reader.open()
        await reach(reader)
        expect(await axeFindings(reader)).toEqual([])
      })
    }

    test('axe finds nothing without voices, nor where there is no page', async ({ reader, page }) => {
      await reader.open(SERVERS.deaf)
      expect(await axeFindings(reader)).toEqual([])
      await page.goto('/nowhere')
      await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
      expect(await axeFindings(reader)).toEqual([])
    })
  })
}

const MOVES = Object.entries(STATES).flatMap(([name, reach]) =>
  [360, 1280].map(width => ({ name, reach, width })),
)
for (const { name, reach, width } of MOVES) {
  test(`nothing moves on the way to: ${name}, ${width} wide`, async ({ reader, page }) => {
    await page.setViewportSize({ width, height: 740 })
    await page.addInitScript(() => {
      const shifts: string[] = []
      Object.assign(window, { shifts })
      new PerformanceObserver(list => {
        for (const entry of list.getEntries()) {
          // Where a text grows or shrinks under somebody's hands, the count beside it moves along.
          if (Reflect.get(entry, 'hadRecentInput') === false) shifts.push(JSON.stringify(entry))
        }
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await reader.open()
    const places = () =>
      page
        .locator('textarea, button, select')
        .evaluateAll(controls => controls.map(control => JSON.stringify(control.getBoundingClientRect())))
    const before = await places()
    await reach(reader)
    // After a click as well.
    expect(await places()).toEqual(before)
    expect(await page.evaluate(() => Reflect.get(window, 'shifts'))).toEqual([])
  })
}

for (const { width, height } of [
  { width: 320, height: 256 },
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 3440, height: 1440 },
]) {
  test(`everything is in reach at ${width} × ${height}`, async ({ reader, page }) => {
    await page.setViewportSize({ width, height })
    await reader.open(SERVERS.embedded)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    for (const control of [reader.text, reader.button('Play'), reader.stop, reader.voice]) {
      await control.scrollIntoViewIfNeeded()
      await expect(control).toBeInViewport({ ratio: control === reader.text ? 0.5 : 1 })
      const box = await control.boundingBox()
      expect(box?.width).toBeGreaterThanOrEqual(44)
      expect(box?.height).toBeGreaterThanOrEqual(44)
    }
  })
}

test('a line of the text holds 60 to 72 characters', async ({ reader, page }) => {
  await reader.open()
  const perLine = await reader.text.evaluate(field => {
    const { fontSize, fontFamily, paddingLeft, paddingRight } = getComputedStyle(field)
    const context = document.createElement('canvas').getContext('2d')
    if (!context || !(field instanceof HTMLTextAreaElement)) return 0
    context.font = `${fontSize} ${fontFamily}`
    const width = field.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
    return width / (context.measureText(field.value).width / field.value.length)
  })
  expect(perLine).toBeGreaterThan(60)
  expect(perLine).toBeLessThan(72)
  expect(page.viewportSize()?.width).toBe(1280)
})

test('nothing is animated for those who asked for less motion', async ({ reader, page }) => {
  const durations = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap(element => {
        const { transitionDuration, animationName } = getComputedStyle(element)
        return [transitionDuration, animationName]
      }),
    )
  await reader.open()
  expect(new Set(await durations())).toContain('0.15s')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(new Set(await durations())).toEqual(new Set(['0s', 'none']))
})

test('the tab has an icon, and the browser a colour for each scheme', async ({ reader, page }) => {
  await reader.open()
  const icon = await page.locator('link[rel="icon"]').getAttribute('href')
  expect((await page.request.get(icon ?? '')).headers()['content-type']).toBe('image/svg+xml')
  await expect(page.locator('meta[name="theme-color"]')).toHaveCount(2)
})
