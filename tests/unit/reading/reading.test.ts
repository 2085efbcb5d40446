import { Engine, OutputFormat, TextType } from '@aws-sdk/client-polly'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseReadQuery } from '../../../lib/reading/query'
import {
  billedCharacters,
  defaultEngine,
  ENGINES,
  OUTPUT_FORMATS,
  SAMPLE_RATES,
  TEXT_TYPES,
} from '../../../lib/reading/reading'

describe('the enums of a reading', () => {
  it("are the SDK's own", () => {
    expect([...ENGINES].sort()).toEqual(Object.values(Engine).sort())
    expect([...TEXT_TYPES].sort()).toEqual(Object.values(TextType).sort())
    expect(Object.values(OutputFormat)).toEqual(expect.arrayContaining([...OUTPUT_FORMATS]))
    expect(Object.keys(SAMPLE_RATES)).toEqual([...OUTPUT_FORMATS])
  })
})

describe('billedCharacters', () => {
  it('counts code points, not UTF-16 units', () => {
    expect(billedCharacters('naïve 👩‍🚀', 'text')).toBe(9)
  })

  it('counts no tag of an SSML document', () => {
    expect(billedCharacters('<speak>Hi <break time="1s"/>you</speak>', 'ssml')).toBe(6)
    expect(billedCharacters('<speak>Hi</speak>', 'text')).toBe(17)
  })

  it('takes no longer for tags that never end', () => {
    expect(billedCharacters('<'.repeat(400_000), 'ssml')).toBe(400_000)
  })
})

describe('defaultEngine', () => {
  it('is neural where the voice has it, else the cheapest', () => {
    expect(defaultEngine({ SupportedEngines: ['generative', 'standard', 'neural'] })).toBe('neural')
    expect(defaultEngine({ SupportedEngines: ['long-form', 'standard'] })).toBe('standard')
    expect(defaultEngine({ SupportedEngines: ['long-form', 'generative'] })).toBe('generative')
    expect(defaultEngine({ SupportedEngines: ['long-form'] })).toBe('long-form')
    expect(defaultEngine({ SupportedEngines: [] })).toBeUndefined()
  })
})

describe('parseReadQuery', () => {
  it('reads a query back as the request that it was made of, whatever the text', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
      .filter(t => /\S/.test(t) && !/\r/.test(t))
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(...ENGINES),
        fc.constantFrom(...OUTPUT_FORMATS),
        (text, engine, outputFormat) => {
          const request = {
            text,
            voiceId: 'Joanna',
            engine,
            outputFormat,
            textType: 'ssml' as const,
            languageCode: 'en-US',
            sampleRate: SAMPLE_RATES[outputFormat][0],
            lexiconNames: ['a', 'b2'],
          }
          const fields = { ...request, sampleRate: String(request.sampleRate), lexiconNames: 'a,b2' }
          const query = new URLSearchParams(new URLSearchParams(fields).toString())
          expect(parseReadQuery(query, { maxCharacters: 200_000 })).toEqual(request)
        },
      ),
    )
  })
})
