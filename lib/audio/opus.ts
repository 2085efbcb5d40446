import { readFile } from 'node:fs/promises'
import path from 'node:path'
import createOpusModule from 'opusscript/build/opusscript_native_wasm.js'
import { concatBytes } from './bytes'
import { createOggWriter, ONLY_STREAM } from './ogg'

/** Whatever the rate of the input, Ogg Opus counts time at 48 kHz (RFC 7845, section 4). */
const GRANULES_HZ = 48_000
/** Rates that libopus takes. The sound of a lower one costs fewer bits and needs no resampling. */
const SAMPLE_RATES_HZ = [8000, 12_000, 16_000, 24_000, 48_000]
const FRAMES_PER_SECOND = 50
/** 200 ms: small enough to stream, and a page's header is below 2 kbit/s. */
const FRAMES_PER_PAGE = 10
const MAX_PACKET_BYTES = 3828
/** Of 0 to 10. 5 takes half the time of 10; at these bit rates little is lost. */
const COMPLEXITY = 5

/** Numbers of opus_defines.h. */
const SET_BITRATE = 4002
const SET_COMPLEXITY = 4010
const SET_SIGNAL = 4024
const GET_LOOKAHEAD = 4027

/** What is encoded; `application` and `signal` are numbers of opus_defines.h. */
type Sound = {
  channels: 1 | 2
  bitsPerSecond: number
  application: number
  signal: number
}

/** One voice. */
const VOICE: Sound = { channels: 1, bitsPerSecond: 32_000, application: 2048, signal: 3001 }
/** Music in stereo. */
export const MUSIC: Sound = { channels: 2, bitsPerSecond: 128_000, application: 2049, signal: 3002 }

export type OpusEncoder = {
  /** The pages that are complete by now, perhaps none; the caller owns them. */
  encode(samples: Float32Array): Uint8Array<ArrayBuffer>
  /** The last pages. The encoder is spent afterwards. */
  finish(): Uint8Array<ArrayBuffer>
}

/**
 * Encodes one stream as Ogg Opus (RFC 7845) in frames of 20 ms. Decoded,
 * it lasts exactly as long as the samples: the encoder's delay is skipped at
 * the start (section 4.2), what fills the last frame is trimmed (section 4.4).
 *
 * Each encoder is a WebAssembly instance of its own, about 1 ms to make: it
 * shares nothing, and an encoder that is let go of is collected with its memory.
 *
 * @param sampleRateHz Of the samples, from −1 to 1: 8000, 12000, 16000, 24000 or 48000. Decoders answer 48 kHz.
 * @param sound Two channels take turns in the samples, left first. @default one voice
 * @throws RangeError for another rate.
 */
export async function createOpusEncoder(sampleRateHz: number, sound: Sound = VOICE): Promise<OpusEncoder> {
  if (!SAMPLE_RATES_HZ.includes(sampleRateHz)) {
    const rates = SAMPLE_RATES_HZ.join(', ')
    throw new RangeError(
      `Cannot encode Opus as the sample rate must be one of ${rates}: current value is ${sampleRateHz}`,
    )
  }
  const { channels } = sound
  const { encodeFrame, lookahead } = instantiate(await compiled(), sampleRateHz, sound)
  const preSkip = (lookahead * GRANULES_HZ) / sampleRateHz
  /** Of one sample of one channel. */
  const granules = GRANULES_HZ / sampleRateHz / channels
  const frame = new Float32Array((sampleRateHz / FRAMES_PER_SECOND) * channels)
  const ogg = createOggWriter(ONLY_STREAM)
  let filled = 0
  let frames = 0
  let begun = false

  function take(samples: Float32Array, pages: Uint8Array[]): void {
    for (let at = 0; at < samples.length; ) {
      const part = samples.subarray(at, at + frame.length - filled)
      frame.set(part, filled)
      filled += part.length
      at += part.length
      if (filled < frame.length) return
      filled = 0
      frames++
      pages.push(ogg.push(encodeFrame(frame), frames * frame.length * granules))
      // The first leaves at once. Besides, decoders that find one page only do not trim it.
      if (frames % FRAMES_PER_PAGE === 1) pages.push(ogg.flush())
    }
  }

  /** Head and tags each have a page of their own (RFC 7845, section 3). */
  function begin(pages: Uint8Array[]): void {
    if (begun) return
    begun = true
    pages.push(ogg.push(opusHead(preSkip, sampleRateHz, channels), 0), ogg.flush())
    pages.push(ogg.push(opusTags(), 0), ogg.flush())
  }

  return {
    encode(samples) {
      const pages: Uint8Array[] = []
      begin(pages)
      take(samples, pages)
      return concatBytes(pages)
    },
    finish() {
      const pages: Uint8Array[] = []
      begin(pages)
      const total = frames * frame.length + filled
      const needed = Math.ceil((total + lookahead * channels) / frame.length)
      // All but the last frame; that one tells by its granule where the sound ends.
      take(new Float32Array((needed - 1 - frames) * frame.length), pages)
      frame.fill(0, filled)
      pages.push(ogg.push(encodeFrame(frame), preSkip + total * granules), ogg.end())
      return concatBytes(pages)
    },
  }
}

type OpusInstance = {
  /** One packet for one frame. */
  encodeFrame(frame: Float32Array): Uint8Array
  /** Delay of the encoder, in samples of each channel. */
  lookahead: number
}

function instantiate(module: WebAssembly.Module, sampleRateHz: number, sound: Sound): OpusInstance {
  const { channels, bitsPerSecond, application, signal } = sound
  // Not by the package's own wrapper: it takes an index of HEAPU16 for an address and
  // writes outside of what it allocated (opusscript 0.1.1, index.js).
  const opus = createOpusModule({
    instantiateWasm: (imports, done) => done(new WebAssembly.Instance(module, imports)),
  })
  const handler = new opus.OpusScriptHandler(sampleRateHz, channels, application)
  const input = opus._malloc((sampleRateHz / FRAMES_PER_SECOND) * channels * 2)
  const output = opus._malloc(MAX_PACKET_BYTES)

  function control(request: number, value: number): void {
    const code = handler._encoder_ctl(request, value)
    if (code < 0) throw new Error(`libopus refused the control ${request}: error ${code}`)
  }

  control(SET_BITRATE, bitsPerSecond)
  control(SET_COMPLEXITY, COMPLEXITY)
  control(SET_SIGNAL, signal)
  control(GET_LOOKAHEAD, output)
  const lookahead = opus.HEAP32[output >> 2] ?? 0

  return {
    lookahead,
    encodeFrame(frame) {
      const heap = opus.HEAP16
      const start = input >> 1
      for (let i = 0; i < frame.length; i++) {
        const value = Math.round((frame[i] as number) * 32768)
        heap[start + i] = Math.max(-32768, Math.min(32767, value))
      }
      const bytes = handler._encode(input, 0, output, frame.length / channels)
      if (bytes < 0) throw new Error(`libopus failed to encode a frame: error ${bytes}`)
      return opus.HEAPU8.slice(output, output + bytes)
    },
  }
}

let module: Promise<WebAssembly.Module> | undefined

/** Compiled once a thread. Read by path, so that a bundler leaves the file where the package has it. */
function compiled(): Promise<WebAssembly.Module> {
  const file = path.join(process.cwd(), 'node_modules/opusscript/build/opusscript_native_wasm.wasm')
  module ??= readFile(file).then(bytes => WebAssembly.compile(bytes))
  return module
}

/** RFC 7845, section 5.1. */
function opusHead(preSkip: number, sampleRateHz: number, channels: number): Uint8Array {
  const head = new Uint8Array(19)
  const view = new DataView(head.buffer)
  head.set(new TextEncoder().encode('OpusHead'))
  view.setUint8(8, 1) // version
  view.setUint8(9, channels)
  view.setUint16(10, preSkip, true)
  view.setUint32(12, sampleRateHz, true) // of the original, for information
  view.setInt16(16, 0, true) // gain
  view.setUint8(18, 0) // mapping family: mono or stereo
  return head
}

/** RFC 7845, section 5.2: the vendor, and a list of comments, here empty. */
function opusTags(): Uint8Array {
  const vendor = new TextEncoder().encode('libopus 1.4')
  const tags = new Uint8Array(16 + vendor.length)
  const view = new DataView(tags.buffer)
  tags.set(new TextEncoder().encode('OpusTags'))
  view.setUint32(8, vendor.length, true)
  tags.set(vendor, 12)
  return tags
}
