import { describe, expect, it } from 'vitest'
import { encodeALaw, encodeMuLaw } from '../../../lib/audio/g711'
import { aLawValue, muLawValue } from '../../support/g711'
import { sine } from '../../support/synthetic-voice'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** Decision values from zero up as 16-bit samples, from the widths of the intervals in G.711's tables. */
function decisionValues(
  scale: number,
  widths: readonly (readonly [count: number, width: number])[],
): number[] {
  const decisions = [0]
  for (const [count, width] of widths) {
    for (let i = 0; i < count; i++) decisions.push((decisions[decisions.length - 1] ?? 0) + width * scale)
  }
  return decisions.slice(0, 128)
}
const MU_WIDTHS = [
  [1, 1],
  [15, 2],
  ...[4, 8, 16, 32, 64, 128, 256].map(width => [16, width] as const),
] as const
const A_WIDTHS = [[32, 2], ...[4, 8, 16, 32, 64, 128].map(width => [16, width] as const)] as const

const LAWS = [
  {
    name: 'encodeMuLaw',
    encode: encodeMuLaw,
    value: muLawValue,
    decisions: decisionValues(4, MU_WIDTHS),
    narrowest: 8,
    widest: 1024,
  },
  {
    name: 'encodeALaw',
    encode: encodeALaw,
    value: aLawValue,
    decisions: decisionValues(8, A_WIDTHS),
    narrowest: 16,
    widest: 1024,
  },
]

describe.each(LAWS)('$name', ({ encode, value, decisions, narrowest, widest }) => {
  it('takes every quantized value to its own code', () => {
    // µ-law has two zeros; the negative one is never sent.
    const codes = Array.from({ length: 256 }, (_, code) => code).filter(code => !Object.is(value(code), -0))
    const samples = Float32Array.from(codes, code => value(code) / 32768)
    expect([...encode(samples)]).toEqual(codes)
  })

  it('takes every 16-bit sample to the interval that holds it, and the edge to the larger', () => {
    const integers = Array.from({ length: 65_536 }, (_, i) => i - 32_768)
    const codes = encode(Float32Array.from(integers, integer => integer / 32768))
    const magnitudes = [...new Set(Array.from({ length: 256 }, (_, code) => Math.abs(value(code))))]
    magnitudes.sort((a, b) => a - b)
    const wrong = integers.filter((integer, i) => {
      const interval = decisions.findLastIndex(decision => decision <= Math.abs(integer))
      const sign = integer < 0 ? -1 : 1
      return value(codes[i] ?? 0) !== sign * (magnitudes[interval] ?? 0) && integer !== 0
    })
    expect(wrong).toEqual([])
  })

  it('is within half an interval of the sample', () => {
    for (const magnitude of [0, 1, 7, 100, 1000, 8000, 20_000, 30_000]) {
      for (const sample of [magnitude, -magnitude]) {
        const [code = 0] = encode(Float32Array.of(sample / 32768))
        const interval = Math.max(
          narrowest,
          Math.min(widest, 2 ** (Math.floor(Math.log2(magnitude + 132)) - 4)),
        )
        expect(Math.abs(value(code) - sample), `sample ${sample}`).toBeLessThanOrEqual(interval / 2)
      }
    }
  })

  it('clips what is beyond full scale', () => {
    const [plus = 0, minus = 0] = encode(Float32Array.of(1, -1))
    expect([...encode(Float32Array.of(7, -7, Infinity))]).toEqual([plus, minus, plus])
    expect(value(plus)).toBeGreaterThan(32_000)
    expect(value(minus)).toBe(-value(plus))
  })
})

/** 1 kHz at 0 dBm0; full scale is 3.17 dBm0 in µ-law and 3.14 in A-law (G.711, section 5). */
function milliwatt(overload: number, fullScale: number): Float32Array {
  return Float32Array.from(
    { length: 8 },
    (_, i) => fullScale * 10 ** (-overload / 20) * Math.sin(-Math.PI / 8 - (Math.PI / 4) * i),
  )
}

describe('the digital milliwatt', () => {
  it('is the sequence of G.711, table 6, in µ-law', () => {
    expect(hex(encodeMuLaw(milliwatt(3.17, 8159 / 8192)))).toBe('1e0b0b1e9e8b8b9e')
  })
  it('is the sequence of G.711, table 5, in A-law', () => {
    expect(hex(encodeALaw(milliwatt(3.14, 1)))).toBe('342121 34b4a1a1b4'.replace(' ', ''))
  })
})

describe('encodeMuLaw and encodeALaw', () => {
  it('send silence as the codes of zero', () => {
    expect(hex(encodeMuLaw(new Float32Array(2)))).toBe('ffff')
    expect(hex(encodeALaw(new Float32Array(2)))).toBe('d5d5')
  })

  it.each(LAWS)('keep a tone 35 dB above the noise they add: $name', ({ encode, value }) => {
    const tone = sine(8000, 0.5, 1004, 0.3)
    const codes = encode(tone)
    let noise = 0
    let signal = 0
    for (const [i, sample] of tone.entries()) {
      signal += sample ** 2
      noise += (value(codes[i] ?? 0) / 32768 - sample) ** 2
    }
    expect(10 * Math.log10(signal / noise)).toBeGreaterThan(35)
  })
})
