import { describe, expect, it } from 'vitest'
import { parseEnv } from '../../lib/env'

describe('parseEnv', () => {
  it('has a default for everything', () => {
    expect(parseEnv({})).toEqual({
      speechBackend: 'auto',
      polly: {
        concurrency: { standard: 80, neural: 18, 'long-form': 26, generative: 26 },
        queueLimit: 1000,
      },
      upstreamIdleTimeoutMs: 15_000,
      clips: { abandonedGraceMs: 5000, memoryBytes: 64 * 1024 ** 2, diskBytes: 1024 ** 3 },
      renderDiskBytes: 1024 ** 3,
      maxCharacters: 200_000,
      dataFolder: '.pollyphony',
      onVercel: false,
    })
  })

  it('takes an empty variable for an absent one', () => {
    expect(parseEnv({ SPEECH_BACKEND: '', POLLY_CONCURRENCY: '', POLLY_ACCESS_KEY_ID: '' })).toEqual(
      parseEnv({}),
    )
  })

  it('reads one concurrency for every engine, or one for some', () => {
    const all = parseEnv({ POLLY_CONCURRENCY: '500' }).polly.concurrency
    expect(all).toEqual({ standard: 500, neural: 500, 'long-form': 500, generative: 500 })
    const some = parseEnv({ POLLY_CONCURRENCY: 'neural=40,standard=90' }).polly.concurrency
    expect(some).toEqual({ standard: 90, neural: 40, 'long-form': 26, generative: 26 })
  })

  it.each([
    ['SPEECH_BACKEND', 'azure', /SPEECH_BACKEND must be 'auto', 'aws' or 'embedded'/],
    ['POLLY_CONCURRENCY', 'many', /POLLY_CONCURRENCY must be a number for all engines, or a list/],
    ['POLLY_CONCURRENCY', 'newest=3', /POLLY_CONCURRENCY must be/],
    ['POLLY_CONCURRENCY', '0', /POLLY_CONCURRENCY must give every engine at least one place/],
    ['POLLY_QUEUE_LIMIT', '-1', /POLLY_QUEUE_LIMIT must be a whole number/],
    ['UPSTREAM_IDLE_TIMEOUT_MS', '1.5', /UPSTREAM_IDLE_TIMEOUT_MS must be a whole number/],
    ['CLIP_DISK_BYTES', '1 GiB', /CLIP_DISK_BYTES must be a whole number of bytes/],
    ['AWS_ENDPOINT_URL_POLLY', 'localhost', /AWS_ENDPOINT_URL_POLLY must be a URL/],
  ])('refuses %s=%s and says what it must be', (name, value, message) => {
    expect(() => parseEnv({ [name]: value })).toThrow(message)
  })

  it('keeps nothing on the disk of Vercel, which is read-only', () => {
    expect(parseEnv({ DATA_FOLDER: '/data' }).dataFolder).toBe('/data')
    expect(parseEnv({ DATA_FOLDER: '/data', VERCEL: '1' }).dataFolder).toBeUndefined()
  })

  it('refuses half a key', () => {
    expect(() => parseEnv({ POLLY_ACCESS_KEY_ID: 'AKIDEXAMPLE' })).toThrow(/belong together/)
    expect(() => parseEnv({ POLLY_SECRET_ACCESS_KEY: 'secret' })).toThrow(/belong together/)
  })
})
