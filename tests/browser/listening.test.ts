import type { Locator, Page } from '@playwright/test'
import { expect, type ReaderPage, test } from './reader-page'
import { median, paragraphs, seeWords, wordsHeard } from './spoken'

const ENGLISH =
  'The quick brown fox jumps over the lazy dog. Then it sleeps under a tall tree. ' +
  'In the morning it wakes up and looks for something to eat. Nobody has seen it since.'

function player(page: Page): Locator {
  return page.locator('audio').first()
}

type Facts = Pick<
  HTMLAudioElement,
  'currentTime' | 'playbackRate' | 'preservesPitch' | 'volume' | 'muted' | 'paused'
>

async function audioNow<Key extends keyof Facts>(page: Page, key: Key): Promise<Facts[Key]> {
  const facts: Facts = await player(page).evaluate((audio: HTMLAudioElement) => {
    const { currentTime, playbackRate, preservesPitch, volume, muted, paused } = audio
    return { currentTime, playbackRate, preservesPitch, volume, muted, paused }
  })
  return facts[key]
}

/** As if it had been written on an earlier visit. */
/** Tells how long a core has worked for the page's thread: not what the clock says, on a machine with other work. */
async function secondsOfThread(page: Page): Promise<() => Promise<number>> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value
    if (seconds === undefined) throw new Error('Chromium does not tell how long its tasks take')
    return seconds
  }
}

async function keepDraft(page: Page, draft: { text: string; voiceId?: string | undefined }): Promise<void> {
  await page.addInitScript(
    kept => localStorage.setItem('pollyphony.draft', kept),
    JSON.stringify({ textType: 'text', ...draft }),
  )
}

/** Seconds, as `m:ss` tells them. */
function secondsOf(time: string | null): number {
  const [minutes = Number.NaN, seconds = Number.NaN] = (time ?? '').split(':').map(Number)
  return minutes * 60 + seconds
}

/** Scrolls to a word that is shown while it is listened to, and clicks in its middle. */
async function clickWord(page: Page, word: string): Promise<void> {
  const view = page.getByRole('region', { name: 'Text being read' })
  await view.hover()
  // By hand, so that the text no longer scrolls with the voice.
  await page.mouse.wheel(0, 1)
  const at = await view.evaluate(async (view, word) => {
    const walker = document.createTreeWalker(view, NodeFilter.SHOW_TEXT)
    const isIt = (node: Node) => node.textContent?.includes(word)
    let node = walker.nextNode()
    while (node && !isIt(node)) node = walker.nextNode()
    if (!node) throw new Error(`${word} is not shown`)
    const range = new Range()
    const index = node.textContent?.indexOf(word) ?? 0
    range.setStart(node, index)
    range.setEnd(node, index + word.length)
    // Heights out of view are estimates: on the way they become what they are.
    for (let top = Number.NaN; top !== range.getBoundingClientRect().top; ) {
      node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' })
      top = range.getBoundingClientRect().top
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
    }
    const { left, top, width, height } = range.getBoundingClientRect()
    return { x: left + width / 2, y: top + height / 2 }
  }, word)
  await page.mouse.click(at.x, at.y)
}

/** Plays the text and goes to the sentence of the morning. @returns Where that begins. */
async function hearTheMorning(reader: ReaderPage): Promise<number> {
  const { page } = reader
  await reader.open()
  await reader.write(ENGLISH)
  await reader.button('Play').click()
  await reader.hears(0.2)
  await clickWord(page, 'morning')
  const start = ENGLISH.indexOf('In the morning')
  await expect.poll(async () => (await seeWords(page, 1))[0]?.start ?? 0).toBeGreaterThan(start)
  return start
}

test('the word that is marked is the one that is heard', async ({ reader, page }) => {
  await reader.open()
  await reader.write(ENGLISH)
  await reader.button('Play').click()
  const seen = await seeWords(page, 14)
  const words = await wordsHeard(page)
  const errors = seen.map(({ start, timeMs }) => {
    const mark = words.find(word => word.start === start)
    return Math.abs(timeMs - (mark?.time ?? Number.NaN))
  })
  expect(median(errors)).toBeLessThanOrEqual(80)
  const starts = seen.map(({ start }) => start)
  expect(starts).toEqual(starts.toSorted((a, b) => a - b))
  for (const { start, word } of seen) expect(word).toBe(ENGLISH.slice(start, start + word.length))
  // None is passed over.
  expect(starts).toEqual(words.slice(0, 14).map(({ start }) => start))
})

const SCRIPTS = [
  { language: 'Arabic', text: 'ذهب الولد إلى المدرسة في الصباح ثم عاد إلى البيت.' },
  { language: 'Japanese', text: '私は毎朝早く起きて、公園を散歩します。今日はとても天気がいいです。' },
  { language: 'US English', text: 'A 🦊 and a 👩‍👩‍👧 went 🏡 together, and they were very glad to be home.' },
]
for (const { language, text } of SCRIPTS) {
  test(`words are marked in order in a text for a voice of ${language}`, async ({ reader, page }) => {
    const voices: { Id: string; LanguageName: string }[] = await (await page.request.get('/voices')).json()
    const voiceId = voices.find(({ LanguageName }) => LanguageName === language)?.Id
    expect(voiceId, `a voice of ${language}`).toBeDefined()
    await keepDraft(page, { text, voiceId })
    await reader.open()
    await reader.button('Play').click()
    const seen = await seeWords(page, 6)
    expect(seen.length).toBeGreaterThanOrEqual(4)
    const starts = seen.map(({ start }) => start)
    expect(starts).toEqual(starts.toSorted((a, b) => a - b))
    for (const { start, word } of seen) expect(word).toBe(text.slice(start, start + word.length))
    expect(seen.map(({ word }) => word).join('')).toMatch(/\p{L}/u)
  })
}

test('a click on a word goes on from it', async ({ reader, page }) => {
  await reader.open()
  await reader.write(ENGLISH)
  await reader.button('Play').click()
  await reader.hears(0.2)
  const mark = (await wordsHeard(page)).find(({ value }) => value === 'morning')
  await clickWord(page, 'morning')
  await reader.hears((mark?.time ?? Number.NaN) / 1000)
  const [first] = await seeWords(page, 1)
  expect(first?.start).toBeGreaterThanOrEqual(ENGLISH.indexOf('morning'))
  await reader.shows('Playing')
})

test('a click far ahead of what is there begins anew at that sentence', async ({ reader, page }) => {
  const text = paragraphs(600)
  await keepDraft(page, { text })
  await reader.open()
  await reader.button('Play').click()
  await reader.hears(0.1)
  await clickWord(page, '590')
  const start = text.indexOf('This is paragraph number 590')
  await expect.poll(async () => (await seeWords(page, 1))[0]?.start ?? 0).toBeGreaterThanOrEqual(start)
  expect((await seeWords(page, 1))[0]?.start).toBeLessThan(text.indexOf('number 592'))
  await expect(page.getByRole('timer', { name: 'Elapsed' })).toHaveText(/^\d\d+:/)

  // What comes before it is no part of that sound.
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(async () => (await seeWords(page, 1))[0]?.start ?? start).toBeLessThan(start)
  expect((await seeWords(page, 1))[0]?.start).toBeGreaterThan(text.indexOf('number 585'))
})

test('everything is done by keys', async ({ reader, page }) => {
  await reader.open()
  await reader.write(ENGLISH)
  await page.keyboard.press('Control+Enter')
  await reader.hears(0.2)
  await page.keyboard.press('k')
  await reader.shows('Paused')
  const words = await wordsHeard(page)
  const timeOf = (value: string) => (words.find(word => word.value === value)?.time ?? Number.NaN) / 1000
  const isAt = (value: string) =>
    expect.poll(() => audioNow(page, 'currentTime')).toBeCloseTo(timeOf(value), 1)

  await page.keyboard.press('ArrowRight')
  await isAt('Then')
  await page.keyboard.press('Shift+ArrowRight')
  await isAt('it')
  await page.keyboard.press('Shift+ArrowLeft')
  await isAt('Then')
  await page.keyboard.press('ArrowLeft')
  await isAt('The')
  await page.keyboard.press('l')
  await expect.poll(() => audioNow(page, 'currentTime')).toBeCloseTo(timeOf('The') + 10, 1)
  await page.keyboard.press('j')
  await isAt('The')
  expect(await audioNow(page, 'paused')).toBe(true)

  await page.keyboard.press('>')
  await expect.poll(() => audioNow(page, 'playbackRate')).toBe(1.1)
  await page.keyboard.press('<')
  await expect.poll(() => audioNow(page, 'playbackRate')).toBe(1)
  await page.keyboard.press('m')
  await expect.poll(() => audioNow(page, 'muted')).toBe(true)
  await page.keyboard.press('m')
  await expect.poll(() => audioNow(page, 'muted')).toBe(false)

  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(help).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()
  // The dialog took that Escape: it is still listened to.
  await expect(page.getByRole('region', { name: 'Text being read' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(reader.text).toBeFocused()
})

test('Tab goes through what is there while it is listened to, in the order in which it is seen', async ({
  reader,
  page,
}) => {
  await reader.open()
  await reader.write(ENGLISH)
  await page.keyboard.press('Control+Enter')
  const view = page.getByRole('region', { name: 'Text being read' })
  await expect(view).toBeFocused()
  await page.keyboard.press('Space')
  await reader.shows('Paused')
  const names = [
    'Position',
    'Previous sentence',
    'Back 10 seconds',
    'Resume',
    'Forward 10 seconds',
    'Next sentence',
  ]
  for (const name of names) {
    await page.keyboard.press('Tab')
    const control =
      name === 'Position' ? page.getByRole('slider', { name }) : page.getByRole('button', { name })
    await expect(control).toBeFocused()
  }
})

test('the seek bar goes by key and by drag, and is exact at the end', async ({ reader, page }) => {
  await reader.open()
  await reader.write(ENGLISH)
  await reader.button('Play').click()
  await reader.hears(0.2)
  const bar = page.getByRole('slider', { name: 'Position' })
  const elapsed = page.getByRole('timer', { name: 'Elapsed' })
  await bar.focus()
  await page.keyboard.press('ArrowRight')
  await reader.hears(5)
  await page.keyboard.press('Home')
  await expect.poll(() => audioNow(page, 'currentTime')).toBeLessThan(3)

  const box = await bar.boundingBox()
  if (!box) throw new Error('The seek bar is not shown')
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + box.width * 0.1, y)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.9, y, { steps: 4 })
  await page.mouse.up()
  const length = await player(page).evaluate((audio: HTMLAudioElement) => audio.duration)
  await expect.poll(() => audioNow(page, 'currentTime')).toBeGreaterThan(length * 0.85)

  await reader.shows('Finished')
  const total = await page.getByRole('note', { name: 'Length' }).textContent()
  expect(secondsOf(total)).toBe(Math.floor(length))
  await expect(elapsed).toHaveText(total ?? '')
})

test('speed and loudness are remembered, and the pitch stays', async ({ reader, page }) => {
  await reader.open()
  await page.getByRole('button', { name: '1×, speed' }).click()
  await page.getByRole('button', { name: '3×', exact: true }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Volume/ }).click()
  await page.getByRole('slider', { name: 'Volume' }).press('ArrowLeft')
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(page.getByRole('button', { name: '3×, speed' })).toBeVisible()
  await reader.write(ENGLISH)
  await reader.button('Play').click()
  await reader.hears(0.5)
  expect(await audioNow(page, 'playbackRate')).toBe(3)
  expect(await audioNow(page, 'preservesPitch')).toBe(true)
  expect(await audioNow(page, 'volume')).toBeCloseTo(0.95)
  const slider = page.getByRole('slider', { name: 'Speed' })
  await page.getByRole('button', { name: '3×, speed' }).click()
  await slider.press('Home')
  await expect.poll(() => audioNow(page, 'playbackRate')).toBe(0.5)
})

test('media keys play, pause, move and stop', async ({ reader, page }) => {
  await page.addInitScript(() => {
    const handlers = new Map<string, MediaSessionActionHandler | null>()
    const set = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession)
    navigator.mediaSession.setActionHandler = (action, handler) => {
      handlers.set(action, handler)
      set(action, handler)
    }
    addEventListener('media-key', event => {
      if (event instanceof CustomEvent) handlers.get(event.detail.action)?.(event.detail)
    })
  })
  const press = (details: MediaSessionActionDetails) =>
    page.evaluate(detail => dispatchEvent(new CustomEvent('media-key', { detail })), details)
  const state = () => page.evaluate(() => navigator.mediaSession.playbackState)

  await reader.open()
  await reader.write(ENGLISH)
  await reader.button('Play').click()
  await reader.hears(0.2)
  expect(await page.evaluate(() => navigator.mediaSession.metadata?.title)).toMatch(/^The quick brown fox/)
  expect(await page.evaluate(() => navigator.mediaSession.metadata?.artist)).toBe('Slt')
  expect(await state()).toBe('playing')

  await press({ action: 'pause' })
  await reader.shows('Paused')
  await expect.poll(state).toBe('paused')
  const words = await wordsHeard(page)
  const then = (words.find(({ value }) => value === 'Then')?.time ?? Number.NaN) / 1000
  await press({ action: 'nexttrack' })
  await expect.poll(() => audioNow(page, 'currentTime')).toBeCloseTo(then, 1)
  await press({ action: 'seekto', seekTime: 6 })
  await expect.poll(() => audioNow(page, 'currentTime')).toBeCloseTo(6, 1)
  await press({ action: 'seekbackward', seekOffset: 2 })
  await expect.poll(() => audioNow(page, 'currentTime')).toBeCloseTo(4, 1)
  await press({ action: 'play' })
  await reader.shows('Playing')
  await press({ action: 'stop' })
  await expect(reader.text).toBeVisible()
  await expect.poll(state).toBe('none')
})

test('a text goes on where it was left, also after a reload', async ({ reader, page }) => {
  const start = await hearTheMorning(reader)
  await page.reload()
  await expect(reader.button('Play')).toBeFocused()
  await expect(reader.text).toHaveValue(ENGLISH)
  await reader.button('Play').click()
  const [first] = await seeWords(page, 1)
  expect(first?.start).toBeGreaterThanOrEqual(start)
})

test('the text follows the voice, yields to the wheel and comes back', async ({ reader, page }) => {
  await keepDraft(page, { text: paragraphs(200) })
  await reader.open()
  await reader.button('Play').click()
  await reader.hears(0.1)
  const view = page.getByRole('region', { name: 'Text being read' })
  const scrolled = () => view.evaluate(element => element.scrollTop)
  const back = page.getByRole('button', { name: 'Back to the voice' })
  await expect(back).toBeHidden()

  await view.hover()
  await page.mouse.wheel(0, 3000)
  await expect(back).toBeVisible()
  await expect.poll(scrolled).toBeGreaterThan(1500)
  const place = await scrolled()
  await seeWords(page, 3)
  expect(await scrolled()).toBe(place)
  await back.click()
  await expect(back).toBeHidden()
  await expect.poll(scrolled).toBeLessThan(1000)

  // By word and by sentence the voice goes on below what is in view.
  const before = await scrolled()
  for (let step = 0; step < 25; step++) await page.keyboard.press('ArrowRight')
  await expect.poll(scrolled).toBeGreaterThan(before + 200)
})

test('another voice goes on at the same place', async ({ reader, page }) => {
  const start = await hearTheMorning(reader)
  const first = await player(page).getAttribute('src')
  await page.getByRole('button', { name: /^Voice/ }).click()
  await page.getByRole('radio', { name: /^Rms/ }).check()
  await page.keyboard.press('Escape')
  await expect(player(page)).not.toHaveAttribute('src', first ?? '')
  await reader.hears(0.1)
  expect((await seeWords(page, 1))[0]?.start).toBeGreaterThanOrEqual(start)
})

test('another voice chosen in a pause makes no sound before Play, which goes on at the same place', async ({
  reader,
  page,
}) => {
  const start = await hearTheMorning(reader)
  await reader.button('Pause').click()
  await reader.shows('Paused')
  const asked: string[] = []
  page.on('request', request => request.url().includes('.mp3') && asked.push(request.url()))
  await reader.chooseVoice('Rms')
  await expect(reader.button('Play')).toBeVisible()
  await expect(reader.audio).not.toHaveAttribute('src')
  expect(asked).toEqual([])
  await reader.button('Play').click()
  await reader.hears(0.1)
  expect((await seeWords(page, 1))[0]?.start).toBeGreaterThanOrEqual(start)
  expect(asked).toHaveLength(1)
})

test('a book is listened to without holding up the page', async ({ reader, page }) => {
  await keepDraft(page, { text: paragraphs(4100) })
  await reader.open()
  await reader.button('Play').click()
  await reader.hears(0.1)
  // Of its thread, however busy the machine is with all else.
  const cpuSeconds = await secondsOfThread(page)
  const before = await cpuSeconds()
  await reader.hears((await audioNow(page, 'currentTime')) + 3)
  const used = (await cpuSeconds()) - before
  expect(used).toBeGreaterThan(0)
  // What goes through the whole book for each word would take all of it.
  expect(used).toBeLessThan(2.4)
})
