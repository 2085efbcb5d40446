import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { decodeReadingId } from '../../lib/reading/reading-id'
import type { Asked } from '../support/polly-behaviour'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'
import { expect, type ReaderPage, test } from './reader-page'
import { SERVERS } from './servers'
import { median, type Seen, seeWords, wordsHeard } from './spoken'

test.use({ baseURL: SERVERS.polly, requestsFail: true })

let polly: PollyStandIn
test.beforeAll(async () => {
  polly = await startPolly({ port: Number(new URL(SERVERS.pollyEndpoint).port) })
})
test.beforeEach(() => {
  polly.forget()
  polly.behave({ speech: SPEECH })
})
test.afterAll(() => polly.close())

const SPEECH = { audio: 'by-text', msPerCharacter: 20 } as const

/** Four paragraphs of three sentences, of three seconds each; nobody heard them before. */
function chapters(): string {
  const book = randomUUID().slice(0, 8)
  return ['first', 'second', 'third', 'fourth']
    .map(
      name =>
        `Here begins the ${name} of ${book}. It has another sentence, in the middle of it. And this ends the ${name} part, which was long.`,
    )
    .join('\n\n')
}

const isThird = ({ body }: Asked) => body?.OutputFormat === 'mp3' && body.Text?.includes('third') === true

const THROTTLES = {
  kind: 'fail',
  name: 'ThrottlingException',
  status: 400,
  message: 'Rate exceeded',
  when: isThird,
} as const
const FAILS = {
  kind: 'fail',
  name: 'ServiceFailureException',
  status: 500,
  message: 'Oops',
  when: isThird,
} as const
const RESETS = { kind: 'reset', at: 'mid-body', when: isThird } as const

/** Which sentence of the text an offset is in. */
function sentenceAt(text: string, offset: number): number {
  return [...text.slice(0, offset).matchAll(/\. |\n\n/g)].length
}

/** Everything was heard, in order, and after the break no more than the sentence at hand once more. */
async function expectWentOn(page: Page, text: string, seen: readonly Seen[]): Promise<void> {
  const sentences = seen.map(({ start }) => sentenceAt(text, start))
  expect(sentences).toEqual(sentences.toSorted((a, b) => a - b))
  expect([...new Set(sentences)]).toEqual(Array.from({ length: 12 }, (_, index) => index))
  // The audio's own clock may step back over the edge of a word.
  const again = seen.filter(
    ({ start }, index) => start <= (seen[index - 1]?.start ?? -1) && start !== seen[index - 2]?.start,
  )
  expect(again.slice(1), 'places at which it went back once more').toEqual([])

  // By the clock of the sound that went on, which begins with a sentence.
  const rest = await textHeard(page)
  const base = text.length - rest.length
  expect(text.slice(base)).toBe(rest)
  const words = await wordsHeard(page)
  const errors = seen.slice(seen.findLastIndex(({ start }) => start === base)).map(({ start, timeMs }) => {
    const mark = words.find(word => word.start === start - base)
    return Math.abs(timeMs - (mark?.time ?? Number.NaN))
  })
  // Two milliseconds of the sound pass in each that is heard.
  expect(median(errors) / SPEED).toBeLessThanOrEqual(80)
}

/** What of the sound Polly was asked for, and gave. */
function given(): string[] {
  return polly.requests.flatMap(({ body, sentBytes, closedEarly }) =>
    body?.OutputFormat === 'mp3' && sentBytes > 0 && !closedEarly ? [body.Text ?? ''] : [],
  )
}

/** Of the reading that the page plays. */
async function textHeard(page: Page): Promise<string> {
  const path = await page.locator('audio').first().getAttribute('src')
  const decoded = decodeReadingId(/\/read\/([^.]+)\./.exec(path ?? '')?.[1] ?? '')
  if (decoded?.kind !== 'reading') throw new Error(`${path} holds no reading`)
  const { text } = decoded.fields as { text: string }
  return text
}

const SPEED = 2

/** At that speed: what breaks off and goes on is heard to its end. */
async function play(reader: ReaderPage, text: string): Promise<{ seen: Promise<Seen[]> }> {
  await reader.page.addInitScript(
    speed => localStorage.setItem('pollyphony.player', JSON.stringify({ speed })),
    SPEED,
  )
  await reader.open()
  await reader.write(text)
  const seen = seeWords(reader.page, 1000)
  await reader.button('Play').click()
  return { seen }
}

test('a Polly that throttles in mid-reading is told, asked again, and goes on by itself', async ({
  reader,
  page,
}) => {
  polly.behave({ speech: { ...SPEECH, trouble: THROTTLES } })
  const text = chapters()
  const { seen } = await play(reader, text)
  await reader.shows(/^The speech service is busy\. Trying again in \d+ s\.$/, { timeout: 15_000 })
  polly.behave({ speech: SPEECH })
  await reader.shows('Finished', { timeout: 20_000 })
  await expectWentOn(page, text, await seen)
  // What is left of the paragraph at hand is another chunk.
  expect(given().length).toBeLessThanOrEqual(5)
  expect(given()).toEqual([...new Set(given())])
})

for (const trouble of [FAILS, RESETS]) {
  test(`a Polly that fails in mid-reading is told, and Play goes on from there: ${trouble.kind}`, async ({
    reader,
    page,
  }) => {
    polly.behave({ speech: { ...SPEECH, trouble } })
    const text = chapters()
    const { seen } = await play(reader, text)
    await expect(reader.alert).toHaveText(/^The .+\. Press Play to go on from there\.$/, { timeout: 20_000 })
    const place = await page.evaluate(() => [...(CSS.highlights.get('spoken-word') ?? [])].join())
    expect(place).not.toBe('')
    polly.behave({ speech: SPEECH })
    await reader.button('Play').click()
    await expect(reader.alert).toBeEmpty()
    await reader.shows('Finished', { timeout: 20_000 })
    await expectWentOn(page, text, await seen)
  })
}

test('a connection that is lost while one listens is told as offline, and goes on when it is back', async ({
  reader,
  page,
  context,
}) => {
  polly.behave({ speech: { ...SPEECH, trouble: RESETS } })
  const text = chapters()
  const { seen } = await play(reader, text)
  // It is feigned for what is asked from then on: the connection itself is cut by Polly, which resets.
  await reader.hears(0.1)
  await context.setOffline(true)
  await expect(reader.alert).toHaveText('You are offline. It goes on when the connection is back.', {
    timeout: 15_000,
  })
  polly.behave({ speech: SPEECH })
  await context.setOffline(false)
  await reader.shows('Finished', { timeout: 20_000 })
  await expectWentOn(page, text, await seen)
})

test('over a slow network it says that it waits, its marks stand still, and it comes to its end', async ({
  reader,
  page,
}) => {
  await reader.open()
  const network = await page.context().newCDPSession(page)
  await network.send('Network.enable')
  // The sound takes 6 KB a second, and Chromium reads it by 32 KiB at once.
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 20,
    downloadThroughput: 8000,
    uploadThroughput: 100_000,
  })
  const text = chapters().split('\n\n').slice(0, 2).join('\n\n')
  await reader.write(text)
  const seen = seeWords(page, 1000)
  await reader.button('Play').click()
  await reader.hears(0.1)
  await reader.shows('Waiting for more sound')
  const stands = await page.evaluate(async () => {
    const [audio, status] = [document.querySelector('audio'), document.querySelector('#status')]
    const stands = new Set<string>()
    for (let frame = 0; frame < 20; frame++) {
      await new Promise(requestAnimationFrame)
      if (status?.textContent !== 'Waiting for more sound') break
      const [range] = CSS.highlights.get('spoken-word') ?? []
      stands.add(`${range} at ${audio?.currentTime}`)
    }
    return [...stands]
  })
  expect(stands).toHaveLength(1)
  await reader.shows('Finished', { timeout: 15_000 })
  const starts = (await seen).map(({ start }) => start)
  expect(starts).toEqual([...new Set(starts)].toSorted((a, b) => a - b))
  expect(starts.at(-1)).toBe(text.lastIndexOf('long'))
})
