import { mkdtempSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectToAws } from '../../lib/aws'
import { parseEnv } from '../../lib/env'

const folder = mkdtempSync(path.join(tmpdir(), 'aws-'))

/** Reads the same variables as the SDK's chain does, as they are in a real process. */
const connect = () => connectToAws(parseEnv(process.env))

beforeEach(() => {
  for (const name of Object.keys(process.env)) {
    if (/^(AWS|POLLY|VERCEL|SPEECH)/.test(name)) vi.stubEnv(name, undefined)
  }
  // Nothing of whoever runs the tests may count.
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', path.join(folder, 'absent'))
  vi.stubEnv('AWS_CONFIG_FILE', path.join(folder, 'absent'))
})

afterEach(() => vi.unstubAllEnvs())

describe('connectToAws', () => {
  it('leaves the app to speak for itself where nothing speaks for AWS', async () => {
    expect(await connect()).toBeUndefined()
  })

  it('does not ask the metadata service, however long that would be silent', async () => {
    let asked = 0
    const silent = createServer(() => asked++)
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', `http://127.0.0.1:${port}`)
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', undefined)
    expect(await connect()).toBeUndefined()
    expect(asked).toBe(0)
    silent.close()
  })

  it('takes the credentials and the region of the environment', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
    vi.stubEnv('AWS_REGION', 'eu-west-1')
    const client = await connect()
    expect(await client?.config.credentials()).toMatchObject({ accessKeyId: 'AKIDEXAMPLE' })
    expect(await client?.config.region()).toBe('eu-west-1')
  })

  it('takes the credentials of a profile', async () => {
    const file = path.join(folder, 'credentials')
    writeFileSync(file, '[reader]\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = secret\n')
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', file)
    vi.stubEnv('AWS_PROFILE', 'reader')
    const client = await connect()
    expect(await client?.config.credentials()).toMatchObject({ accessKeyId: 'AKIDPROFILE' })
  })

  it('takes an endpoint of its own for a sign that AWS is meant', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_POLLY', 'http://127.0.0.1:4566')
    const endpoint = await (await connect())?.config.endpoint?.()
    expect(endpoint).toMatchObject({ hostname: '127.0.0.1', port: 4566 })
  })

  it("prefers the app's own names", async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
    vi.stubEnv('POLLY_ACCESS_KEY_ID', 'AKIDOWN')
    vi.stubEnv('POLLY_SECRET_ACCESS_KEY', 'secret')
    vi.stubEnv('POLLY_REGION', 'us-west-2')
    const client = await connect()
    expect(await client?.config.credentials()).toMatchObject({ accessKeyId: 'AKIDOWN' })
    expect(await client?.config.region()).toBe('us-west-2')
  })

  it("does not take the platform's own credentials on Vercel", async () => {
    vi.stubEnv('VERCEL', '1')
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDPLATFORM')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
    vi.stubEnv('AWS_REGION', 'us-east-1')
    expect(await connect()).toBeUndefined()
    vi.stubEnv('SPEECH_BACKEND', 'aws')
    await expect(connect()).rejects.toThrow(/set POLLY_ROLE_ARN, or POLLY_ACCESS_KEY_ID/)
    vi.stubEnv('POLLY_ACCESS_KEY_ID', 'AKIDOWN')
    vi.stubEnv('POLLY_SECRET_ACCESS_KEY', 'secret')
    // AWS_REGION is where the platform runs the function, not where the owner's quota is.
    await expect(connect()).rejects.toThrow(/set POLLY_REGION/)
    vi.stubEnv('POLLY_REGION', 'eu-west-1')
    expect(await (await connect())?.config.credentials()).toMatchObject({ accessKeyId: 'AKIDOWN' })
  })

  it('assumes a role with the token of the platform, and asks for that token', async () => {
    vi.stubEnv('VERCEL', '1')
    vi.stubEnv('POLLY_ROLE_ARN', 'arn:aws:iam::123456789012:role/reader')
    vi.stubEnv('POLLY_REGION', 'us-east-1')
    const client = await connect()
    // There is no token here: that the provider misses it shows that it is the provider in use.
    await expect(client?.config.credentials()).rejects.toThrow(/OIDC/i)
  })

  it('can be told to speak for itself, or through AWS, whatever there is', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
    vi.stubEnv('SPEECH_BACKEND', 'embedded')
    expect(await connect()).toBeUndefined()
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined)
    vi.stubEnv('SPEECH_BACKEND', 'aws')
    expect(await connect()).toBeDefined()
  })
})
