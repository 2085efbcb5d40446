import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { createEncoder, type WasmMediaEncoder } from 'wasm-media-encoders'
import { encodeALaw, encodeMuLaw } from './g711'
import { ONLY_STREAM, setOggSerial } from './ogg'
import { createOpusEncoder, MUSIC } from './opus'

export type EncodedFormat = 'mp3' | 'ogg_vorbis' | 'ogg_opus' | 'pcm' | 'mulaw' | 'alaw'

/** Mono samples from −1 to 1 in, bytes of a format out. */
export type AudioEncoder = {
  /** Bytes that are complete by now, perhaps none; the caller owns them. */
  encode(samples: Float32Array): Uint8Array<ArrayBuffer>
  /** The last bytes. The encoder is spent afterwards. */
  finish(): Uint8Array<ArrayBuffer>
}

/**
 * Constant bit rates in kbit/s by sample rate. Constant, as a stream has no
 * Xing header: only so can a player tell time from position. The voices have
 * nothing above 8 kHz, so that the high rates need little more than the low.
 */
const MP3_BITRATES = { 8000: 24, 16000: 48, 22050: 48, 24000: 48, 44100: 64, 48000: 64 } as const

/** libvorbis's quality, −1 to 10: 3 is about 40 kbit/s for this kind of sound. */
const VORBIS_QUALITY = 3

/**
 * An encoder for one mono stream.
 *
 * - `mp3`: MPEG audio layer III, constant bit rate, no Xing or ID3 header.
 * - `ogg_vorbis`: one logical Ogg stream (RFC 3533).
 * - `ogg_opus`: one logical Ogg stream (RFC 7845).
 * - `pcm`: signed 16-bit little-endian, no header.
 * - `mulaw`, `alaw`: a byte a sample (ITU-T G.711), no header.
 *
 * @param sampleRateHz Of the samples and of the result alike (but Opus, which is always 48 kHz when decoded):
 * mp3 takes Polly's six rates, ogg_opus 8, 12, 16, 24 and 48 kHz.
 * @throws RangeError for a rate outside of them.
 */
export async function createAudioEncoder(format: EncodedFormat, sampleRateHz: number): Promise<AudioEncoder> {
  if (format === 'pcm') return { encode: toPcm16, finish: () => new Uint8Array(0) }
  if (format === 'mulaw') return { encode: encodeMuLaw, finish: () => new Uint8Array(0) }
  if (format === 'alaw') return { encode: encodeALaw, finish: () => new Uint8Array(0) }
  if (format === 'ogg_opus') return createOpusEncoder(sampleRateHz)
  if (format === 'ogg_vorbis') {
    const encoder = await createEncoder('audio/ogg', await compiled('ogg'))
    encoder.configure({ channels: 1, sampleRate: sampleRateHz, vbrQuality: VORBIS_QUALITY })
    return owning(encoder)
  }
  if (!(sampleRateHz in MP3_BITRATES)) {
    const rates = Object.keys(MP3_BITRATES).join(', ')
    throw new RangeError(
      `Cannot encode mp3 as the sample rate must be one of ${rates}: current value is ${sampleRateHz}`,
    )
  }
  const rate = sampleRateHz as keyof typeof MP3_BITRATES
  const encoder = await createEncoder('audio/mpeg', await compiled('mp3'))
  encoder.configure({ channels: 1, sampleRate: rate, outputSampleRate: rate, bitrate: MP3_BITRATES[rate] })
  return owning(encoder)
}

export type MusicFormat = 'mp3' | 'ogg_vorbis' | 'ogg_opus'

/** Two channels of samples from −1 to 1 in, bytes of a format out. */
export type MusicEncoder = {
  /** Bytes that are complete by now, perhaps none; the caller owns them. */
  encode(left: Float32Array, right: Float32Array): Uint8Array<ArrayBuffer>
  /** The last bytes. The encoder is spent afterwards. */
  finish(): Uint8Array<ArrayBuffer>
}

/** Constant, as for speech, in kbit/s. */
const MUSIC_MP3_BITRATE = 192
/** About 160 kbit/s. */
const MUSIC_VORBIS_QUALITY = 5

/**
 * An encoder for one stream of music in stereo: the formats of {@link createAudioEncoder}
 * at bit rates at which hardly anybody hears a difference.
 *
 * @param sampleRateHz 44100 or 48000; ogg_opus takes 48000 only.
 * @throws RangeError for another rate.
 */
export async function createMusicEncoder(format: MusicFormat, sampleRateHz: number): Promise<MusicEncoder> {
  if (sampleRateHz !== 48_000 && (sampleRateHz !== 44_100 || format === 'ogg_opus')) {
    throw new RangeError(
      `Cannot encode music as the sample rate must be 44100, or 48000 as for Opus: current value is ${sampleRateHz}`,
    )
  }
  if (format === 'ogg_opus') {
    const encoder = await createOpusEncoder(sampleRateHz, MUSIC)
    return { encode: (left, right) => encoder.encode(interleaved(left, right)), finish: encoder.finish }
  }
  if (format === 'ogg_vorbis') {
    const encoder = await createEncoder('audio/ogg', await compiled('ogg'))
    encoder.configure({ channels: 2, sampleRate: sampleRateHz, vbrQuality: MUSIC_VORBIS_QUALITY })
    const { encode, finish } = owningStereo(encoder)
    return {
      encode: (left, right) => withOneSerial(encode(left, right)),
      finish: () => withOneSerial(finish()),
    }
  }
  const encoder = await createEncoder('audio/mpeg', await compiled('mp3'))
  encoder.configure({
    channels: 2,
    sampleRate: sampleRateHz,
    outputSampleRate: sampleRateHz,
    bitrate: MUSIC_MP3_BITRATE,
  })
  return owningStereo(encoder)
}

function interleaved(left: Float32Array, right: Float32Array): Float32Array {
  const both = new Float32Array(left.length * 2)
  for (let i = 0; i < left.length; i++) {
    both[2 * i] = left[i] as number
    both[2 * i + 1] = right[i] as number
  }
  return both
}

/** The encoder draws a serial number by chance for each stream. What it returns are whole pages. */
function withOneSerial(pages: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  setOggSerial(pages, ONLY_STREAM)
  return pages
}

function owningStereo(encoder: WasmMediaEncoder<'audio/mpeg'> | WasmMediaEncoder<'audio/ogg'>): MusicEncoder {
  return {
    encode: (left, right) => new Uint8Array(encoder.encode([left, right])),
    finish: () => new Uint8Array(encoder.finalize()),
  }
}

/** What the wasm encoder returns lies in its memory until the next call: copied before it leaves. */
function owning(encoder: WasmMediaEncoder<'audio/mpeg'> | WasmMediaEncoder<'audio/ogg'>): AudioEncoder {
  return {
    encode: samples => new Uint8Array(encoder.encode([samples])),
    finish: () => new Uint8Array(encoder.finalize()),
  }
}

/** Rounded and clamped; the bytes are little-endian whatever the machine's order. */
function toPcm16(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(samples.length * 2)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < samples.length; i++) {
    const value = Math.round((samples[i] as number) * 32768)
    view.setInt16(i * 2, Math.max(-32768, Math.min(32767, value)), true)
  }
  return bytes
}

const modules = new Map<string, Promise<WebAssembly.Module>>()

/** Compiled once a thread. Read by path, so that a bundler leaves the file where the package has it. */
function compiled(name: 'mp3' | 'ogg'): Promise<WebAssembly.Module> {
  const known = modules.get(name)
  if (known) return known
  const file = path.join(process.cwd(), 'node_modules/wasm-media-encoders/wasm', `${name}.wasm`)
  const module = readFile(file).then(bytes => WebAssembly.compile(bytes))
  modules.set(name, module)
  return module
}
