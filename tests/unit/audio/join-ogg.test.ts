import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createEncoder } from 'wasm-media-encoders'
import { JoinError } from '../../../lib/audio/join/join-error'
import { createJoiner } from '../../../lib/audio/join/joiner'
import { VORBIS } from '../../../lib/audio/join/vorbis-packets'
import { createOggWriter } from '../../../lib/audio/ogg'
import { oggChecksum } from '../../../lib/audio/ogg-checksum'
import { decodeAudio, sine } from '../../support/audio'
import { readOggPackets, readOggPages } from '../../support/ogg-pages'
import { encoded, FORMATS, joined } from './joined'

const FIRST = 2
const LAST = 4
const RATE = 24_000
const CONTAINERS = ['ogg', 'opus'] as const
const pools: Record<'ogg' | 'opus', Buffer[]> = { ogg: [], opus: [] }

beforeAll(async () => {
  for (const container of CONTAINERS) {
    const sounds = [0.3, 0.52, 0.123].map(seconds => sine(330, RATE, seconds, 0.3))
    pools[container] = await Promise.all(sounds.map(sound => encoded(FORMATS[container], sound, RATE)))
  }
})

const first = (container: 'ogg' | 'opus') => pools[container][0] ?? Buffer.of()

/** Pages of each of the streams that are chained in a file. */
function links(file: Buffer): ReturnType<typeof readOggPages>[] {
  const pages = readOggPages(file)
  const starts = pages.flatMap((page, i) => (page.flags & FIRST ? [i] : []))
  return starts.map((start, i) => pages.slice(start, starts[i + 1]))
}

/** The same Opus with another gain in its header (RFC 7845, 5.1): -6 dB in Q7.8. */
function quieter(file: Buffer): Buffer {
  const changed = Buffer.from(file)
  changed.writeInt16LE(-6 * 256, 28 + 16)
  return sealed(changed, 28 + 19)
}

/** Sets the checksum of a file's first page. */
function sealed(file: Buffer, pageBytes: number): Buffer {
  file.writeUInt32LE(0, 22)
  file.writeUInt32LE(oggChecksum(file.subarray(0, pageBytes)), 22)
  return file
}

describe('oggChecksum', () => {
  it('is CRC-32 with polynomial 0x04c11db7 from zero, whatever the length and the cut', () => {
    // CRC-32/CKSUM is the same with its end inverted; the register starts at zero.
    expect(oggChecksum(Buffer.from('123456789'))).toBe(~0x765e7680 >>> 0)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat({ max: 100 }), (bytes, cut) => {
        const before = oggChecksum(bytes.subarray(0, cut))
        expect(oggChecksum(bytes.subarray(cut), before)).toBe(oggChecksum(bytes))
      }),
    )
  })
})

describe.each(CONTAINERS)('createJoiner of %s', container => {
  it('writes one logical stream: one serial, pages in order, positions that only grow', () => {
    const pages = readOggPages(joined(container, pools[container]))
    expect(pages.every(page => page.checksumHolds)).toBe(true)
    expect(new Set(pages.map(page => page.serial)).size).toBe(1)
    expect(pages.map(page => page.sequence)).toEqual(pages.map((_, i) => i))
    expect(pages.map(page => page.flags & FIRST)).toEqual(pages.map((_, i) => (i === 0 ? FIRST : 0)))
    expect(pages.map(page => page.flags & LAST)).toEqual(
      pages.map((_, i) => (i === pages.length - 1 ? LAST : 0)),
    )
    const granules = pages.map(page => page.granule).filter(granule => granule >= 0n)
    expect(granules).toEqual(granules.toSorted((a, b) => Number(a - b)))
    const samples = 0.943 * (container === 'opus' ? 48_000 : RATE)
    expect(granules.at(-1)).toBe(BigInt(samples + (container === 'opus' ? 312 : 0)))
  })

  it('writes headers once, and of the packets drops only last ones of a part', () => {
    const headers = container === 'ogg' ? 3 : 2
    const packets = (file: Buffer) =>
      readOggPackets(readOggPages(file)).map(({ bytes }) => Buffer.from(bytes).toString('hex'))
    const rest = packets(joined(container, pools[container]))
    expect(rest.splice(0, headers)).toEqual(packets(first(container)).slice(0, headers))
    for (const part of pools[container]) {
      const all = packets(part).slice(headers)
      const kept = all.findIndex((packet, i) => packet !== rest[i])
      const count = kept === -1 ? all.length : kept
      expect(all.length - count).toBeLessThanOrEqual(3)
      rest.splice(0, count)
    }
    expect(rest).toEqual([])
  })

  it('sends what it can while a part goes on', () => {
    const joiner = createJoiner(container)
    const pages = joiner.push(first(container))
    const done = readOggPages(pages).at(-1)?.granule ?? 0n
    // All but three of the longest packets.
    expect(Number(done)).toBeGreaterThan(container === 'opus' ? 0.2 * 48_000 : 0.2 * RATE)
  })

  it('refuses a part with any bit changed, or cut anywhere but between pages', () => {
    const part = first(container)
    fc.assert(
      fc.property(fc.nat({ max: part.length - 1 }), fc.nat({ max: 7 }), (at, bit) => {
        const bytes = Buffer.from(part)
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
        expect(() => joined(container, [bytes])).toThrow(JoinError)
      }),
    )
    const ends = new Set<number>()
    for (let at = 0; at < part.length; ends.add(at)) {
      const segments = part[at + 26] ?? 0
      at += 27 + segments + part.subarray(at + 27, at + 27 + segments).reduce((sum, size) => sum + size, 0)
    }
    for (let length = 0; length < part.length; length += 7) {
      if (!ends.has(length)) expect(() => joined(container, [part.subarray(0, length)])).toThrow(JoinError)
    }
  })

  it('refuses a part that is more than one stream', () => {
    const part = first(container)
    expect(() => joined(container, [Buffer.concat([part, part])])).toThrow(JoinError)
    const other = createOggWriter(7)
    const foreign = Buffer.concat([other.push(Uint8Array.of(1), 0), other.end()])
    expect(() => joined(container, [Buffer.concat([foreign, part])])).toThrow(JoinError)
    expect(() => joined(container, [foreign])).toThrow(JoinError)
  })

  it('refuses a part that lacks a page of a packet that goes on', () => {
    const headers = container === 'ogg' ? 3 : 2
    const [head, comment, ...rest] = readOggPackets(readOggPages(first(container))).map(({ bytes }) => bytes)
    const wide = Buffer.concat([comment ?? Buffer.of(), Buffer.alloc(70_000)])
    const ogg = createOggWriter(9)
    const pages = [head ?? Buffer.of(), wide, ...rest.slice(0, headers)].flatMap(packet => [
      ogg.push(packet, 0),
      ogg.flush(),
    ])
    const full = [...pages, ogg.end()].filter(page => page.length > 0)
    expect(readOggPages(joined(container, [Buffer.concat(full)])).at(-1)?.flags).toBe(LAST)
    for (const lost of [1, 2]) {
      const part = Buffer.concat(full.filter((_, i) => i !== lost))
      expect(() => joined(container, [part])).toThrow('An Ogg page is missing')
    }
  })

  it('ends where the parts end even when the last is shorter than what was dropped before it', async () => {
    // Parts of which each is hardly more than padding.
    const short = await Promise.all(
      [0.011, 0.002, 0.013, 0.001].map(seconds =>
        encoded(FORMATS[container], sine(330, RATE, seconds), RATE),
      ),
    )
    const rate = container === 'opus' ? 48_000 : RATE
    const solo = [0.011, 0.002, 0.013, 0.001].map(seconds => Math.round(seconds * rate))
    for (let count = 2; count <= 4; count++) {
      const parts = [first(container), ...short.slice(0, count)]
      const samples = solo.slice(0, count).reduce((a, b) => a + b, Math.round(0.3 * rate))
      expect((await decodeAudio(FORMATS[container], joined(container, parts))).samples.length).toBe(samples)
    }
  })
})

describe('VORBIS', () => {
  it('finds the modes behind zeros that look like more of them', () => {
    const name = (type: number) => Buffer.from(`${String.fromCharCode(type)}vorbis`)
    const identification = Buffer.alloc(30)
    identification.set(name(1))
    identification.writeUInt32LE(RATE, 12)
    identification.writeUInt8(0xa8, 28)
    // Two modes: a count of one less, then flag, window type, transform type and mapping of each; a framing bit.
    const mode = (flag: 0 | 1) => `${flag}${'0'.repeat(40)}`
    const setup = Buffer.concat([name(5), packed(`${'0'.repeat(120)}100000${mode(1)}${mode(0)}1`)])
    const { blockOf } = VORBIS.readHead([identification, name(3), setup])
    expect([0b00, 0b10].map(first => blockOf(Uint8Array.of(first)))).toEqual([1024, 256])
    expect(() => blockOf(Uint8Array.of(1))).toThrow(JoinError)
  })
})

describe('createJoiner of parts whose headers differ', () => {
  it('chains Opus, each stream as long as its parts', async () => {
    const parts = [...pools.opus.slice(0, 2), quieter(first('opus')), quieter(pools.opus[1] ?? Buffer.of())]
    const file = joined('opus', parts)
    const chained = links(file)
    expect(chained.map(pages => pages.at(-1)?.granule)).toEqual([
      BigInt(0.82 * 48_000 + 312),
      BigInt(0.82 * 48_000 + 312),
    ])
    expect(chained.map(pages => pages.map(page => page.sequence))).toEqual(
      chained.map(pages => pages.map((_, i) => i)),
    )
    expect(new Set(chained.map(pages => pages[0]?.serial)).size).toBe(2)
    expect(chained.map(pages => (pages.at(-1)?.flags ?? 0) & LAST)).toEqual([LAST, LAST])
  })

  it('chains Vorbis, and each stream decodes to the length of its parts', async () => {
    const finer = await vorbis(sine(330, RATE, 0.4), 8)
    const file = joined('ogg', [...pools.ogg, finer, finer])
    const [one = [], two = [], ...others] = links(file)
    expect(others).toEqual([])
    expect([one.at(-1)?.granule, two.at(-1)?.granule]).toEqual([BigInt(0.943 * RATE), BigInt(0.8 * RATE)])
    const start = file.indexOf('OggS\0\x02', 1, 'latin1')
    expect((await decodeAudio('ogg_vorbis', file.subarray(start))).samples.length).toBe(0.8 * RATE)
  })

  it('goes on from Opus of 20 ms a packet to one of 60 ms and back, exact to the sample', async () => {
    const long = pools.opus.map(part => inThrees(readOggPackets(readOggPages(part))))
    for (const order of [[0], [0, 1, 0], [1, 0, 2, 0], [2, 2, 1, 0, 1]]) {
      const parts = [first('opus'), ...order.map(i => long[i] ?? Buffer.of())]
      const seconds = order.reduce((sum, i) => sum + ([0.3, 0.52, 0.123][i] ?? 0), 0.3)
      for (const all of [parts, [...parts, first('opus')]]) {
        const samples = Math.round((seconds + (all.length - parts.length) * 0.3) * 48_000)
        expect((await decodeAudio('ogg_opus', joined('opus', all))).samples.length).toBe(samples)
      }
    }
  })

  it('refuses Opus of more than two channels', () => {
    const surround = Buffer.from(first('opus'))
    surround.writeUInt8(1, 28 + 18)
    expect(() => joined('opus', [sealed(surround, 28 + 19)])).toThrow(
      expect.objectContaining({ type: 'unlike' }),
    )
  })
})

/** The same audio in packets of three frames of any length each (RFC 6716, section 3.2.5, code 3). */
function inThrees(packets: readonly { bytes: Uint8Array; granule: bigint }[]): Buffer {
  const [head, tags, ...audio] = packets
  const end = Number(audio.at(-1)?.granule)
  const ogg = createOggWriter(3)
  const out = [head, tags].flatMap(packet => [ogg.push(packet?.bytes ?? Buffer.of(), 0), ogg.flush()])
  for (let at = 0; at < audio.length; at += 3) {
    const [one, two = one, three = two] = audio.slice(at, at + 3).map(({ bytes }) => bytes)
    const frames = [one, two, three].flatMap(frame => frame ?? [])
    const sizes = frames.slice(0, -1).map(frame => frame.length - 1)
    expect(Math.max(...sizes)).toBeLessThan(252)
    const start = Buffer.from([(frames[0]?.[0] ?? 0) | 3, 0x80 | frames.length, ...sizes])
    const packet = Buffer.concat([start, ...frames.map(frame => frame.subarray(1))])
    out.push(ogg.push(packet, Math.min(end, (at + frames.length) * 960)))
    if (at % 6 === 0 && at + 3 < audio.length) out.push(ogg.flush())
  }
  return Buffer.concat([...out, ogg.end()])
}

/** Bits as Vorbis packs them: the lowest of a byte first. */
function packed(bits: string): Buffer {
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8))
  for (const [i, bit] of [...bits].entries()) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (Number(bit) << (i & 7))
  return bytes
}

async function vorbis(samples: Float32Array, vbrQuality: number): Promise<Buffer> {
  const wasm = await WebAssembly.compile(await readFile('node_modules/wasm-media-encoders/wasm/ogg.wasm'))
  const encoder = await createEncoder('audio/ogg', wasm)
  encoder.configure({ channels: 1, sampleRate: RATE, vbrQuality })
  const start = Buffer.from(encoder.encode([samples]))
  return Buffer.concat([start, encoder.finalize()])
}
