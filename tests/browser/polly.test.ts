import { randomUUID } from 'node:crypto'
import type { Asked } from '../support/polly-behaviour'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'
import { expect, type ReaderPage, test } from './reader-page'
import { SERVERS } from './servers'

test.use({ baseURL: SERVERS.polly })

let polly: PollyStandIn
test.beforeAll(async () => {
  polly = await startPolly({ port: Number(new URL(SERVERS.pollyEndpoint).port) })
})
test.beforeEach(() => {
  polly.forget()
  polly.behave({})
})
test.afterAll(() => polly.close())

/** A text that nobody heard before: what was heard is kept, and Polly not asked again. */
const writeAnew = (reader: ReaderPage) => reader.write(`Never heard before: ${randomUUID()}.`)

/** The marks of a text are a request of their own, and have troubles of their own. */
const isSound = ({ body }: Asked) => body?.OutputFormat === 'mp3'

test('Amazon Polly speaks, in its region, in the voices that it lists', async ({ reader, page }) => {
  await reader.open()
  await expect(page.getByRole('banner')).toContainText('Amazon Polly, eu-west-1')
  await reader.voice.click()
  await expect(reader.voicesOf('Swedish')).toHaveCount(2)
  for (const name of ['Astrid', 'Elin']) {
    await expect(reader.voicesOf('Swedish').and(page.getByRole('radio', { name, exact: true }))).toBeVisible()
  }
  await page.keyboard.press('Escape')
  await writeAnew(reader)
  await reader.button('Play').click()
  await reader.hears(0.2)
  expect(await reader.loudness(500)).toBeGreaterThan(0.01)
})

test('an engine is offered where the voice has a choice, never one that it lacks', async ({ reader }) => {
  await reader.open()
  await reader.chooseVoice('Joanna')
  await reader.voice.click()
  await expect(reader.engine.getByRole('option')).toHaveText(['Neural', 'Standard', 'Generative'])
  await reader.voices.getByRole('button', { name: 'Done' }).click()
  await writeAnew(reader)
  await reader.chooseVoice('Joanna', 'Generative')
  await reader.button('Play').click()
  await reader.hears(0.1)
  await reader.stop.click()

  await reader.voice.click()
  await reader.voices.getByRole('radio', { name: 'Gregory', exact: true }).check()
  await expect(reader.engine).toBeHidden()
  await reader.voices.getByRole('button', { name: 'Done' }).click()
  await reader.button('Play').click()
  await reader.hears(0.1)
  const spoken = polly.requests.flatMap(({ body }) =>
    body?.OutputFormat === 'mp3' ? [[body.VoiceId, body.Engine]] : [],
  )
  expect(spoken).toEqual([
    ['Joanna', 'generative'],
    ['Gregory', 'long-form'],
  ])
})

test('the chosen engine is there again after a reload', async ({ reader, page }) => {
  await reader.open()
  await reader.chooseVoice('Joanna', 'Standard')
  await page.reload()
  await expect(reader.voice).toHaveAccessibleName(/Joanna.*Standard/)
})

test('the text is in the language of the voice', async ({ reader }) => {
  await reader.open()
  await reader.chooseVoice('Zeina')
  await expect(reader.text).toHaveAttribute('lang', 'arb')
  await reader.text.fill('مرحبا بالعالم')
  expect(await reader.text.evaluate(field => getComputedStyle(field).direction)).toBe('rtl')
})

test('Stop lets go of Polly once the time is over that a paid request is given', async ({ reader }) => {
  polly.behave({ speech: { firstByteMs: 0, chunkBytes: 1024, chunkMs: 50, bytes: 5_000_000 } })
  await reader.open()
  await writeAnew(reader)
  await reader.button('Play').click()
  await expect.poll(() => polly.open).toBe(1)
  await reader.stop.click()
  await expect.poll(() => polly.open).toBe(0)
})

test.describe('in trouble', () => {
  test.use({ requestsFail: true })

  test('a Polly that throttles is asked again by itself', async ({ reader }) => {
    polly.behave({ speech: { trouble: { kind: 'throttle', times: 6, status: 400, when: isSound } } })
    await reader.open()
    await writeAnew(reader)
    await reader.button('Play').click()
    // Asked twice, and tried three times by the SDK at each.
    await reader.shows(/^The speech service is busy\. Trying again in \d+ s\.$/, { timeout: 15_000 })
    await reader.hears(0.1)
  })

  test('a sound whose connection breaks goes on where it was', async ({ reader, page }) => {
    const audio = { chunkBytes: 3072, chunkMs: 50, bytes: 24_000 }
    polly.behave({ speech: { ...audio, trouble: { kind: 'reset', at: 'mid-body', when: isSound } } })
    await reader.open()
    await writeAnew(reader)
    const broken = page.waitForEvent('requestfailed', request => request.url().includes('/read/'))
    await reader.button('Play').click()
    expect((await broken).failure()?.errorText).toContain('INCOMPLETE')
    polly.behave({ speech: audio })
    await reader.shows('Finished', { timeout: 12_000 })
    // 24,000 bytes at 48 kbit/s are four seconds; a place that was lost would make it two or six.
    const seconds = await reader.heardSeconds()
    expect(seconds).toBeGreaterThan(3.5)
    expect(seconds).toBeLessThan(4.5)
  })
})
