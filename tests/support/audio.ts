import { decodeFile } from './decoders'
import { aLawValue, muLawValue } from './g711'

export type AudioFormat = 'mp3' | 'ogg_vorbis' | 'ogg_opus' | 'pcm' | 'mulaw' | 'alaw'

/** What a player would hear: mono samples from −1 to 1. */
export type Heard = { samples: Float32Array; sampleRateHz: number; seconds: number }

/**
 * Decodes a whole file with a decoder that is not ours; what has no header by
 * its definition.
 *
 * @param sampleRateHz Of pcm, mulaw and alaw, which do not tell.
 * @throws Error for the decoder's first complaint, or audio that is not mono.
 */
export async function decodeAudio(
  format: AudioFormat,
  bytes: Uint8Array,
  sampleRateHz = format === 'pcm' ? 16_000 : 8000,
): Promise<Heard> {
  if (format === 'pcm') return heard(fromPcm16(bytes), sampleRateHz)
  if (format === 'mulaw' || format === 'alaw') {
    const value = format === 'mulaw' ? muLawValue : aLawValue
    return heard(
      Float32Array.from(bytes, code => value(code) / 32768),
      sampleRateHz,
    )
  }
  const { channels, sampleRateHz: decodedHz } = await decodeFile(format, bytes)
  const [samples, second] = channels
  if (!samples) throw new Error('The decoder found no audio')
  // mpg123 and libopus put mono out on both sides.
  if (second && format === 'ogg_vorbis') throw new Error('The audio is not mono')
  return heard(samples, decodedHz)
}

function heard(samples: Float32Array, sampleRateHz: number): Heard {
  return { samples, sampleRateHz, seconds: samples.length / sampleRateHz }
}

function fromPcm16(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return Float32Array.from({ length: bytes.length / 2 }, (_, i) => view.getInt16(2 * i, true) / 32768)
}

/** Root mean square of the samples: 0 for silence, 0.7 for a full sine. */
export function rms(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length)
}

export function sine(
  frequencyHz: number,
  sampleRateHz: number,
  seconds: number,
  amplitude = 0.5,
): Float32Array {
  const length = Math.round(sampleRateHz * seconds)
  return Float32Array.from(
    { length },
    (_, i) => amplitude * Math.sin((2 * Math.PI * frequencyHz * i) / sampleRateHz),
  )
}

/**
 * How much of the samples is a sine of this frequency, and how much is anything
 * else: a least-squares fit, whatever the phase.
 *
 * @returns The sine's amplitude, and the ratio of its power to the rest in dB.
 */
export function sineFit(
  samples: Float32Array,
  frequencyHz: number,
  sampleRateHz: number,
): { amplitude: number; snrDb: number } {
  let [ss, cc, sc, ys, yc, yy] = [0, 0, 0, 0, 0, 0]
  samples.forEach((y, i) => {
    const s = Math.sin((2 * Math.PI * frequencyHz * i) / sampleRateHz)
    const c = Math.cos((2 * Math.PI * frequencyHz * i) / sampleRateHz)
    ss += s * s
    cc += c * c
    sc += s * c
    ys += y * s
    yc += y * c
    yy += y * y
  })
  const determinant = ss * cc - sc * sc
  const a = (ys * cc - yc * sc) / determinant
  const b = (yc * ss - ys * sc) / determinant
  const power = a * ys + b * yc
  return { amplitude: Math.hypot(a, b), snrDb: 10 * Math.log10(power / Math.max(yy - power, 1e-30)) }
}
