import type { Locator } from '@playwright/test'
import { groundOf } from './pixels'
import { expect, type ReaderPage, test } from './reader-page'
import { SERVERS } from './servers'
import { watchShifts } from './shifts'
import { seeWords } from './spoken'
import { STATES } from './states'

test.use({ requestsFail: true })

/** What may be broken into lines in another way, or set in another direction. */
const TEXTS = [
  'Somebody is about to read this to you, in lines that are broken where they were.\n\nAnd there.',
  'ذهب الولد إلى المدرسة في الصباح ثم عاد إلى البيت.\nAnd a line in Latin letters.',
  'A 🦊, a 👩‍👩‍👧, 日本語も。\nAndawordthatislongerthanalinewhichhastobebrokensomewhereasitwouldleavethesheet.',
]

/** Where everything is that can be pressed, and the text. */
async function places(reader: ReaderPage): Promise<string[]> {
  const main = reader.page.getByRole('main')
  const controls = main.getByRole('button').or(main.getByRole('radio')).or(main.getByRole('slider'))
  return controls
    .or(reader.text)
    .or(reader.view)
    .evaluateAll(elements =>
      elements
        .filter(element => !element.closest('[inert]'))
        .map(element => {
          const { x, y, width, height } = element.getBoundingClientRect()
          return [x, y, width, height].join(' ')
        }),
    )
}

for (const width of [360, 1280]) {
  test(`nothing moves on the way from state to state, ${width} wide`, async ({ reader, page }) => {
    await page.setViewportSize({ width, height: 740 })
    const shifts = await watchShifts(page)
    await reader.open()
    const before = await places(reader)
    for (const { name, reach } of STATES) {
      await test.step(name, async () => {
        await reach(reader)
        expect.soft(await places(reader), name).toEqual(before)
        expect.soft(await shifts(), name).toEqual([])
      })
    }
  })

  test(`the text stays where it is while it is heard, ${width} wide`, async ({ reader, page }) => {
    await page.setViewportSize({ width, height: 740 })
    await reader.open()
    await page.addStyleTag({
      content: '::highlight(spoken-word), ::highlight(spoken-sentence) { background: none !important }',
    })
    const seen = async () => {
      // While it is heard the view stands before the field.
      const clip = await reader.text.or(reader.view).first().boundingBox()
      return page.screenshot({ ...(clip && { clip }), animations: 'disabled' })
    }
    for (const text of TEXTS) {
      await reader.write(text)
      await reader.button('Play').focus()
      const written = await seen()
      await reader.button('Play').press('Enter')
      await reader.hears(0.1)
      await page.keyboard.press('k')
      await reader.shows('Paused')
      expect.soft((await seen()).equals(written), `heard: ${text}`).toBe(true)
      await reader.stop.click()
      expect.soft((await seen()).equals(written), `after Stop: ${text}`).toBe(true)
    }
  })
}

for (const { width, height } of [
  // 1280 × 1024 at 400 %.
  { width: 320, height: 256 },
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 3440, height: 1440 },
]) {
  test(`everything is in reach at ${width} × ${height}`, async ({ reader, page }) => {
    await page.setViewportSize({ width, height })
    await reader.open(SERVERS.embedded)
    const isInReach = async (text: Locator, ...controls: Locator[]) => {
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
      for (const control of [text, ...controls]) {
        await control.scrollIntoViewIfNeeded()
        await expect(control).toBeInViewport({ ratio: control === text ? 0.5 : 1 })
        const box = await control.boundingBox()
        expect(box?.width).toBeGreaterThanOrEqual(44)
        expect(box?.height).toBeGreaterThanOrEqual(44)
      }
    }
    const others = [reader.stop, reader.voice, page.getByRole('slider', { name: 'Position' })]
    await isInReach(reader.text, reader.button('Play'), ...others)
    await reader.button('Play').click()
    await reader.hears(0.1)
    await reader.button('Pause').click()
    await isInReach(reader.view, reader.button('Resume'), reader.button('Edit'), ...others)

    // What has the focus is seen, whichever way it came there (WCAG 2.4.11).
    await reader.button('Edit').focus()
    for (const key of ['Tab', 'Shift+Tab']) {
      for (let isInPage = true, reached = 0; isInPage; reached++) {
        await page.keyboard.press(key)
        isInPage = await page.evaluate(() => document.activeElement !== document.body)
        if (!isInPage) expect(reached).toBeGreaterThan(12)
        else expect(await page.evaluate(hiddenFocus)).toBeUndefined()
      }
    }
  })
}

/** What has the focus, unless its middle is seen. Runs in the page. */
function hiddenFocus(): string | undefined {
  const element = document.activeElement
  if (!element) return 'nothing'
  const { left, top, right, bottom } = element.getBoundingClientRect()
  const shown = { top: Math.max(top, 0), bottom: Math.min(bottom, innerHeight) }
  const seen = document.elementFromPoint((left + right) / 2, (shown.top + shown.bottom) / 2)
  return seen && (element.contains(seen) || seen.contains(element)) ? undefined : element.outerHTML
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

test('where colours are forced, the word that is heard is told from its sentence', async ({
  reader,
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await reader.open()
  await reader.button('Play').click()
  await seeWords(page, 2)
  await reader.button('Pause').click()
  await reader.shows('Paused')
  const [word, sentence] = await page.evaluate(() =>
    ['spoken-word', 'spoken-sentence'].map(name => {
      const [range] = CSS.highlights.get(name) ?? []
      if (!(range instanceof Range)) throw new Error(`There is no ${name}`)
      // The sentence as far as its first line.
      const { x, y, width, height } = range.getClientRects()[0] ?? new DOMRect()
      return { x, y, width, height }
    }),
  )
  if (!word || !sentence) throw new Error('Nothing is marked')
  expect(word.y).toBe(sentence.y)
  // Only the word has a ground of its own: that of a sentence would be painted nearly the same.
  const paper = await groundOf(page, { ...sentence, y: sentence.y - sentence.height })
  expect(await groundOf(page, { ...sentence, width: word.x - sentence.x })).toBe(paper)
  expect(await groundOf(page, word)).not.toBe(paper)
})

test('the tab has an icon, and the browser a colour for each scheme', async ({ reader, page }) => {
  await reader.open()
  const icon = await page.locator('link[rel="icon"]').getAttribute('href')
  expect((await page.request.get(icon ?? '')).headers()['content-type']).toBe('image/svg+xml')
  await expect(page.locator('meta[name="theme-color"]')).toHaveCount(2)
})
