import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type App, openApp } from '../support/app'
import { until } from '../support/polly-client'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'
import {
  bytesOf,
  idOf,
  listenTo,
  paragraphs,
  paragraphsAsked,
  SPEECH,
  textOf,
  textsMarked,
} from '../support/readings'

/** Nobody pays for what nobody comes to hear. */

let polly: PollyStandIn
let app: App

beforeEach(async () => {
  polly = await startPolly()
  app = await openApp({ AWS_ENDPOINT_URL_POLLY: polly.url })
})
afterEach(async () => {
  await app.close()
  await polly.close()
})

const PARAGRAPHS = paragraphs(5)
const ID = idOf(textOf(PARAGRAPHS))
const LONG_ID = idOf(textOf(paragraphs(10)))
/** A paragraph lasts some 80 s. */
const SLOWLY = { ...SPEECH, msPerCharacter: 600 }

test('a media element is given two minutes ahead of what it can have played, however much it takes', async () => {
  polly.behave({ speech: SLOWLY })
  const hearing = listenTo(await app.file(ID, 'mp3', { headers: { 'Sec-Fetch-Dest': 'audio' } }))
  const all = hearing.rest()
  await until(() => paragraphsAsked(polly).length === 3 && polly.open === 0, 5000)
  await delay(200)
  expect(paragraphsAsked(polly)).toEqual([1, 2, 3])
  await hearing.leave()
  await all.catch(() => undefined)
})

test('a media element that goes on behind a break is given no more ahead than before', async () => {
  polly.behave({ speech: SLOWLY })
  const headers = { 'Sec-Fetch-Dest': 'audio' }
  const cut = listenTo(await app.file(LONG_ID, 'mp3', { headers }))
  // The third paragraph is the last that it is given at once.
  const all = cut.rest()
  await until(() => paragraphsAsked(polly).length === 3 && polly.open === 0, 5000)
  await until(() => app.speech.clips.stats().readers === 0)
  const heard = cut.length
  await cut.leave()
  await all.catch(() => undefined)

  const range = { ...headers, Range: `bytes=${heard}-` }
  const retry = await app.file(LONG_ID, 'mp3', { headers: range })
  expect(retry.status).toBe(206)
  const hearing = listenTo(retry)
  const rest = hearing.rest()
  await until(() => paragraphsAsked(polly).length === 6 && polly.open === 0, 5000)
  await until(() => app.speech.clips.stats().readers === 0)
  expect(paragraphsAsked(polly)).toEqual([1, 2, 3, 4, 5, 6])
  await hearing.leave()
  await rest.catch(() => undefined)
})

test('who fetches the file gets it as fast as it is made, and a media element then does as well', async () => {
  polly.behave({ speech: SLOWLY })
  const whole = await bytesOf(await app.file(ID, 'mp3'))
  expect(paragraphsAsked(polly)).toEqual([1, 2, 3, 4, 5])
  const played = await bytesOf(await app.file(ID, 'mp3', { headers: { 'Sec-Fetch-Dest': 'audio' } }))
  expect(played.subarray(-whole.length).equals(whole)).toBe(true)
})

test('marks that follow ask for no audio, and go on as far as somebody listens', async () => {
  polly.behave({ speech: SPEECH })
  const marks = bytesOf(await app.file(ID, 'ndjson', {}, '?follow'))
  await delay(200)
  expect(paragraphsAsked(polly)).toEqual([])
  // The first, and one ahead.
  expect(textsMarked(polly).length).toBeLessThanOrEqual(2)

  const audio = bytesOf(await app.file(ID, 'mp3'))
  expect((await marks).toString()).toContain('Paragraph 5')
  await audio
  expect(paragraphsAsked(polly)).toEqual([1, 2, 3, 4, 5])
  expect(textsMarked(polly)).toHaveLength(5)
})

test('marks that follow wait for a listener who never comes until they are let go of', async () => {
  polly.behave({ speech: SPEECH })
  const marks = listenTo(await app.file(ID, 'ndjson', {}, '?follow'))
  await marks.reach(1)
  await marks.leave()
  await until(() => app.speech.clips.stats().readers === 0 && polly.open === 0)
})
