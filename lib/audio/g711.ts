const SIGN = 0x80
/** µ-law adds it, so that the segments begin at powers of two: 33 in the 14 bits of the standard. */
const MU_BIAS = 33 * 4
/** The largest 16-bit magnitude of the last µ-law interval: 8158 in 14 bits. */
const MU_CLIP = 8159 * 4 - 1
/** A-law inverts every other bit on the line (G.711, section 3.2). */
const A_TOGGLE = 0x55

/**
 * Samples from −1 to 1 as µ-law, a byte each (ITU-T G.711, table 2): sign,
 * segment, interval, all bits inverted. A decision value belongs to the larger interval.
 */
export function encodeMuLaw(samples: Float32Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(samples, sample => {
    const value = toInt16(sample)
    const magnitude = Math.min(Math.abs(value), MU_CLIP) + MU_BIAS
    return ~((value < 0 ? SIGN : 0) | segmentAndInterval(magnitude)) & 0xff
  })
}

/** Samples from −1 to 1 as A-law, a byte each (ITU-T G.711, table 1). */
export function encodeALaw(samples: Float32Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(samples, sample => {
    const value = toInt16(sample)
    const magnitude = Math.min(Math.abs(value), 32767)
    // The first segment is as wide as the second: its intervals begin at zero.
    const code = magnitude < 256 ? magnitude >> 4 : segmentAndInterval(magnitude)
    return ((value < 0 ? 0 : SIGN) | code) ^ A_TOGGLE
  })
}

/** For 128 to 32767: where the highest bit stands above bit 7, and the four bits below it. */
function segmentAndInterval(magnitude: number): number {
  const segment = 24 - Math.clz32(magnitude)
  return (segment << 4) | ((magnitude >> (segment + 3)) & 0x0f)
}

function toInt16(sample: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(sample * 32768)))
}
