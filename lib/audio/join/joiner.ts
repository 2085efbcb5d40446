import type { ContainerJoiner, Duration } from './container-joiner'
import { createMp3Joiner, type Mp3State } from './mp3'
import { createOggJoiner, type OggState } from './ogg'
import { createPcmJoiner, type PcmState } from './pcm'

/** `ogg` is Vorbis in Ogg, `opus` Opus in Ogg; the parts of `wav` are raw PCM, and its header is written elsewhere. */
export type Container = 'mp3' | 'ogg' | 'opus' | 'wav'

/** Plain JSON data, about 2 KB at most for speech. */
export type JoinState = Mp3State | OggState | PcmState

export type Joiner = ContainerJoiner<JoinState>

export type JoinerOptions = {
  /** Of a joiner of the same container, to go on where it stopped. */
  state?: JoinState
  /** Of the parts of `wav`, signed 16-bit little-endian mono, which do not tell. @default 16000 */
  sampleRateHz?: number
}

/** @throws RangeError where the state is another container's. */
export function createJoiner(container: Container, options: JoinerOptions = {}): Joiner {
  const { sampleRateHz = 16_000, state = initialState(container, sampleRateHz) } = options
  if (state.container !== container) {
    throw new RangeError(
      `Cannot join ${container} as the state must be of ${container}: it is of ${state.container}`,
    )
  }
  if (state.container === 'mp3') return createMp3Joiner(state)
  if (state.container === 'wav') return createPcmJoiner(state)
  return createOggJoiner(state)
}

function initialState(container: Container, sampleRateHz: number): JoinState {
  const none = { samples: 0, sampleRateHz: 0 }
  if (container === 'mp3') return { container, ...none, stream: 0 }
  if (container === 'wav') return { container, samples: 0, sampleRateHz }
  return { container, ...none }
}

export type DurationMeter = {
  /** @throws JoinError where the part could not be joined either. */
  push(bytes: Uint8Array): void
  end(): Duration
}

/**
 * How long a part lasts alone: what a decoder that honours pre-skip and end
 * trimming puts out; for MP3 all of its frames, the encoder's delay among them.
 *
 * @param sampleRateHz Of the raw samples of `wav`. @default 16000
 */
export function createDurationMeter(container: Container, sampleRateHz?: number): DurationMeter {
  const joiner = createJoiner(container, sampleRateHz === undefined ? {} : { sampleRateHz })
  return {
    push(bytes) {
      joiner.push(bytes)
    },
    end() {
      joiner.endPart()
      return joiner.duration
    },
  }
}
