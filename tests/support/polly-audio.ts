import type { OutputFormat } from '@aws-sdk/client-polly'
import { concatBytes } from '../../lib/audio/bytes'
import { createAudioEncoder } from '../../lib/audio/encoders'
import { id3Padding } from '../../lib/audio/id3'

/** Formats in which the stand-in speaks: those that a listener of the app can ask for. */
export type SpokenFormat = Extract<OutputFormat, 'mp3' | 'ogg_vorbis' | 'ogg_opus' | 'pcm'>

export const CONTENT_TYPES: Readonly<Record<SpokenFormat | 'json', string>> = {
  mp3: 'audio/mpeg',
  ogg_vorbis: 'audio/ogg',
  ogg_opus: 'audio/ogg',
  pcm: 'audio/pcm',
  json: 'application/x-json-stream',
}

export const TONE_MS = 2000
const TONE_HZ = 440
const AMPLITUDE = 0.5

/** Pitches of speech by text: far enough from each other, and from half the lowest rate, to be told apart. */
export const PITCHES_HZ = Array.from({ length: 16 }, (_, i) => 400 + 100 * i)
const MIN_SPEECH_MS = 100
/** At both ends, so that a join of two texts is not louder than either. */
const FADE_MS = 10
const MAX_KEPT = 300

const made = new Map<string, Promise<Buffer>>()

/**
 * Two seconds of a 440 Hz tone as a complete stream of that format: made by a
 * real encoder, once for each format and rate. MP3 is CBR without a Xing header
 * and pcm has no header at all, so that both can be repeated and still be one stream.
 */
export function toneBytes(format: SpokenFormat, sampleRateHz: number): Promise<Buffer> {
  return keptSine(format, sampleRateHz, TONE_HZ, TONE_MS, 0)
}

export type SpeechOptions = {
  /** Of the text as it is billed, in ms: a text lasts at least 100 ms. */
  msPerCharacter: number
  /** Billed characters of the text. */
  characters: number
  /** Whether an MP3 comes with an ID3v2 tag and a Xing header before it, and an ID3v1 tag after it. */
  mp3Tags: boolean
}

/** Another tone for another text: its pitch tells one from the next, its length counts their characters. */
export async function speechBytes(
  text: string,
  format: SpokenFormat,
  sampleRateHz: number,
  { msPerCharacter, characters, mp3Tags }: SpeechOptions,
): Promise<Buffer> {
  const ms = speechMs(characters, msPerCharacter)
  const speech = await keptSine(format, sampleRateHz, pitchOf(text), ms, FADE_MS)
  return mp3Tags && format === 'mp3' ? tagged(speech) : speech
}

/** How long speech of so many characters lasts before it is encoded: formats round up to their frames. */
export function speechMs(characters: number, msPerCharacter: number): number {
  return Math.max(MIN_SPEECH_MS, characters * msPerCharacter)
}

/** In Hz, one of {@link PITCHES_HZ}: by a hash of the text (FNV-1a). */
export function pitchOf(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  // The lowest bits of such a hash depend on the lowest bits of the text alone.
  return PITCHES_HZ[(hash ^ (hash >>> 16)) & 15] ?? TONE_HZ
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

function keptSine(
  format: SpokenFormat,
  sampleRateHz: number,
  hz: number,
  ms: number,
  fadeMs: number,
): Promise<Buffer> {
  const key = [format, sampleRateHz, hz, ms, fadeMs].join()
  const kept = made.get(key)
  if (kept) return kept
  if (made.size >= MAX_KEPT) made.clear()
  const making = encodeSine(format, sampleRateHz, hz, ms, fadeMs)
  made.set(key, making)
  return making
}

async function encodeSine(
  format: SpokenFormat,
  sampleRateHz: number,
  hz: number,
  ms: number,
  fadeMs: number,
): Promise<Buffer> {
  const length = Math.round((ms * sampleRateHz) / 1000)
  const fade = (fadeMs * sampleRateHz) / 1000
  const tone = Float32Array.from({ length }, (_, i) => {
    const gain = Math.min(1, (i + 1) / (fade + 1), (length - i) / (fade + 1))
    return AMPLITUDE * gain * Math.sin((2 * Math.PI * hz * i) / sampleRateHz)
  })
  const encoder = await createAudioEncoder(format, sampleRateHz)
  return Buffer.from(concatBytes([encoder.encode(tone), encoder.finish()]))
}

/** ID3v2.4, an Info frame as LAME writes it, the stream, ID3v1. */
function tagged(mp3: Buffer): Buffer {
  const [, second = 0, third = 0] = mp3
  const mpeg1 = (second & 0x08) !== 0
  // The first frame reaches to the next header: in one stream they begin alike, but for padding.
  const end = mp3.indexOf(Buffer.from([0xff, second]), 4)
  const info = Buffer.alloc(end)
  mp3.copy(info, 0, 0, 4)
  info.writeUInt8(third & ~0x02, 2)
  // Behind the side information of a mono frame (ISO 11172-3 and 13818-3).
  const at = 4 + (mpeg1 ? 17 : 9)
  info.write('Info', at, 'latin1')
  info.writeUInt32BE(1, at + 4) // flags: the number of frames follows
  info.writeUInt32BE(1, at + 8)
  const id3v1 = Buffer.alloc(128)
  id3v1.write('TAGSpeech', 'latin1')
  return Buffer.concat([id3Padding(512), info, mp3, id3v1])
}
