import { createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ENGINES, type Reading, TEXT_TYPES } from '../../../lib/reading/reading'
import {
  decodeReadingId,
  encodeReadingId,
  MAX_ADDRESS_BYTES,
  packReading,
  storedId,
  unpackReading,
} from '../../../lib/reading/reading-id'
import { parseReadingFields } from '../../../lib/reading/reading-schema'

const limits = { maxCharacters: 200_000 }
const hello: Reading = { text: 'Hello.', textType: 'text', voiceId: 'Joanna', lexiconNames: [] }
const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined })

const reading: fc.Arbitrary<Reading> = fc.record({
  text: fc
    .oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.string({ maxLength: 300 }))
    .map(text => `${text}.`),
  textType: fc.constantFrom(...TEXT_TYPES),
  voiceId: fc.stringMatching(/^[\w-]{1,64}$/),
  engine: optional(fc.constantFrom(...ENGINES)),
  languageCode: optional(fc.constantFrom('en-US', 'zh-Hant-TW')),
  lexiconNames: fc.array(fc.stringMatching(/^[0-9A-Za-z]{1,20}$/), { maxLength: 5 }),
})

/** The reading that an address stands for, as a route reads it. */
function readBack(id: string | undefined): Reading | undefined {
  const decoded = decodeReadingId(id ?? '')
  return decoded?.kind === 'reading' ? parseReadingFields(decoded.fields, limits) : undefined
}

/** CRC-24 of OpenPGP by its definition, as one who forges ids would write it. */
function forge(deflated: Uint8Array): string {
  let crc = 0xb704ce
  for (const byte of deflated) {
    crc ^= byte << 16
    for (let bit = 0; bit < 8; bit++) {
      crc <<= 1
      if (crc & 0x1000000) crc ^= 0x1864cfb
    }
  }
  return `r${Buffer.concat([Buffer.from([crc >> 16, crc >> 8, crc]), deflated]).toString('base64url')}`
}

describe('encodeReadingId', () => {
  it('makes an id that is safe in an address and is the reading itself', () => {
    fc.assert(
      fc.property(reading, reading => {
        const id = encodeReadingId(reading)
        expect(id).toMatch(/^r[\w-]+$/)
        const { text } = reading
        const settled = { ...reading, text: text.toWellFormed().replace(/\r\n?/g, '\n') }
        expect(readBack(id)).toEqual(settled)
      }),
    )
  })

  it('carries half a surrogate pair, which the schema replaces', () => {
    const decoded = decodeReadingId(encodeReadingId({ ...hello, text: 'a\ud83d' }) ?? '')
    expect(decoded).toMatchObject({ fields: { text: 'a\ud83d' } })
    expect(readBack(encodeReadingId({ ...hello, text: 'a\ud83d' }))?.text).toBe('a\ufffd')
  })

  it('makes the same id of the same reading, whatever the order of its fields and what is left out', () => {
    const { text, textType, voiceId, lexiconNames } = hello
    const same: Reading = {
      lexiconNames,
      engine: undefined,
      voiceId,
      languageCode: undefined,
      textType,
      text,
    }
    expect(encodeReadingId(same)).toBe(encodeReadingId(hello))
  })

  it('leaves no address longer than allowed, and gives up one that would be', () => {
    const noise = Array.from({ length: 600 }, (_, at) =>
      createHash('md5').update(String(at)).digest('base64'),
    ).join('')
    const idOf = (length: number) => encodeReadingId({ ...hello, text: noise.slice(0, length) })
    let fits = 1
    let tooLong = noise.length
    while (tooLong - fits > 1) {
      const middle = (fits + tooLong) >> 1
      const id = idOf(middle)
      if (id) {
        fits = middle
        expect(`/read/${id}.ndjson?download`.length).toBeLessThanOrEqual(MAX_ADDRESS_BYTES)
      } else tooLong = middle
    }
    expect(`/read/${idOf(fits)}.ndjson?download`.length).toBeGreaterThan(MAX_ADDRESS_BYTES - 10)
    expect(idOf(tooLong)).toBeUndefined()
    expect(readBack(idOf(fits))?.text).toBe(noise.slice(0, fits))
  })

  it('gives up what could be a bomb, however short its id would be', () => {
    const long = encodeReadingId({ ...hello, text: 'a'.repeat(128 * 1024 - 50) })
    expect(readBack(long)?.text).toHaveLength(128 * 1024 - 50)
    expect(encodeReadingId({ ...hello, text: 'a'.repeat(128 * 1024) })).toBeUndefined()
    expect(encodeReadingId({ ...hello, text: '語'.repeat(50_000) })).toBeUndefined()
  })
})

describe('decodeReadingId', () => {
  const id = encodeReadingId({ ...hello, text: 'Whoever wants to alter this must know how.' }) ?? ''

  it('notices every change of one character, and every cut', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ é'
    for (let at = 0; at < id.length; at++) {
      expect(decodeReadingId(id.slice(0, at)), `cut at ${at}`).toBeUndefined()
      for (const character of alphabet) {
        if (character === id[at]) continue
        const altered = id.slice(0, at) + character + id.slice(at + 1)
        expect(decodeReadingId(altered), altered).toBeUndefined()
      }
    }
  })

  it('takes any text for no id, without throwing', () => {
    const foreign = fc.oneof(fc.string(), fc.stringMatching(/^[rs][\w-]{0,80}$/))
    fc.assert(
      fc.property(foreign, text => {
        expect(decodeReadingId(text)?.kind).not.toBe('reading')
      }),
    )
  })

  it('refuses bombs: of bytes, of codes, and of addresses', () => {
    const zeros = forge(deflateRawSync(Buffer.alloc(9_000_000), { level: 9 }))
    expect(zeros.length).toBeLessThan(MAX_ADDRESS_BYTES)
    expect(decodeReadingId(zeros)).toBeUndefined()
    expect(decodeReadingId(`r${'A'.repeat(1_000_000)}`)).toBeUndefined()
    const nested = forge(deflateRawSync(Buffer.from('['.repeat(130_000))))
    expect(decodeReadingId(nested)).toBeUndefined()
  })

  it.each(['{}', '5', 'null', '[', '', '[1,2,3,4,5,6,7]', '{"text":"x","voiceId":"Joanna"}'])(
    'refuses %j with a true checksum',
    json => {
      expect(decodeReadingId(forge(deflateRawSync(Buffer.from(json))))).toBeUndefined()
    },
  )

  it('refuses what is no UTF-8, with a true checksum', () => {
    expect(
      decodeReadingId(forge(deflateRawSync(Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d])))),
    ).toBeUndefined()
  })

  it('leaves fields that are wrong to the schema', () => {
    const decoded = decodeReadingId(forge(deflateRawSync(Buffer.from('["Hello.",5]'))))
    expect(decoded?.kind).toBe('reading')
    expect(() => readBack(forge(deflateRawSync(Buffer.from('["Hello.",5]'))))).toThrow(/'voiceId'/)
    expect(() => readBack(forge(deflateRawSync(Buffer.from('[]'))))).toThrow(/'text': it is missing/)
  })

  it('knows the id of a stored reading, and no other of its kind', () => {
    const key = createHash('sha256').update('a reading').digest('hex')
    expect(storedId(key)).toBe(`s${Buffer.from(key, 'hex').toString('base64url')}`)
    expect(decodeReadingId(storedId(key))).toEqual({ kind: 'stored', key })
    expect(decodeReadingId(storedId(key).slice(0, -1))).toBeUndefined()
    expect(decodeReadingId(`${storedId(key)}A`)).toBeUndefined()
  })
})

describe('packReading', () => {
  it('leaves out the defaults at the end, and is unpacked to the same fields', () => {
    expect(packReading(hello)).toBe('["Hello.","Joanna"]')
    expect(packReading({ ...hello, textType: 'ssml' })).toBe('["Hello.","Joanna",null,"ssml"]')
    fc.assert(
      fc.property(reading, reading => {
        const fields = unpackReading(new TextEncoder().encode(packReading(reading)))
        expect(fields?.text).toBe(reading.text)
        expect(fields?.voiceId).toBe(reading.voiceId)
        expect(fields?.engine ?? undefined).toBe(reading.engine)
        expect(fields?.lexiconNames ?? []).toEqual(reading.lexiconNames)
      }),
    )
  })
})
