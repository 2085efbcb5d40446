import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type App, openApp, problemOf } from '../support/app'
import { createGate } from '../support/gate'
import type { Trouble } from '../support/polly-behaviour'
import { until } from '../support/polly-client'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'
import {
  bytesOf,
  hearParts,
  idOf,
  listenTo,
  ofParagraph,
  paragraphs,
  paragraphsAsked,
  pitchesOf,
  SPEECH,
  textOf,
} from '../support/readings'

const IDLE_MS = 300
const PARAGRAPHS = paragraphs(4)
const ID = idOf(textOf(PARAGRAPHS))
const OTHERS = paragraphs(9).slice(5)
const OTHER_ID = idOf(textOf(OTHERS))

let folder: string
let polly: PollyStandIn
let app: App

const open = (variables: Record<string, string> = {}) =>
  openApp({ AWS_ENDPOINT_URL_POLLY: polly.url, DATA_FOLDER: folder, ...variables })

beforeEach(async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  vi.spyOn(console, 'warn').mockReturnValue()
  folder = await mkdtemp(path.join(tmpdir(), 'pollyphony-'))
  polly = await startPolly()
  polly.behave({ speech: SPEECH })
  app = await open()
})
afterEach(async () => {
  await until(() => polly.open === 0 && app.speech.admission.stats().active === 0, 5000)
  await app.close()
  await polly.close()
  await rm(folder, { recursive: true, force: true })
  vi.restoreAllMocks()
})

async function expectHeard(parts: readonly string[], id: string): Promise<void> {
  const { pitches } = await hearParts('mp3', await bytesOf(await app.file(id, 'mp3')), parts)
  expect(pitches).toEqual(pitchesOf(parts))
}

const FAULTS: [string, Trouble][] = [
  ['throttles', { kind: 'throttle', times: Number.POSITIVE_INFINITY, status: 400 }],
  ['fails', { kind: 'fail', name: 'ServiceFailureException', status: 500, message: 'x' }],
  ['resets the connection', { kind: 'reset', at: 'before-headers' }],
  ['resets the connection mid-body', { kind: 'reset', at: 'mid-body' }],
  ['falls silent', { kind: 'stall', at: 'before-headers' }],
  ['falls silent mid-body', { kind: 'stall', at: 'mid-body' }],
]

describe.each(FAULTS)('when Polly %s in the third chunk', (_, trouble) => {
  test('the connection is cut, others go on, and a retry asks for what is missing alone', async () => {
    await app.close()
    // Throttling and failures are retried for longer than silence is borne.
    const idleMs = trouble.kind === 'stall' ? IDLE_MS : 10_000
    app = await open({ UPSTREAM_IDLE_TIMEOUT_MS: String(idleMs) })
    polly.behave({ speech: { ...SPEECH, trouble: { ...trouble, when: ofParagraph(3) } } })
    const cut = [0, 1].map(async () => {
      const hearing = listenTo(await app.file(ID, 'mp3'))
      return hearing.rest().then(
        () => 'ended',
        () => hearing.length,
      )
    })
    const [heard, ...same] = await Promise.all(cut)
    expect(heard).toBeGreaterThan(1000)
    expect(same).not.toContain('ended')
    await expectHeard(OTHERS, OTHER_ID)

    polly.behave({ speech: SPEECH })
    polly.forget()
    await expectHeard(PARAGRAPHS, ID)
    // The fourth was fetched while the third still sounded.
    const missing = 'at' in trouble && trouble.at === 'mid-body' ? [3] : [3, 4]
    expect(paragraphsAsked(polly).filter(number => number < 5)).toEqual(missing)
  }, 15_000)
})

describe('when Polly fails before the first byte', () => {
  test.each([
    ['is silent', { kind: 'stall', at: 'before-headers' }, 504],
    ['refuses', { kind: 'fail', name: 'AccessDeniedException', status: 403, message: 'No' }, 502],
    ['resets the connection', { kind: 'reset', at: 'after-headers' }, 502],
    [
      'does not take the text',
      { kind: 'fail', name: 'InvalidSsmlException', status: 400, message: 'Bad' },
      400,
    ],
  ] as const)(
    'as it %s, the answer is a problem, and the next listener hears it all',
    async (_, trouble, status) => {
      await app.close()
      app = await open({ UPSTREAM_IDLE_TIMEOUT_MS: String(IDLE_MS) })
      polly.behave({ speech: { ...SPEECH, trouble } })
      const listeners = await Promise.all([0, 1, 2].map(() => app.file(ID, 'mp3')))
      for (const response of listeners) await problemOf(response, status)
      polly.behave({ speech: SPEECH })
      await expectHeard(PARAGRAPHS, ID)
    },
  )

  test('nobody listens after a refusal of the first chunk to what was fetched ahead', async () => {
    polly.behave({
      speech: {
        ...SPEECH,
        trouble: {
          kind: 'fail',
          name: 'ValidationException',
          status: 400,
          message: 'x',
          when: ofParagraph(1),
        },
      },
    })
    await problemOf(await app.file(ID, 'mp3'), 400)
    await until(() => polly.open === 0)
    expect(paragraphsAsked(polly).length).toBeLessThanOrEqual(2)
  })
})

describe('a process that ends while a clip is under way', () => {
  test('leaves nothing that is served as whole later', async () => {
    const gate = createGate()
    polly.behave({
      speech: { ...SPEECH, trouble: { kind: 'hold', at: 'mid-body', gate, when: ofParagraph(2) } },
    })
    const hearing = listenTo(await app.file(ID, 'mp3'))
    await hearing.reach(1)
    await until(() => gate.waiting === 1)
    const cut = hearing.rest().then(
      () => 'ended',
      () => 'cut',
    )
    await app.close()
    expect(await cut).toBe('cut')
    await until(() => polly.open === 0)
    polly.behave({ speech: SPEECH })
    polly.forget()
    app = await open()
    await expectHeard(PARAGRAPHS, ID)
    expect(paragraphsAsked(polly)).toContain(2)
  })
})

describe('the store', () => {
  /** Every file below the data folder that is long enough to hold a clip. */
  async function clipFiles(): Promise<string[]> {
    const names = await readdir(folder, { recursive: true })
    const files = names.map(name => path.join(folder, name))
    const sizes = await Promise.all(files.map(async file => ((await stat(file)).isFile() ? file : '')))
    const found = sizes.filter(file => file !== '')
    const long = await Promise.all(found.map(async file => ((await stat(file)).size > 1000 ? file : '')))
    return long.filter(file => file !== '')
  }

  const flip = async (file: string) => {
    const bytes = await readFile(file)
    const at = Math.floor(bytes.length / 2)
    bytes.writeUInt8((bytes[at] ?? 0) ^ 0xff, at)
    await writeFile(file, bytes)
  }

  test.each([
    ['flipped bytes', flip],
    ['a cut end', async (file: string) => truncate(file, Math.floor((await stat(file)).size / 2))],
    ['nothing in them', (file: string) => truncate(file, 0)],
    ['vanished', (file: string) => rm(file)],
  ])('with clips that have %s asks for them again and serves no wrong byte', async (_, harm) => {
    await expectHeard(PARAGRAPHS, ID)
    await app.close()
    const files = await clipFiles()
    expect(files.length).toBeGreaterThanOrEqual(PARAGRAPHS.length)
    for (const file of files) await harm(file)
    polly.forget()
    app = await open()
    await expectHeard(PARAGRAPHS, ID)
    expect(paragraphsAsked(polly)).toEqual([1, 2, 3, 4])
  })

  test('that goes while the app runs is missed by nobody', async () => {
    await expectHeard(PARAGRAPHS, ID)
    await rm(folder, { recursive: true })
    await expectHeard(PARAGRAPHS, ID)
    await expectHeard(OTHERS, OTHER_ID)
    await mkdir(folder, { recursive: true })
  })

  test('that cannot be is done without', async () => {
    await app.close()
    const file = path.join(folder, 'file')
    await writeFile(file, 'no folder')
    app = await open({ DATA_FOLDER: path.join(file, 'data') })
    await expectHeard(PARAGRAPHS, ID)
    polly.forget()
    await expectHeard(PARAGRAPHS, ID)
    expect(paragraphsAsked(polly)).toEqual([])
  })

  test('of many more clips than it may keep stays within its bounds and serves every byte', async () => {
    await app.close()
    app = await open({ CLIP_MEMORY_BYTES: '10000', CLIP_DISK_BYTES: '20000' })
    const parts = paragraphs(12)
    const id = idOf(textOf(parts))
    await expectHeard(parts, id)
    await expectHeard(parts, id)
    const { clips } = (await (await app.health()).json()) as { clips: { bytesKept: number } }
    expect(clips.bytesKept).toBeLessThanOrEqual(30_000)
  })
})
