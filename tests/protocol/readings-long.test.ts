import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type App, openApp } from '../support/app'
import { createGate } from '../support/gate'
import { until } from '../support/polly-client'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'
import {
  bytesOf,
  decodeReading,
  EXTENSIONS,
  hearParts,
  idOf,
  listenTo,
  ofParagraph,
  paragraphs,
  paragraphsAsked,
  pitchesOf,
  readingOf,
  SPEECH,
  textOf,
  textsAsked,
} from '../support/readings'

let polly: PollyStandIn
let app: App

async function open(variables: Record<string, string> = {}): Promise<void> {
  polly = await startPolly()
  polly.behave({ speech: SPEECH })
  app = await openApp({ AWS_ENDPOINT_URL_POLLY: polly.url, ...variables })
}
afterEach(async () => {
  await app.close()
  await polly.close()
})

/** The rounding of a decoder that trims whole frames only. */
const FRAME_SECONDS = 0.03
const MAX_CHARACTERS = 200_000

describe.each(EXTENSIONS)('GET /read/{id}.%s of many chunks', extension => {
  beforeEach(() => open())

  test('joins them in order, and lasts as long as its parts', async () => {
    const parts = paragraphs(9)
    const bytes = await bytesOf(await app.file(idOf(textOf(parts)), extension))
    const { pitches, excessSeconds } = await hearParts(extension, bytes, parts)
    expect(pitches).toEqual(pitchesOf(parts))
    expect(Math.abs(excessSeconds)).toBeLessThan(FRAME_SECONDS)
    expect(textsAsked(polly).map(text => text.trim())).toEqual(parts)
  })

  test('sends the first chunk before the second is there', async () => {
    const gate = createGate()
    polly.behave({
      speech: { ...SPEECH, trouble: { kind: 'hold', at: 'before-headers', gate, when: ofParagraph(2) } },
    })
    const parts = paragraphs(3)
    const hearing = listenTo(await app.file(idOf(textOf(parts)), extension))
    await hearing.reach(1)
    await until(() => gate.waiting === 1)
    expect(paragraphsAsked(polly)).toEqual([1, 2])
    gate.open()
    const { pitches } = await hearParts(extension, await hearing.rest(), parts)
    expect(pitches).toEqual(pitchesOf(parts))
  })
})

describe('GET /read/{id}.mp3 of clips with tags', () => {
  beforeEach(() => open())

  test('leaves ID3 and Xing headers out, in the first part as in all others', async () => {
    const parts = paragraphs(3)
    const id = idOf(textOf(parts))
    polly.behave({ speech: { ...SPEECH, mp3Tags: true } })
    const bytes = await bytesOf(await app.file(id, 'mp3'))
    for (const tag of ['ID3', 'Info', 'Xing', 'TAG']) expect(bytes.indexOf(tag, 'latin1'), tag).toBe(-1)
    const { pitches, excessSeconds } = await hearParts('mp3', bytes, parts)
    expect(pitches).toEqual(pitchesOf(parts))
    expect(Math.abs(excessSeconds)).toBeLessThan(FRAME_SECONDS)
  })
})

describe('GET /read/{id} of one long paragraph', () => {
  beforeEach(() => open())

  test('is cut inside the limits, at ends of sentences, without losing a character', async () => {
    const text = paragraphs(70).join(' ')
    await bytesOf(await app.file(idOf(text), 'mp3'))
    const asked = textsAsked(polly)
    expect(asked.length).toBeGreaterThanOrEqual(Math.ceil(text.length / 3000))
    expect(asked.length).toBeLessThanOrEqual(Math.ceil(text.length / 2000))
    for (const chunk of asked) expect([...chunk].length).toBeLessThanOrEqual(3000)
    for (const chunk of asked) expect(chunk.trim()).toMatch(/\.$/)
    expect(withoutSpace(asked.join(''))).toBe(withoutSpace(text))
  })

  test('cuts no emoji and no letter from its accents where there is nothing else to cut at', async () => {
    // Of two kinds, out of step with the chunks: a chunk that is another's like is not asked for again.
    const [family, climber] = ['👨‍👩‍👧‍👦', '🧗🏽‍♀️']
    const text = Array.from({ length: 900 }, (_, i) => (i % 7 === 0 ? climber : family)).join('')
    await bytesOf(await app.file(idOf(text), 'mp3'))
    const asked = textsAsked(polly)
    expect(asked.length).toBeGreaterThan(1)
    expect(asked.join('') === text).toBe(true)
    for (const chunk of asked) expect(chunk.replaceAll(family, '').replaceAll(climber, '')).toBe('')
  })

  test('a document is cut into documents of their own with its tags open', async () => {
    const parts = paragraphs(40)
    const text = `<speak><prosody rate="slow">${parts.map(part => `<p>${part}</p>`).join('')}</prosody></speak>`
    await bytesOf(await app.file(idOf(text, { textType: 'ssml' }), 'mp3'))
    const asked = textsAsked(polly)
    expect(asked.length).toBeGreaterThan(1)
    for (const chunk of asked) {
      expect(chunk).toMatch(/^<speak><prosody rate="slow"><p>/)
      expect(chunk).toMatch(/<\/p><\/prosody><\/speak>$/)
      expect([...chunk].length).toBeLessThanOrEqual(6000)
    }
    const spoken = asked.map(chunk => chunk.replace(/<[^>]*>/g, '')).join('')
    expect(withoutSpace(spoken)).toBe(withoutSpace(parts.join('')))
  })
})

describe('fetching ahead', () => {
  test('stays one chunk ahead of who listens, however long the reading is', async () => {
    await open()
    const parts = paragraphs(60)
    const hearing = listenTo(await app.file(idOf(textOf(parts)), 'mp3'))
    await hearing.reach(1)
    await until(() => polly.open === 0 && textsAsked(polly).length === 2)
    // Half a second of 48 kbit/s.
    const chunkBytes = 3000
    for (let heard = 2; heard <= 12; heard += 2) {
      await hearing.reach(heard * chunkBytes)
      await until(() => polly.open === 0)
      expect(textsAsked(polly).length).toBeLessThanOrEqual(heard + 3)
    }
    await hearing.leave()
    await until(() => polly.open === 0)
    expect(textsAsked(polly).length).toBeLessThanOrEqual(16)
  })

  test("waits behind anybody's first chunk", async () => {
    await open({ POLLY_CONCURRENCY: '1' })
    const gate = createGate()
    polly.behave({
      speech: {
        ...SPEECH,
        trouble: { kind: 'hold', at: 'mid-body', gate, when: ({ index }) => index === 0 },
      },
    })
    const [one = '', two = '', other = ''] = paragraphs(3)
    const first = listenTo(await app.file(idOf(textOf([one, two])), 'mp3'))
    await first.reach(1)
    await until(() => gate.waiting === 1 && app.speech.admission.stats().waiting === 1)
    const second = app.file(idOf(other), 'mp3').then(bytesOf)
    await until(() => app.speech.admission.stats().waiting === 2)
    gate.open()
    await Promise.all([first.rest(), second])
    expect(paragraphsAsked(polly)).toEqual([1, 3, 2])
  })

  test('what is fetched ahead becomes a first chunk when somebody begins with it', async () => {
    await open({ POLLY_CONCURRENCY: '1' })
    const gate = createGate()
    polly.behave({
      speech: {
        ...SPEECH,
        trouble: { kind: 'hold', at: 'mid-body', gate, when: ({ index }) => index === 0 },
      },
    })
    const [one = '', two = '', three = '', four = ''] = paragraphs(4)
    const first = listenTo(await app.file(idOf(textOf([one, two])), 'mp3'))
    await first.reach(1)
    await until(() => gate.waiting === 1 && app.speech.admission.stats().waiting === 1)
    const second = app.file(idOf(two), 'mp3').then(bytesOf)
    const third = app.file(idOf(textOf([three, four])), 'mp3').then(bytesOf)
    await until(() => app.speech.admission.stats().waiting === 2)
    gate.open()
    await Promise.all([first.rest(), second, third])
    expect(paragraphsAsked(polly)).toEqual([1, 2, 3, 4])
  })
})

describe('a reading of 200,000 characters', () => {
  beforeEach(() => open())

  const whole = textOf(paragraphs(72, 2840)).slice(0, MAX_CHARACTERS)

  test('begins before more than two of its chunks were asked for, and all of it is heard', async () => {
    polly.behave({ speech: { audio: 'by-text', msPerCharacter: 1 } })
    const id = await posted(whole)
    const hearing = listenTo(await app.file(id, 'mp3'))
    await hearing.reach(1)
    expect(textsAsked(polly).length).toBeLessThanOrEqual(2)
    const bytes = await hearing.rest()
    const asked = textsAsked(polly)
    expect(withoutSpace(asked.join(''))).toBe(withoutSpace(whole))
    const { seconds } = await decodeReading('mp3', bytes)
    expect(seconds).toBeGreaterThan(whole.length / 1000 - 1)
    // A clip is rounded up to frames of 24 ms, and the encoder adds its delay.
    expect(seconds).toBeLessThan(whole.length / 1000 + asked.length * 0.12)
  })

  test('one more character is a 413 that says how many may be', async () => {
    const response = await app.post(JSON.stringify(readingOf(`${whole}x`)), 'application/json')
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ field: 'text', limit: MAX_CHARACTERS })
  })
})

async function posted(text: string): Promise<string> {
  const response = await app.post(JSON.stringify(readingOf(text)), 'application/json')
  expect(response.status).toBe(201)
  return ((await response.json()) as { id: string }).id
}

const withoutSpace = (text: string) => text.replace(/\s+/g, '')
