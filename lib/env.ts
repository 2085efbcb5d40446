import * as v from 'valibot'
import { ENGINES, type Engine, MAX_READING_CHARACTERS } from './reading/reading'

/**
 * Requests at once by engine, as Amazon Polly allows them by default (Polly,
 * Quotas). https://docs.aws.amazon.com/polly/latest/dg/limits.html
 */
const POLLY_QUOTAS: Readonly<Record<Engine, number>> = {
  standard: 80,
  neural: 18,
  'long-form': 26,
  generative: 26,
}

const positiveInteger = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1'),
  v.transform(Number),
)

/** More than nine digits: a disk may be large. */
const bytes = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,14}$/, 'must be a whole number of bytes from 1'),
  v.transform(Number),
)

/** `500` for every engine, or `neural=40,standard=80` for some. */
const concurrency = v.pipe(
  v.string(),
  v.regex(
    /^(\d+|(standard|neural|long-form|generative)=\d+(,(standard|neural|long-form|generative)=\d+)*)$/,
    "must be a number for all engines, or a list like 'neural=40,standard=80'",
  ),
  v.transform(text => {
    if (/^\d+$/.test(text)) return Object.fromEntries(ENGINES.map(engine => [engine, Number(text)]))
    return Object.fromEntries(
      text.split(',').map(pair => {
        const [engine = '', places] = pair.split('=')
        return [engine, Number(places)]
      }),
    )
  }),
  v.record(v.string(), v.pipe(v.number(), v.minValue(1, 'must give every engine at least one place'))),
)

const schema = v.object({
  SPEECH_BACKEND: v.optional(
    v.picklist(['auto', 'aws', 'embedded'], "must be 'auto', 'aws' or 'embedded'"),
    'auto',
  ),
  POLLY_ACCESS_KEY_ID: v.optional(v.string()),
  POLLY_SECRET_ACCESS_KEY: v.optional(v.string()),
  POLLY_SESSION_TOKEN: v.optional(v.string()),
  POLLY_REGION: v.optional(v.string()),
  POLLY_ROLE_ARN: v.optional(v.string()),
  POLLY_CONCURRENCY: v.optional(concurrency),
  POLLY_QUEUE_LIMIT: v.optional(positiveInteger, '1000'),
  UPSTREAM_IDLE_TIMEOUT_MS: v.optional(positiveInteger, '15000'),
  ABANDONED_CLIP_GRACE_MS: v.optional(positiveInteger, '5000'),
  READING_CHARACTER_LIMIT: v.optional(positiveInteger, String(MAX_READING_CHARACTERS)),
  CLIP_MEMORY_BYTES: v.optional(positiveInteger, '67108864'),
  CLIP_DISK_BYTES: v.optional(bytes, '1073741824'),
  RENDER_DISK_BYTES: v.optional(bytes, '1073741824'),
  AWS_ENDPOINT_URL_POLLY: v.optional(v.pipe(v.string(), v.url('must be a URL'))),
  DATA_FOLDER: v.optional(v.string(), '.pollyphony'),
  VERCEL: v.optional(v.string()),
})

export type Env = {
  speechBackend: 'auto' | 'aws' | 'embedded'
  /** The app's own names: the only ones that count on Vercel, and stronger than the SDK's chain elsewhere. */
  polly: {
    credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined
    /** Assumed with Vercel's OIDC token. */
    roleArn?: string | undefined
    region?: string | undefined
    endpoint?: string | undefined
    /** Requests at once, by engine. */
    concurrency: Readonly<Record<Engine, number>>
    /** Listeners that may wait for a place, by engine. */
    queueLimit: number
  }
  upstreamIdleTimeoutMs: number
  clips: {
    /** How long a clip that nobody listens to any more may go on, as it is paid for already. */
    abandonedGraceMs: number
    memoryBytes: number
    diskBytes: number
  }
  /** The most that rendered scores have on disk. */
  renderDiskBytes: number
  /** Characters of a reading, at most. */
  maxCharacters: number
  /** Where clips, readings and lexicons are kept; absent on Vercel, whose disk is read-only but for its temporary folder. */
  dataFolder?: string | undefined
  /** On Vercel AWS_ACCESS_KEY_ID and AWS_REGION may be there without being the owner's. */
  onVercel: boolean
}

/**
 * Reads the configuration from environment variables; an empty one counts as absent.
 *
 * @throws Error that names every variable that is wrong and what it must be.
 */
export function parseEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const result = v.safeParse(schema, present)
  if (!result.success) {
    const lines = result.issues.map(issue => `${v.getDotPath(issue)?.split('.')[0]} ${issue.message}`)
    throw new Error(`Cannot start as the configuration is wrong: ${lines.join('; ')}`)
  }
  const env = result.output
  const accessKeyId = env.POLLY_ACCESS_KEY_ID
  const secretAccessKey = env.POLLY_SECRET_ACCESS_KEY
  if (Boolean(accessKeyId) !== Boolean(secretAccessKey)) {
    throw new Error(
      'Cannot start as POLLY_ACCESS_KEY_ID and POLLY_SECRET_ACCESS_KEY belong together: one of them is missing',
    )
  }
  return {
    speechBackend: env.SPEECH_BACKEND,
    polly: {
      credentials:
        accessKeyId && secretAccessKey
          ? {
              accessKeyId,
              secretAccessKey,
              ...(env.POLLY_SESSION_TOKEN ? { sessionToken: env.POLLY_SESSION_TOKEN } : {}),
            }
          : undefined,
      roleArn: env.POLLY_ROLE_ARN,
      region: env.POLLY_REGION,
      endpoint: env.AWS_ENDPOINT_URL_POLLY,
      concurrency: { ...POLLY_QUOTAS, ...env.POLLY_CONCURRENCY },
      queueLimit: env.POLLY_QUEUE_LIMIT,
    },
    upstreamIdleTimeoutMs: env.UPSTREAM_IDLE_TIMEOUT_MS,
    clips: {
      abandonedGraceMs: env.ABANDONED_CLIP_GRACE_MS,
      memoryBytes: env.CLIP_MEMORY_BYTES,
      diskBytes: env.CLIP_DISK_BYTES,
    },
    renderDiskBytes: env.RENDER_DISK_BYTES,
    maxCharacters: env.READING_CHARACTER_LIMIT,
    dataFolder: env.VERCEL === '1' ? undefined : env.DATA_FOLDER,
    onVercel: env.VERCEL === '1',
  }
}

/** The configuration of this process. */
export function readEnv(): Env {
  return parseEnv(process.env)
}

/**
 * Tells the SDK's credential chain of this process not to ask the instance
 * metadata service: off EC2 its silence would hold up every call for two seconds.
 */
export function skipInstanceMetadata(): void {
  process.env.AWS_EC2_METADATA_DISABLED ??= 'true'
}
