import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createOggWriter, setOggSerial } from '../../../lib/audio/ogg'
import { readOggPackets, readOggPages } from '../../support/ogg-pages'

const CONTINUED = 1
const FIRST = 2
const LAST = 4

function written(packets: readonly Uint8Array[], flushAfter: (index: number) => boolean): Buffer {
  const ogg = createOggWriter(0xfedcba98)
  const parts = packets.flatMap((packet, i) => [
    ogg.push(packet, (i + 1) * 960),
    flushAfter(i) ? ogg.flush() : new Uint8Array(0),
  ])
  return Buffer.concat([...parts, ogg.end()])
}

describe('createOggWriter', () => {
  it('writes the bytes of RFC 3533: header, segment table, body', () => {
    const ogg = createOggWriter(1)
    const page = ogg.push(Uint8Array.of(7, 8, 9), 0x123456789a)
    expect(page).toHaveLength(0)
    const bytes = Buffer.from(ogg.flush())
    expect(bytes.subarray(0, 6).toString('latin1')).toBe('OggS\0\x02')
    expect(bytes.readBigInt64LE(6)).toBe(0x123456789an)
    expect([...bytes.subarray(14, 22)]).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
    expect([...bytes.subarray(26)]).toEqual([1, 3, 7, 8, 9])
  })

  it('gives back every packet, whatever its length, with sound checksums and numbers in order', () => {
    const packet = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .constantFrom(0, 254, 255, 256, 510, 65_025, 70_000)
        .map(length => new Uint8Array(length).fill(length)),
    )
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (packets, every) => {
        const pages = readOggPages(written(packets, i => i % every === 0))
        expect(pages.every(page => page.checksumHolds && page.serial === 0xfedcba98)).toBe(true)
        expect(pages.map(page => page.sequence)).toEqual(pages.map((_, i) => i))
        expect(pages.map(page => page.flags & FIRST)).toEqual(pages.map((_, i) => (i === 0 ? FIRST : 0)))
        expect(pages.map(page => page.flags & LAST)).toEqual(
          pages.map((_, i) => (i === pages.length - 1 ? LAST : 0)),
        )
        const read = readOggPackets(pages)
        expect(read.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).toEqual(
          packets.map(bytes => Buffer.from(bytes).toString('hex')),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('continues a packet that a page cannot hold, and gives no granule to a page where none ends', () => {
    const pages = readOggPages(written([new Uint8Array(150_000)], () => false))
    expect(pages.map(page => page.lacing.length)).toEqual([255, 255, 79])
    expect(pages.map(page => page.granule)).toEqual([-1n, -1n, 960n])
    expect(pages.map(page => page.flags)).toEqual([FIRST, CONTINUED, CONTINUED | LAST])
  })

  it('begins no page as continued where the packet before ended with the last', () => {
    const packets = Array.from({ length: 256 }, () => Uint8Array.of(1))
    const pages = readOggPages(written(packets, () => false))
    expect(pages.map(page => [page.lacing.length, page.flags, page.granule])).toEqual([
      [255, FIRST, 255n * 960n],
      [1, LAST, 256n * 960n],
    ])
  })

  it('ends a stream whose packets have all left with an empty page at the same position', () => {
    const pages = readOggPages(written([Uint8Array.of(1)], () => true))
    expect(pages.map(page => [page.lacing.length, page.flags, page.granule])).toEqual([
      [1, FIRST, 960n],
      [0, LAST, 960n],
    ])
  })
})

describe('setOggSerial', () => {
  it('gives every page that number and a checksum that holds, and changes nothing else', () => {
    const file = written([new Uint8Array(70_000).fill(3), Uint8Array.of(1)], i => i === 0)
    const before = readOggPages(file)
    setOggSerial(file, 7)
    const after = readOggPages(file)
    expect(after.map(page => [page.serial, page.checksumHolds])).toEqual(after.map(() => [7, true]))
    setOggSerial(file, 0xfedcba98)
    expect(readOggPages(file)).toEqual(before)
  })

  it('refuses a page that is not whole', () => {
    expect(() => setOggSerial(written([new Uint8Array(300)], () => false).subarray(0, 200), 7)).toThrow(
      RangeError,
    )
  })
})
