import { createHash } from 'node:crypto'
import { hasAscii } from '../bytes'
import type { Codec } from './codec'
import { JoinError } from './join-error'

const IDENTIFICATION_BYTES = 30
/** Of a mode in the setup header: flag, window type, transform type, mapping. */
const MODE_BITS = 1 + 16 + 16 + 8
const MAX_MODES = 64

/** Vorbis in Ogg (Vorbis I specification). */
export const VORBIS: Codec = {
  headerPackets: 3,
  readHead([identification, comment, setup]) {
    const areHeaders = [identification, comment, setup].every(
      (packet, i) => packet?.[0] === 2 * i + 1 && hasAscii(packet, 1, 'vorbis'),
    )
    if (!areHeaders || !identification || !setup || identification.length < IDENTIFICATION_BYTES) {
      throw new JoinError('malformed', 'The part does not begin with the headers of Vorbis')
    }
    // Section 4.2.2.
    const view = new DataView(identification.buffer, identification.byteOffset, identification.length)
    const sampleRateHz = view.getUint32(12, true)
    const exponents = view.getUint8(28)
    const blocks: [number, number] = [1 << (exponents & 15), 1 << (exponents >> 4)]
    if (blocks[0] < 64 || blocks[1] > 8192 || blocks[0] > blocks[1] || sampleRateHz === 0) {
      throw new JoinError('malformed', 'The header of Vorbis has sizes that are not allowed')
    }
    const modes = readModes(setup, blocks)
    const modeBits = 32 - Math.clz32(modes.length - 1)
    return {
      identity: createHash('sha256').update(identification).update(setup).digest('base64'),
      sampleRateHz,
      preSkip: 0,
      longestOutput: blocks[1] / 2,
      silentBlock: modes[0] ?? blocks[0],
      blockOf(packet) {
        // Section 4.3.1: a bit that is 0 for audio, then the mode.
        const first = packet[0] ?? 1
        const block = modes[(first >> 1) & ((1 << modeBits) - 1)]
        if ((first & 1) === 1 || block === undefined)
          throw new JoinError('malformed', 'A packet is none of Vorbis')
        return block
      },
    }
  },
  // Section 1.3.2: windows overlap by halves, and what lies between their centres is complete.
  output: (previous, block) => (previous === undefined ? 0 : (previous + block) / 4),
  // Audio of mode 0 whose channels all have an unused floor.
  silence: new Uint8Array(8),
}

/**
 * Block sizes by mode number. The modes end the setup header (section 4.2.4),
 * behind codebooks of any length, and are read backwards: window and transform
 * type must be zero, and the modes be as many as the six bits before them say.
 */
function readModes(setup: Uint8Array, blocks: readonly [number, number]): number[] {
  const bits = (from: number, count: number) => {
    let value = 0
    for (let i = count - 1; i >= 0; i--)
      value = value * 2 + (((setup[(from + i) >> 3] ?? 0) >> ((from + i) & 7)) & 1)
    return value
  }
  // The framing flag is the last bit that is set.
  let end = setup.length * 8 - 1
  while (end > 0 && bits(end, 1) === 0) end--

  const backwards: number[] = []
  let found: number[] | undefined
  for (let count = 1; count <= MAX_MODES; count++) {
    const at = end - count * MODE_BITS
    if (at < 6 || bits(at + 1, 32) !== 0 || bits(at + 33, 8) >= MAX_MODES) break
    backwards.push(bits(at, 1) === 1 ? blocks[1] : blocks[0])
    if (bits(at - 6, 6) === count - 1) found = backwards.toReversed()
  }
  if (!found) throw new JoinError('malformed', 'The setup header of Vorbis has no modes')
  return found
}
