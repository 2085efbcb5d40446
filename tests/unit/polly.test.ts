import { afterEach, describe, expect, it } from 'vitest'
import { parseEnv } from '../../lib/env'
import { createSpeech, type Speech } from '../../lib/polly'
import { settleEngine, synthesize } from '../../lib/reading/synthesis'

let speech: Speech | undefined

afterEach(async () => {
  await speech?.close()
  speech = undefined
})

describe('createSpeech', () => {
  it('speaks for itself when told to, through the same client as Polly would', async () => {
    speech = await createSpeech(parseEnv({ SPEECH_BACKEND: 'embedded' }))
    expect(speech.backend).toEqual({ kind: 'embedded' })
    expect((await speech.catalogue.all()).map(voice => voice.Id)).toContain('slt')

    const asked = {
      text: 'Hello.',
      textType: 'text',
      voiceId: 'Joanna',
      lexiconNames: [],
      outputFormat: 'mp3',
    } as const
    const utterance = await settleEngine(asked, speech.catalogue)
    const audio = await synthesize(utterance, speech, new AbortController().signal)
    const bytes = Buffer.from(await new Response(audio).arrayBuffer())
    // 11 bits of sync begin an MPEG audio frame.
    expect(bytes.readUInt16BE(0) & 0xffe0).toBe(0xffe0)
    expect(speech.admission.stats()).toEqual({ active: 0, waiting: 0 })
  })

  it('says which region of Polly it speaks through', async () => {
    const variables = {
      POLLY_ACCESS_KEY_ID: 'AKIDOWN',
      POLLY_SECRET_ACCESS_KEY: 'x',
      POLLY_REGION: 'eu-west-1',
    }
    speech = await createSpeech(parseEnv(variables))
    expect(speech.backend).toEqual({ kind: 'aws', region: 'eu-west-1' })
    expect(speech.local).toBeUndefined()
  })
})
