import type { OutputFormat } from '@aws-sdk/client-polly'
import { createMp3Encoder, createOggEncoder } from 'wasm-media-encoders'

/** Formats in which the stand-in speaks: those that a listener of the app can ask for. */
export type SpokenFormat = Extract<OutputFormat, 'mp3' | 'ogg_vorbis' | 'ogg_opus' | 'pcm'>

export const CONTENT_TYPES: Readonly<Record<SpokenFormat, string>> = {
  mp3: 'audio/mpeg',
  ogg_vorbis: 'audio/ogg',
  ogg_opus: 'audio/ogg',
  pcm: 'audio/pcm',
}

const SECONDS = 2
const TONE_HZ = 440

const made = new Map<string, Promise<Buffer>>()

/**
 * Two seconds of a 440 Hz tone (silence in ogg_opus) as a complete stream of
 * that format: made by a real encoder, once for each format and rate. MP3 is
 * CBR without a Xing header and pcm has no header at all, so that both can be
 * repeated and still be one stream.
 */
export function toneBytes(format: SpokenFormat, sampleRateHz: number): Promise<Buffer> {
  const key = `${format} ${sampleRateHz}`
  const kept = made.get(key)
  if (kept) return kept
  const making = encodeTone(format, sampleRateHz)
  made.set(key, making)
  return making
}

/** `count` bytes from `offset` of a unit that is repeated without end. */
export function repeated(unit: Buffer, offset: number, count: number): Buffer {
  const parts: Buffer[] = []
  for (let left = count, at = offset % unit.length; left > 0; at = 0) {
    const part = unit.subarray(at, at + left)
    parts.push(part)
    left -= part.length
  }
  const [first] = parts
  return parts.length === 1 && first ? first : Buffer.concat(parts)
}

async function encodeTone(format: SpokenFormat, sampleRate: number): Promise<Buffer> {
  const tone = Float32Array.from(
    { length: SECONDS * sampleRate },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * TONE_HZ * i) / sampleRate),
  )
  if (format === 'pcm') {
    const bytes = Buffer.alloc(tone.length * 2)
    tone.forEach((sample, i) => {
      bytes.writeInt16LE(Math.round(sample * 32767), i * 2)
    })
    return bytes
  }
  if (format === 'ogg_opus') return silentOggOpus()
  const encoder = format === 'mp3' ? await createMp3Encoder() : await createOggEncoder()
  if (encoder.mimeType === 'audio/mpeg') encoder.configure({ channels: 1, sampleRate, bitrate: 48 })
  else encoder.configure({ channels: 1, sampleRate })
  // The encoder answers views of its own memory, which the next call overwrites.
  const head = Buffer.from(encoder.encode([tone]))
  return Buffer.concat([head, encoder.finalize()])
}

/** Ogg Opus (RFC 7845): head, tags, then a page a second of 20 ms frames of silence. */
function silentOggOpus(): Buffer {
  const head = Buffer.from('OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0', 'latin1') // mono, 48,000 Hz, no gain
  const tags = Buffer.from('OpusTags\x04\0\0\0tone\0\0\0\0', 'latin1')
  const frame = Buffer.from([0xf8, 0xff, 0xfe])
  const pages = [oggPage(0, 0, [head], 2), oggPage(1, 0, [tags], 0)]
  for (let second = 1; second <= SECONDS; second++) {
    const frames = Array.from({ length: 50 }, () => frame)
    pages.push(oggPage(second + 1, second * 48_000, frames, second === SECONDS ? 4 : 0))
  }
  return Buffer.concat(pages)
}

/** One page (RFC 3533, section 6) of whole packets, each shorter than 255 bytes. */
function oggPage(sequence: number, granule: number, packets: Buffer[], flags: number): Buffer {
  const header = Buffer.alloc(27)
  header.write('OggS', 0, 'latin1')
  header.writeUInt8(flags, 5)
  header.writeBigUInt64LE(BigInt(granule), 6)
  header.writeUInt32LE(1, 14)
  header.writeUInt32LE(sequence, 18)
  header.writeUInt8(packets.length, 26)
  const page = Buffer.concat([header, Buffer.from(packets.map(packet => packet.length)), ...packets])
  page.writeUInt32LE(oggChecksum(page), 22)
  return page
}

/** CRC-32 with polynomial 0x04c11db7, not reflected, initially zero (RFC 3533, section 6). */
function oggChecksum(bytes: Buffer): number {
  let sum = 0
  for (const byte of bytes) {
    sum ^= byte << 24
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1
  }
  return sum >>> 0
}
