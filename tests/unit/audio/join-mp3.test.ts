import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { id3Padding } from '../../../lib/audio/id3'
import { createJoiner } from '../../../lib/audio/join/joiner'
import { readMp3Frame } from '../../../lib/audio/join/mp3-frame'
import { decodeAudio, rms, sine } from '../../support/audio'
import { noise } from '../../support/synthetic-voice'
import { encoded, joined } from './joined'

let tone: Buffer
let hiss: Buffer

beforeAll(async () => {
  tone = await encoded('mp3', sine(440, 24_000, 0.5), 24_000)
  hiss = await encoded('mp3', noise(24_000, 0.5, 0.5), 24_000)
})

/** Each frame of a file that is nothing but frames. */
function framesOf(file: Buffer): Buffer[] {
  const frames: Buffer[] = []
  for (let at = 0; at < file.length; ) {
    const frame = readMp3Frame(file, at)
    if (!frame) throw new Error(`No frame at byte ${at}`)
    frames.push(file.subarray(at, at + frame.bytes))
    at += frame.bytes
  }
  return frames
}

/** A frame of silence with a table's name where its main data would be. */
function tableFrame(name: 'Xing' | 'Info' | 'VBRI'): Buffer {
  const frame = Buffer.from(framesOf(tone)[0] ?? [])
  frame.fill(0, 4)
  frame.write(name, name === 'VBRI' ? 36 : 13, 'latin1')
  return frame
}

/** With a footer: "3DI" and the header once more. */
function id3WithFooter(contentBytes: number): Buffer {
  const header = Buffer.from([0x49, 0x44, 0x33, 4, 0, 0x10, 0, 0, contentBytes >> 7, contentBytes & 0x7f])
  const footer = Buffer.from(header)
  footer.write('3DI', 'latin1')
  return Buffer.concat([header, Buffer.alloc(contentBytes, 0xff), footer])
}

function apeTag(contentBytes: number): Buffer {
  const tag = Buffer.alloc(32 + contentBytes, 0xff)
  tag.write('APETAGEX', 'latin1')
  tag.writeUInt32LE(2000, 8)
  tag.writeUInt32LE(contentBytes, 12)
  return tag
}

const id3v1 = () => Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 0xff)])

describe('readMp3Frame', () => {
  // Bytes of a frame by the formula of ISO/IEC 11172-3, 2.4.3.1: 144 × bit rate / sample rate, half of it for MPEG 2.
  it.each([
    ['MPEG 1, 128 kbit/s, 44.1 kHz, stereo', [0xff, 0xfb, 0x90, 0x00], 417, 1152, 44_100, 36],
    ['the same, padded', [0xff, 0xfb, 0x92, 0x00], 418, 1152, 44_100, 36],
    ['MPEG 1, 64 kbit/s, 48 kHz, mono', [0xff, 0xfb, 0x54, 0xc0], 192, 1152, 48_000, 21],
    ['MPEG 1, 320 kbit/s, 32 kHz, with checksum', [0xff, 0xfa, 0xe8, 0x00], 1440, 1152, 32_000, 38],
    ['MPEG 2, 48 kbit/s, 24 kHz, mono', [0xff, 0xf3, 0x64, 0xc0], 144, 576, 24_000, 13],
    ['MPEG 2, 160 kbit/s, 22.05 kHz, stereo', [0xff, 0xf3, 0xe0, 0x00], 522, 576, 22_050, 21],
    ['MPEG 2.5, 24 kbit/s, 8 kHz, mono', [0xff, 0xe3, 0x38, 0xc0], 216, 576, 8000, 13],
  ])('knows %s', (_, header, bytes, samples, sampleRateHz, sideInfoEnd) => {
    const frame = readMp3Frame(Uint8Array.from([...header, 0, 0, 0, 0]), 0)
    expect(frame).toMatchObject({ bytes, samples, sampleRateHz, sideInfoEnd })
  })

  it.each([
    ['layer II', [0xff, 0xfd, 0x90, 0x00]],
    ['a reserved version', [0xff, 0xeb, 0x90, 0x00]],
    ['the free format', [0xff, 0xfb, 0x00, 0x00]],
    ['bit rate 15', [0xff, 0xfb, 0xf0, 0x00]],
    ['sample rate 3', [0xff, 0xfb, 0x9c, 0x00]],
    ['a reserved emphasis', [0xff, 0xfb, 0x90, 0x02]],
  ])('takes %s for no frame', (_, header) => {
    expect(readMp3Frame(Uint8Array.from([...header, 0, 0, 0, 0]), 0)).toBeUndefined()
  })
})

describe('createJoiner of mp3', () => {
  it('passes frames as they are, and nothing else', () => {
    const frames = Buffer.concat([tone, hiss])
    const dressed = [
      Buffer.concat([id3Padding(5000), tableFrame('Xing'), tone, apeTag(300), id3v1()]),
      Buffer.concat([id3WithFooter(400), tableFrame('Info'), hiss, id3v1()]),
    ]
    expect(joined('mp3', dressed).equals(frames)).toBe(true)
    expect(joined('mp3', [Buffer.concat([tableFrame('VBRI'), tone]), hiss]).equals(frames)).toBe(true)
  })

  it('drops a last frame that is not whole', () => {
    const whole = framesOf(tone).slice(0, -1)
    const last = framesOf(tone).at(-1) ?? Buffer.of()
    for (const bytes of [1, 4, 20, last.length - 1]) {
      const cut = Buffer.concat([...whole, last.subarray(0, bytes)])
      expect(joined('mp3', [cut, hiss]).equals(Buffer.concat([...whole, hiss]))).toBe(true)
    }
  })

  it('finds the next frame behind garbage that looks like frames', () => {
    const frames = framesOf(tone)
    const garbage = fc.array(fc.constantFrom(0xff, 0xf3, 0x64, 0xc0, 0, 0x49), {
      minLength: 1,
      maxLength: 300,
    })
    fc.assert(
      fc.property(fc.integer({ min: 2, max: frames.length - 2 }), garbage, (place, bytes) => {
        const before = Buffer.concat(frames.slice(0, place))
        const after = Buffer.concat(frames.slice(place))
        const found = joined('mp3', [Buffer.concat([before, Uint8Array.from(bytes), after])])
        // What lies behind the garbage comes whole; the frame before it counts, as its length is known.
        expect(found.subarray(0, before.length).equals(before)).toBe(true)
        expect(found.includes(Buffer.concat(frames.slice(place + 2)))).toBe(true)
      }),
    )
  })

  it('makes frames silent whose main data would lie in the part before', async () => {
    const frames = framesOf(hiss)
    const cutAt = frames.findIndex(frame => (readMp3Frame(frame, 0)?.mainDataBegin ?? 0) > 0)
    expect(cutAt).toBeGreaterThan(-1)
    const cut = Buffer.concat(frames.slice(cutAt))
    const file = framesOf(joined('mp3', [tone, cut])).slice(framesOf(tone).length)
    expect(file.length).toBe(frames.length - cutAt)
    // Side information of MPEG 2, mono: nine bytes.
    expect(file[0]?.subarray(4, 13).equals(Buffer.alloc(9))).toBe(true)
    expect(file[0]?.subarray(13).equals(frames[cutAt]?.subarray(13) ?? Buffer.of())).toBe(true)
    const heard = await decodeAudio('mp3', Buffer.concat([file[0] ?? Buffer.of(), tone]))
    expect(rms(heard.samples.slice(0, 500))).toBeLessThan(1e-4)
    // Soon all that they refer to is there again.
    expect(Buffer.concat(file.slice(4)).equals(Buffer.concat(frames.slice(cutAt + 4)))).toBe(true)
  })

  it('keeps the checksum of a frame that it made silent', () => {
    const protectedFrame = Buffer.alloc(144, 0x55)
    protectedFrame.set([0xff, 0xf2, 0x64, 0xc0, 0x12, 0x34, 0x40])
    const [first] = framesOf(joined('mp3', [Buffer.concat([protectedFrame, protectedFrame])]))
    const covered = Buffer.concat([first?.subarray(2, 4) ?? Buffer.of(), Buffer.alloc(9)])
    expect(first?.readUInt16BE(4)).toBe(crc16(covered))
    expect(crc16(Buffer.from('123456789'))).toBe(0xaee7) // CRC-16/CMS
  })

  it.each([
    ['empty', Buffer.of()],
    ['text', Buffer.from('{"message":"Rate exceeded"}')],
    ['a tag alone', Buffer.from(id3Padding(5000))],
    [
      'a table alone',
      Buffer.concat([Buffer.from([0xff, 0xf3, 0x64, 0xc0]), Buffer.alloc(9), Buffer.from('Xing')]),
    ],
  ])('refuses a part that holds no frame: %s', (_, part) => {
    expect(() => joined('mp3', [part])).toThrow(expect.objectContaining({ type: 'no-audio' }))
  })

  it('gives up on a part that is endless garbage', () => {
    const joiner = createJoiner('mp3')
    const garbage = new Uint8Array(40_000).fill(0xff)
    joiner.push(garbage)
    expect(() => joiner.push(garbage)).toThrow(expect.objectContaining({ type: 'malformed' }))
  })
})

/** Long division by 0x18005, bit by bit, from a register of ones. */
function crc16(bytes: Uint8Array): number {
  let rest = 0xffff
  for (const byte of bytes) {
    rest ^= byte << 8
    for (let bit = 0; bit < 8; bit++) rest = rest & 0x8000 ? ((rest << 1) ^ 0x8005) & 0xffff : rest << 1
  }
  return rest
}
