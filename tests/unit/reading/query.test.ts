import { describe, expect, it } from 'vitest'
import { parseReadQuery, parseVoicesQuery } from '../../../lib/reading/query'

const limits = { maxCharacters: 3000 }
const read = (fields: Record<string, string>) => parseReadQuery(new URLSearchParams(fields), limits)
const hello = { text: 'Hello.', voiceId: 'Joanna' }

function catchError(action: () => unknown): Error {
  try {
    action()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('There was no error')
}

describe('parseReadQuery', () => {
  it('fills in what may be absent, and takes an empty field for an absent one', () => {
    const expected = { ...hello, outputFormat: 'mp3', textType: 'text', lexiconNames: [] }
    expect(read(hello)).toEqual(expected)
    expect(read({ ...hello, engine: '', outputFormat: '', sampleRate: '', lexiconNames: '' })).toEqual(
      expected,
    )
  })

  it('reads lexicon names from a list or from repeated parameters', () => {
    expect(read({ ...hello, lexiconNames: 'a,b' }).lexiconNames).toEqual(['a', 'b'])
    const repeated = new URLSearchParams([
      ...Object.entries(hello),
      ['lexiconNames', 'a'],
      ['lexiconNames', 'b'],
    ])
    expect(parseReadQuery(repeated, limits).lexiconNames).toEqual(['a', 'b'])
  })

  it("counts a form's line break as the one character that was written", () => {
    expect(read({ ...hello, text: 'One.\r\nTwo.\rThree.' }).text).toBe('One.\nTwo.\nThree.')
    expect(read({ ...hello, text: 'a\r\n'.repeat(1500) }).text).toHaveLength(3000)
  })

  it.each([
    ['text', { voiceId: 'Joanna' }, 'it is missing'],
    ['text', { ...hello, text: ' \n ' }, 'nothing in it to read'],
    ['voiceId', { text: 'Hello.' }, 'it is missing'],
    ['voiceId', { ...hello, voiceId: 'Jo anna' }, 'letters, digits and hyphens'],
    ['outputFormat', { ...hello, outputFormat: 'flac' }, '"flac" is none of mp3, ogg_vorbis'],
    ['engine', { ...hello, engine: 'quantum' }, '"quantum" is none of neural'],
    ['textType', { ...hello, textType: 'html' }, 'text, ssml'],
    ['languageCode', { ...hello, languageCode: 'en_US' }, '"en_US" is no language tag, such as en-US'],
    ['languageCode', { ...hello, languageCode: 'English, please' }, 'no language tag'],
    ['languageCode', { ...hello, languageCode: 'en-' }, 'no language tag'],
    ['languageCode', { ...hello, languageCode: `en${'-a'.repeat(9)}` }, 'no language tag'],
    ['sampleRate', { ...hello, sampleRate: 'fast' }, 'number of Hz'],
    [
      'sampleRate',
      { ...hello, sampleRate: '44100', outputFormat: 'pcm' },
      'none of the rates of pcm: 8000, 16000',
    ],
    ['sampleRate', { ...hello, sampleRate: '16000', outputFormat: 'ogg_opus' }, '48000'],
    ['lexiconNames', { ...hello, lexiconNames: 'bad-name' }, '1 to 20 letters and digits'],
    ['lexiconNames', { ...hello, lexiconNames: 'a,b,c,d,e,f' }, 'at most 5'],
  ])('names the field: %s of %o', (field, fields, reason) => {
    expect(() => read(fields)).toThrow(
      expect.objectContaining({
        status: 400,
        type: 'invalid-parameter',
        params: { field, reason: expect.stringContaining(reason) },
      }),
    )
  })

  it.each(['uk-UA', 'eo', 'en-GB-WLS', 'es-419', 'zh-Hant-TW', 'xx-XX'])(
    'leaves the language %s, which is one in form, to the service',
    languageCode => {
      expect(read({ ...hello, languageCode }).languageCode).toBe(languageCode)
      expect(parseVoicesQuery(new URLSearchParams({ languageCode }))).toEqual({ languageCode })
    },
  )

  it('refuses a parameter that is given twice', () => {
    const twice = new URLSearchParams([...Object.entries(hello), ['voiceId', 'Matthew']])
    expect(() => parseReadQuery(twice, limits)).toThrow(/'voiceId': it is given more than once/)
  })

  it('refuses more billed characters than the limit with limit and actual, and counts no SSML tag', () => {
    const tooLong = { status: 413, params: { field: 'text', limit: 3000, actual: 3001 } }
    expect(() => read({ ...hello, text: 'x'.repeat(3001) })).toThrow(expect.objectContaining(tooLong))
    const farTooLong = { status: 413, params: { field: 'text', limit: 3000, actual: 9000 } }
    expect(() => read({ ...hello, text: 'x'.repeat(9000) })).toThrow(expect.objectContaining(farTooLong))
    expect(read({ ...hello, text: '🎈'.repeat(3000) }).text).toHaveLength(6000)
    const ssml = `<speak>${'x'.repeat(2990)}<break/></speak>`
    expect(read({ ...hello, text: ssml, textType: 'ssml' }).text).toBe(ssml)
  })

  it('refuses more than twice the limit in all', () => {
    const text = `<speak>${'<break/>'.repeat(750)}</speak>`
    expect(() => read({ ...hello, text, textType: 'ssml' })).toThrow(
      expect.objectContaining({ status: 413, params: { field: 'text', limit: 6000, actual: 6015 } }),
    )
  })

  it('replaces half a surrogate pair, which has no UTF-8', () => {
    expect(read({ ...hello, text: 'a\ud83d b' }).text).toBe('a\ufffd b')
  })

  it('says again no more than the beginning of a value that is wrong', () => {
    const error = catchError(() => read({ ...hello, engine: 'x'.repeat(10_000) }))
    expect(error.message.length).toBeLessThan(200)
  })

  it('takes the names of Object.prototype for parameters like any other', () => {
    const odd = new URLSearchParams([...Object.entries(hello), ['constructor', 'x'], ['__proto__', 'y']])
    expect(parseReadQuery(odd, limits).text).toBe('Hello.')
  })
})

describe('parseVoicesQuery', () => {
  it('reads both filters and names one that is wrong', () => {
    expect(parseVoicesQuery(new URLSearchParams('engine=neural&languageCode=fr-FR'))).toEqual({
      engine: 'neural',
      languageCode: 'fr-FR',
    })
    expect(() => parseVoicesQuery(new URLSearchParams('engine=loud'))).toThrow(/'engine'/)
    expect(() => parseVoicesQuery(new URLSearchParams('languageCode=fr_FR'))).toThrow(/'languageCode'/)
  })
})
