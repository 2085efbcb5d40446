import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { parseEnv } from '../../lib/env'
import { createSpeech, type Speech } from '../../lib/polly'
import { answerQuery } from '../../lib/reading/answer'

const folder = mkdtempSync(path.join(tmpdir(), 'pollyphony-'))
afterAll(() => rmSync(folder, { recursive: true }))

let speech: Speech | undefined

afterEach(async () => {
  await speech?.close()
  speech = undefined
})

describe('createSpeech', () => {
  it('speaks for itself when told to, through the same client as Polly would', async () => {
    speech = await createSpeech(parseEnv({ SPEECH_BACKEND: 'embedded', DATA_FOLDER: folder }))
    expect(speech.backend).toEqual({ kind: 'embedded' })
    expect((await speech.catalogue.all()).map(voice => voice.Id)).toContain('slt')

    const query = new URLSearchParams({ text: 'Hello.', voiceId: 'Joanna' })
    const answer = await answerQuery(new Request(`http://localhost/read?${query}`), speech)
    const bytes = Buffer.from(await answer.arrayBuffer())
    // 11 bits of sync begin an MPEG audio frame.
    expect(bytes.readUInt16BE(0) & 0xffe0).toBe(0xffe0)
    expect(speech.admission.stats()).toEqual({ active: 0, waiting: 0 })
  })

  it('says which region of Polly it speaks through', async () => {
    const variables = {
      POLLY_ACCESS_KEY_ID: 'AKIDOWN',
      POLLY_SECRET_ACCESS_KEY: 'x',
      POLLY_REGION: 'eu-west-1',
      DATA_FOLDER: folder,
    }
    speech = await createSpeech(parseEnv(variables))
    expect(speech.backend).toEqual({ kind: 'aws', region: 'eu-west-1' })
    expect(speech.local).toBeUndefined()
  })
})
