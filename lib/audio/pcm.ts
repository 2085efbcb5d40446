/** How samples are stored in a file: integers of so many bits, or 32-bit floats. */
export const SAMPLE_FORMATS = ['16', '24', '32f'] as const
export type SampleFormat = (typeof SAMPLE_FORMATS)[number]

/** Bytes of one sample of one channel. */
export const SAMPLE_BYTES: Readonly<Record<SampleFormat, number>> = { '16': 2, '24': 3, '32f': 4 }

/**
 * A sample as its file stores it: an integer of the format's range, where
 * values past full scale are held at its ends, or the nearest 32-bit float.
 *
 * 24 bits are cut from 32 as the song format's renderer and libsndfile do, so
 * that files match to the bit; 16 bits are rounded, half a step nearer.
 *
 * @param value Full scale is ±1.
 */
export function quantise(value: number, format: SampleFormat): number {
  if (format === '32f') return Math.fround(value)
  if (format === '16') return Math.max(-32768, Math.min(32767, Math.round(value * 32768)))
  if (value >= 1 - 2 ** -31) return 8388607
  return value <= -1 ? -8388608 : Math.round(value * 2 ** 31) >> 8
}

/** Two channels as interleaved little-endian frames, left first. @param left, right Of one length. */
export function encodeFrames(
  left: Float64Array,
  right: Float64Array,
  format: SampleFormat,
): Uint8Array<ArrayBuffer> {
  const writer = frameWriter(left.length, format)
  for (let i = 0; i < left.length; i++) {
    writer.put(quantise(left[i] ?? 0, format))
    writer.put(quantise(right[i] ?? 0, format))
  }
  return writer.bytes
}

/**
 * Cuts a mix into stems whose stored samples sum to the stored samples of the
 * mix: each is the difference between what is stored of the tracks up to and
 * including it and what the stems before it hold. What one stem cannot hold, as
 * it is past full scale, comes in the next.
 *
 * Call `begin` for each block, then `next` once a stem.
 */
export function stemEncoder(format: SampleFormat): {
  /** @param frames Length of the block. */
  begin(frames: number): void
  /** @param left, right The sum of the tracks up to and including this one, as long as the block. */
  next(left: Float64Array, right: Float64Array): Uint8Array<ArrayBuffer>
} {
  let held = new Float64Array(0)
  return {
    begin(frames) {
      if (held.length === 2 * frames) held.fill(0)
      else held = new Float64Array(2 * frames)
    },
    next(left, right) {
      const writer = frameWriter(left.length, format)
      for (let i = 0; i < 2 * left.length; i++) {
        const sum = (i % 2 === 0 ? left[i >> 1] : right[i >> 1]) ?? 0
        const before = held[i] ?? 0
        const stem = limited(quantise(sum, format) - before, format)
        writer.put(stem)
        held[i] = before + stem
      }
      return writer.bytes
    },
  }
}

/** A difference of stored samples as it can be stored itself. */
function limited(value: number, format: SampleFormat): number {
  if (format === '32f') return Math.fround(value)
  const end = format === '16' ? 2 ** 15 : 2 ** 23
  return Math.max(-end, Math.min(end - 1, value))
}

/** Takes quantised samples in their order. */
function frameWriter(frames: number, format: SampleFormat) {
  const bytes = new Uint8Array(2 * frames * SAMPLE_BYTES[format])
  const view = new DataView(bytes.buffer)
  let at = 0
  const put = (value: number): void => {
    if (format === '32f') view.setFloat32(at, value, true)
    else {
      view.setInt16(at, format === '24' ? value & 0xffff : value, true)
      if (format === '24') view.setInt8(at + 2, value >> 16)
    }
    at += SAMPLE_BYTES[format]
  }
  return { bytes, put }
}
