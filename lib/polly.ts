import { tmpdir } from 'node:os'
import path from 'node:path'
import { PollyClient } from '@aws-sdk/client-polly'
import { connectToAws } from './aws'
import { type Admission, createAdmission } from './clips/admission'
import { createClips } from './clips/clips'
import { createDisk } from './clips/disk'
import { createLocalPolly, type LocalPolly, type LocalPollyOptions } from './engine/engine'
import { createRequestHandler } from './engine/handler'
import { type Env, readEnv } from './env'
import { createLayouts } from './reading/layouts'
import { createLexiconPrints } from './reading/lexicon-prints'
import type { Service } from './reading/service'
import { createStoredReadings } from './reading/stored-readings'
import { createVoiceCatalogue } from './reading/voices'
import { createRenderPool, type RenderPoolOptions } from './score/render/pool'
import { createRenderer, MAX_RENDER_BYTES, RENDER_PLACE, type Renderer } from './score/render/renderer'
import { createScores } from './score/render/scores'

/** Who speaks: Amazon Polly (the region is absent where none is configured), or the voices that come with the app. */
export type Backend = { kind: 'aws'; region?: string | undefined } | { kind: 'embedded' }

export type Speech = Service & {
  readonly backend: Backend
  readonly admission: Admission
  readonly renderer: Renderer
  /** The engine of the embedded backend. */
  readonly local?: LocalPolly | undefined
  /** Ends connections and workers. */
  close(): Promise<void>
}

/**
 * Composition root: the one place that knows both AWS and the local engine.
 *
 * @param options How threads are started: those of the local engine, where it is the one to speak, and those that render.
 */
export async function createSpeech(
  env: Env,
  { spawn, spawnRenderer }: Pick<LocalPollyOptions, 'spawn'> & SpawnRenderer = {},
): Promise<Speech> {
  const aws = await connectToAws(env)
  if (aws) return compose(env, aws, { kind: 'aws', region: await regionOf(aws) }, { spawnRenderer })
  const lexiconFolder = env.dataFolder && path.resolve(env.dataFolder, 'lexicons')
  const local = createLocalPolly({ ...(spawn ? { spawn } : {}), lexiconFolder })
  return compose(env, createLocalClient(local), { kind: 'embedded' }, { local, spawnRenderer })
}

type SpawnRenderer = { spawnRenderer?: RenderPoolOptions['spawn'] }

/** Readings too long for an address: text, which is small beside its audio. */
const READINGS_DISK_BYTES = 128 * 1024 ** 2

/** Scores, which are small beside what is rendered from them. */
const SCORES_DISK_BYTES = 64 * 1024 ** 2
/** Renders that are kept are read from disk: memory is for what many listen to. */
const RENDERS_MEMORY_BYTES = 16 * 1024 ** 2
/** At once: each takes a core. */
const RENDERS = 2
/** That may wait: the last for some minutes. */
const RENDER_QUEUE = 20
/** The longest step, the SoundFont's first sound on a busy machine, takes a second. */
const RENDER_SILENCE_MS = 30_000

function compose(
  env: Env,
  client: PollyClient,
  backend: Backend,
  { local, spawnRenderer }: { local?: LocalPolly } & SpawnRenderer,
): Speech {
  const { upstreamIdleTimeoutMs: idleTimeoutMs, maxCharacters } = env
  const folder = path.resolve(/*turbopackIgnore: true*/ env.dataFolder ?? path.join(tmpdir(), 'pollyphony'))
  const admission = createAdmission({ places: env.polly.concurrency, queueLimit: env.polly.queueLimit })
  const clips = createClips({ admission, folder: path.join(folder, 'clips'), ...env.clips })
  const stored = createDisk({ folder: path.join(folder, 'readings'), maxBytes: READINGS_DISK_BYTES })
  const service: Service = {
    client,
    catalogue: createVoiceCatalogue(client, idleTimeoutMs),
    clips,
    readings: createStoredReadings(stored, { maxCharacters }),
    lexicons: createLexiconPrints(client, idleTimeoutMs),
    layouts: createLayouts(),
    identity: local ? local.identity : `aws ${env.polly.endpoint ?? ''}`,
    idleTimeoutMs,
    maxCharacters,
  }
  const scores = createDisk({ folder: path.join(folder, 'scores'), maxBytes: SCORES_DISK_BYTES })
  const renders = createAdmission({ places: { [RENDER_PLACE]: RENDERS }, queueLimit: RENDER_QUEUE })
  const renderer = createRenderer({
    clips: createClips({
      admission: renders,
      folder: path.join(folder, 'renders'),
      memoryBytes: RENDERS_MEMORY_BYTES,
      diskBytes: env.renderDiskBytes,
      abandonedGraceMs: env.clips.abandonedGraceMs,
      maxClipBytes: MAX_RENDER_BYTES,
    }),
    admission: renders,
    pool: createRenderPool({ threads: RENDERS, silenceTimeoutMs: RENDER_SILENCE_MS, spawn: spawnRenderer }),
    scores: createScores(scores),
    speech: service,
  })
  return {
    ...service,
    backend,
    admission,
    renderer,
    local,
    async close() {
      await renderer.close()
      await scores.close()
      await clips.close()
      await stored.close()
      client.destroy()
      await local?.close()
    },
  }
}

/** The SDK as it is, with the local engine where its HTTP connection would be. */
function createLocalClient(local: LocalPolly): PollyClient {
  return new PollyClient({
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: createRequestHandler(local.serve),
    // A retry would meet the same engine in the same state.
    maxAttempts: 1,
  })
}

async function regionOf(client: PollyClient): Promise<string | undefined> {
  try {
    return await client.config.region()
  } catch (error) {
    console.warn('Amazon Polly has no region as yet: set AWS_REGION.', error)
    return undefined
  }
}

/**
 * One speech a process. It stands on globalThis as Next may load this module
 * once a route, and again after an edit in development.
 */
const registry = globalThis as typeof globalThis & { [key: symbol]: Promise<Speech> | undefined }
const KEY = Symbol.for('pollyphony.speech')

/** The speech of this process, decided at the first call and kept. */
export function speech(): Promise<Speech> {
  registry[KEY] ??= createSpeech(readEnv())
  return registry[KEY]
}
