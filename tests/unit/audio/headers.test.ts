import { describe, expect, it } from 'vitest'
import { id3Padding } from '../../../lib/audio/id3'
import { wavHeader } from '../../../lib/audio/wav'

const ascii = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

describe('id3Padding', () => {
  it('is a tag of exactly that size, with one frame and padding', () => {
    const tag = id3Padding(24_000)
    expect(tag).toHaveLength(24_000)
    expect(ascii(tag.subarray(0, 3))).toBe('ID3')
    const [a = 0, b = 0, c = 0, d = 0] = tag.subarray(6, 10)
    expect((a << 21) | (b << 14) | (c << 7) | d).toBe(24_000 - 10)
    expect(ascii(tag.subarray(10, 14))).toBe('TSSE')
    expect(ascii(tag.subarray(21, 31))).toBe('Pollyphony')
    expect(tag.subarray(31).every(byte => byte === 0)).toBe(true)
  })

  it('has no byte that a player could take for an MPEG frame', () => {
    for (const size of [31, 127, 128, 16_383, 16_394, 24_000]) {
      expect(id3Padding(size).includes(0xff), `a tag of ${size} bytes`).toBe(false)
    }
  })

  it.each([0, 30, 2 ** 28 + 10])('refuses %i bytes', size => {
    expect(() => id3Padding(size)).toThrow(/totalBytes must be 31 to 268435465: current value is/)
  })
})

describe('wavHeader', () => {
  it('says both sizes where they are known', () => {
    const view = new DataView(wavHeader({ sampleRateHz: 16_000 }, 32_000).buffer)
    expect(view.byteLength).toBe(44)
    expect(view.getUint32(4, true)).toBe(36 + 32_000)
    expect(view.getUint32(24, true)).toBe(16_000)
    expect(view.getUint32(28, true)).toBe(32_000) // bytes a second
    expect(view.getUint16(32, true)).toBe(2)
    expect(view.getUint32(40, true)).toBe(32_000)
  })

  it('says the largest size where the end is not known', () => {
    const view = new DataView(wavHeader({ sampleRateHz: 8_000 }).buffer)
    expect(view.getUint32(4, true)).toBe(0xffffffff)
    expect(view.getUint32(40, true)).toBe(0xffffffff)
  })

  it('describes frames of several channels and widths', () => {
    const view = new DataView(wavHeader({ sampleRateHz: 48_000, channels: 2, bitsPerSample: 24 }, 6).buffer)
    expect(view.getUint16(22, true)).toBe(2)
    expect(view.getUint16(32, true)).toBe(6)
    expect(view.getUint32(28, true)).toBe(288_000)
    expect(view.getUint16(34, true)).toBe(24)
  })
})
