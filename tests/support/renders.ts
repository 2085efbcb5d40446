import { unzipSync } from 'fflate'
import { checkScore } from '../../lib/score/render/check-score'
import type { RenderJob } from '../../lib/score/render/job'
import { framesOfSpeech } from '../../lib/score/render/line-source'
import type { RenderOptions } from '../../lib/score/render/options'
import { render } from '../../lib/score/render/render'
import type { Song } from '../../lib/score/song'
import { loadSoundFont, type SoundFont } from '../../lib/score/soundfont/soundfont'

/** 24-bit WAV files at 44.1 kHz unless told otherwise. */
export function renderOptions(options: Partial<RenderOptions> = {}): RenderOptions {
  return { format: 'wav', bits: '24', rateHz: 44_100, stems: false, ...options }
}

/** What a thread is told to render; spoken lines as 16 kHz samples. */
export function renderJob(
  score: Song | Uint8Array<ArrayBuffer>,
  options: Partial<RenderOptions> = {},
  speech: readonly Int16Array<ArrayBuffer>[] = [],
): RenderJob {
  const asked = renderOptions(options)
  const checked =
    score instanceof Uint8Array
      ? checkScore('midi', score)
      : checkScore('song', new TextEncoder().encode(JSON.stringify(score)))
  const { frames, lines } = checked.facts
  const ends = lines.map(
    ({ start, late }, index) =>
      start[asked.rateHz] + framesOfSpeech(speech[index]?.length ?? 0, asked.rateHz) + late[asked.rateHz],
  )
  return { score: checked, options: asked, speech, frames: Math.max(frames[asked.rateHz], ...ends) }
}

let font: Promise<SoundFont> | undefined

/** All bytes of a render in this thread. */
export async function renderBytes(job: RenderJob): Promise<Buffer> {
  const parts: Uint8Array[] = []
  const loadFont = () => {
    font ??= loadSoundFont()
    return font
  }
  for await (const { bytes } of render(job, loadFont)) if (bytes) parts.push(bytes)
  return Buffer.concat(parts)
}

/** The samples of a stereo WAV file of 16 or 24 bits, full scale being ±1. */
export function samplesOfWav(wav: Buffer): { left: Float64Array; right: Float64Array; sampleRateHz: number } {
  const width = wav.readUInt16LE(34) / 8
  const frames = wav.readUInt32LE(40) / width / 2
  const sample = (index: number) => wav.readIntLE(44 + index * width, width) / 2 ** (8 * width - 1)
  return {
    left: Float64Array.from({ length: frames }, (_, i) => sample(2 * i)),
    right: Float64Array.from({ length: frames }, (_, i) => sample(2 * i + 1)),
    sampleRateHz: wav.readUInt32LE(24),
  }
}

/** The files of a ZIP, in order. */
export function filesOfZip(zip: Uint8Array): { name: string; bytes: Buffer }[] {
  return Object.entries(unzipSync(zip)).map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes) }))
}

export const peakOf = (samples: Float64Array): number =>
  samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)
