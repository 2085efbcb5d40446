import { readFile } from 'node:fs/promises'
import path from 'node:path'
import createOpusModule from 'opusscript/build/opusscript_native_wasm.js'
import { concatBytes } from './bytes'
import { createOggWriter } from './ogg'

/** Whatever the rate of the input, Ogg Opus counts time at 48 kHz (RFC 7845, section 4). */
const GRANULES_HZ = 48_000
/** Rates that libopus takes. The sound of a lower one costs fewer bits and needs no resampling. */
const SAMPLE_RATES_HZ = [8000, 12_000, 16_000, 24_000, 48_000]
const FRAMES_PER_SECOND = 50
/** 200 ms: small enough to stream, and a page's header is below 2 kbit/s. */
const FRAMES_PER_PAGE = 10
const MAX_PACKET_BYTES = 3828
const BITS_PER_SECOND = 32_000
/** Of 0 to 10. 5 takes half the time of 10; for one voice at this bit rate little is lost. */
const COMPLEXITY = 5

/** Numbers of opus_defines.h. */
const APPLICATION_VOIP = 2048
const SET_BITRATE = 4002
const SET_COMPLEXITY = 4010
const SET_SIGNAL = 4024
const GET_LOOKAHEAD = 4027
const SIGNAL_VOICE = 3001

/** A file holds one stream only, and the same speech is the same bytes. */
const SERIAL = 0x506f6c6c

export type OpusEncoder = {
  /** The pages that are complete by now, perhaps none; the caller owns them. */
  encode(samples: Float32Array): Uint8Array<ArrayBuffer>
  /** The last pages. The encoder is spent afterwards. */
  finish(): Uint8Array<ArrayBuffer>
}

/**
 * Encodes one mono stream as Ogg Opus (RFC 7845) in frames of 20 ms. Decoded,
 * it lasts exactly as long as the samples: the encoder's delay is skipped at
 * the start (section 4.2), what fills the last frame is trimmed (section 4.4).
 *
 * Each encoder is a WebAssembly instance of its own, about 1 ms to make: it
 * shares nothing, and an encoder that is let go of is collected with its memory.
 *
 * @param sampleRateHz Of the samples, from −1 to 1: 8000, 12000, 16000, 24000 or 48000. Decoders answer 48 kHz.
 * @throws RangeError for another rate.
 */
export async function createOpusEncoder(sampleRateHz: number): Promise<OpusEncoder> {
  if (!SAMPLE_RATES_HZ.includes(sampleRateHz)) {
    const rates = SAMPLE_RATES_HZ.join(', ')
    throw new RangeError(
      `Cannot encode Opus as the sample rate must be one of ${rates}: current value is ${sampleRateHz}`,
    )
  }
  const { encodeFrame, lookahead } = instantiate(await compiled(), sampleRateHz)
  const granulesPerSample = GRANULES_HZ / sampleRateHz
  const preSkip = lookahead * granulesPerSample
  const frame = new Float32Array(sampleRateHz / FRAMES_PER_SECOND)
  const ogg = createOggWriter(SERIAL)
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
      pages.push(ogg.push(encodeFrame(frame), frames * frame.length * granulesPerSample))
      // The first leaves at once. Besides, decoders that find one page only do not trim it.
      if (frames % FRAMES_PER_PAGE === 1) pages.push(ogg.flush())
    }
  }

  /** Head and tags each have a page of their own (RFC 7845, section 3). */
  function begin(pages: Uint8Array[]): void {
    if (begun) return
    begun = true
    pages.push(ogg.push(opusHead(preSkip, sampleRateHz), 0), ogg.flush())
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
      const needed = Math.ceil((total + lookahead) / frame.length)
      // All but the last frame; that one tells by its granule where the sound ends.
      take(new Float32Array((needed - 1 - frames) * frame.length), pages)
      frame.fill(0, filled)
      pages.push(ogg.push(encodeFrame(frame), preSkip + total * granulesPerSample), ogg.end())
      return concatBytes(pages)
    },
  }
}

type OpusInstance = {
  /** One packet for one frame. */
  encodeFrame(frame: Float32Array): Uint8Array
  /** Delay of the encoder, in samples of the input. */
  lookahead: number
}

function instantiate(module: WebAssembly.Module, sampleRateHz: number): OpusInstance {
  // Not by the package's own wrapper: it takes an index of HEAPU16 for an address and
  // writes outside of what it allocated (opusscript 0.1.1, index.js).
  const opus = createOpusModule({
    instantiateWasm: (imports, done) => done(new WebAssembly.Instance(module, imports)),
  })
  const handler = new opus.OpusScriptHandler(sampleRateHz, 1, APPLICATION_VOIP)
  const input = opus._malloc((sampleRateHz / FRAMES_PER_SECOND) * 2)
  const output = opus._malloc(MAX_PACKET_BYTES)

  function control(request: number, value: number): void {
    const code = handler._encoder_ctl(request, value)
    if (code < 0) throw new Error(`libopus refused the control ${request}: error ${code}`)
  }

  control(SET_BITRATE, BITS_PER_SECOND)
  control(SET_COMPLEXITY, COMPLEXITY)
  control(SET_SIGNAL, SIGNAL_VOICE)
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
      const bytes = handler._encode(input, 0, output, frame.length)
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
function opusHead(preSkip: number, sampleRateHz: number): Uint8Array {
  const head = new Uint8Array(19)
  const view = new DataView(head.buffer)
  head.set(new TextEncoder().encode('OpusHead'))
  view.setUint8(8, 1) // version
  view.setUint8(9, 1) // channels
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
