import { hasAscii } from '../bytes'
import type { Codec } from './codec'
import { JoinError } from './join-error'

/** Granule positions of Opus count at this rate, whatever was encoded (RFC 7845, section 4). */
const SAMPLE_RATE_HZ = 48_000
/** 120 ms (RFC 6716, section 3.2.5). */
const MAX_PACKET_SAMPLES = 5760
/** By the configuration number: SILK (RFC 6716, section 3.1, table 2), hybrid, CELT. */
const FRAME_SAMPLES = [
  ...[480, 960, 1920, 2880, 480, 960, 1920, 2880, 480, 960, 1920, 2880],
  ...[480, 960, 480, 960],
  ...[120, 240, 480, 960, 120, 240, 480, 960, 120, 240, 480, 960, 120, 240, 480, 960],
]

/** Opus in Ogg (RFC 7845), mono or stereo. */
export const OPUS: Codec = {
  headerPackets: 2,
  readHead([head, tags]) {
    if (
      !head ||
      !tags ||
      head.length < 19 ||
      !hasAscii(head, 0, 'OpusHead') ||
      !hasAscii(tags, 0, 'OpusTags')
    ) {
      throw new JoinError('malformed', 'The part does not begin with the headers of Opus')
    }
    const view = new DataView(head.buffer, head.byteOffset, head.length)
    // The minor version, the pre-skip and the rate of the original do not change how packets decode (section 5.1).
    const [version, channels, gain, family] = [
      view.getUint8(8),
      view.getUint8(9),
      view.getInt16(16),
      view.getUint8(18),
    ]
    if (version > 15) throw new JoinError('unlike', 'The part is of an unknown version of Ogg Opus')
    if (family !== 0) throw new JoinError('unlike', 'The part is neither mono nor stereo')
    return {
      identity: `${channels} channels, gain ${gain}`,
      sampleRateHz: SAMPLE_RATE_HZ,
      preSkip: view.getUint16(10, true),
      // Encoders of speech write 20 ms most often.
      longestOutput: 960,
      silentBlock: 960,
      blockOf: packetSamples,
    }
  },
  output: (_, block) => block,
  // One frame of 20 ms of CELT, mono, whose first bit says that it is silent.
  silence: Uint8Array.of(0xf8, 0xff, 0xfe),
}

/** RFC 6716, section 3.1: how many frames of which length the first byte, and for code 3 the second, announce. */
function packetSamples(packet: Uint8Array): number {
  const [toc = 0, second] = packet
  const code = toc & 3
  const frames = code === 3 ? (second ?? 0) & 0x3f : code === 0 ? 1 : 2
  const samples = frames * (FRAME_SAMPLES[toc >> 3] ?? 0)
  if (packet.length === 0 || samples === 0 || samples > MAX_PACKET_SAMPLES) {
    throw new JoinError('malformed', 'A packet is none of Opus')
  }
  return samples
}
