import {
  DEFAULT_GLOBAL_SYSTEM_PARAMETERS,
  type MIDIChannel,
  type MIDIController,
  SpessaSynthProcessor,
} from 'spessasynth_core'
import { BLOCK } from './blockwise'
import { withFilters } from './filter-tables'
import { noEffects } from './no-effects'
import {
  CONTROLLER,
  KEY_PRESSURE,
  NOTE_OFF,
  NOTE_ON,
  type Part,
  type PartEvent,
  PITCH_WHEEL,
  PRESSURE,
  PROGRAM,
} from './part'
import type { SoundFont } from './soundfont'

/** One synthesizer that plays one part, without the room it sounds in. */
export type Instrument = {
  play(event: PartEvent): void
  /** Renders the next block: two channels of BLOCK frames that hold until the next call, or nothing where it is silent. */
  render(): { left: Float32Array; right: Float32Array } | undefined
}

/** The channel of drums in General MIDI (the tenth), and one that is not. */
const DRUM_CHANNEL = 9
const CHANNEL = 0

/** Notes for each voice after which what the synthesizer remembers of them is dropped: some 2 KB each. */
const NOTES_KEPT = 8

// A synthesizer makes as many voices as this says before it can be told how many are wanted, 350 in all: 10 ms of allocating.
Object.assign(DEFAULT_GLOBAL_SYSTEM_PARAMETERS, { voiceCap: 1 })

/**
 * Each part has a synthesizer of its own: how its notes sound, and which of
 * them must give way, then depends on no other part. Some 3 ms and 0.1 MB.
 */
export function createInstrument(font: SoundFont, part: Part, rateHz: number): Instrument {
  const { synth, prepare } = withFilters(
    rateHz,
    () =>
      new SpessaSynthProcessor(rateHz, {
        // Both are work for nothing: nobody listens to events, and the room is our own.
        eventsEnabled: false,
        effectsEnabled: false,
        maxBufferSize: BLOCK,
        ...noEffects(),
      }),
  )
  synth.setSystemParameter('voiceCap', part.voices)
  synth.soundBankManager.addSoundBank(font.bank, 'main')
  const channel = part.isDrums ? DRUM_CHANNEL : CHANNEL
  leaveOne(synth, channel)
  if (!part.isDrums) synth.controllerChange(channel, 0, part.bank)
  synth.programChange(channel, part.program)

  const left = new Float32Array(BLOCK)
  const right = new Float32Array(BLOCK)
  let generation = font.generation
  let notes = 0
  let isSounding = false

  function strike(key: number, velocity: number): void {
    if (velocity > 0) isSounding = true
    notes++
    synth.noteOn(channel, key, velocity)
  }

  /** Silent or not: what an instrument remembers holds the samples that the SoundFont let go. */
  function forget(): void {
    if (generation === font.generation && notes < NOTES_KEPT * part.voices) return
    synth.clearCache()
    generation = font.generation
    notes = 0
  }

  return {
    play({ status, a, b }) {
      if (status === NOTE_ON) strike(a, b)
      else if (status === NOTE_OFF) synth.noteOff(channel, a)
      else if (status === CONTROLLER) synth.controllerChange(channel, a as MIDIController, b)
      else if (status === PITCH_WHEEL) synth.pitchWheel(channel, a + 128 * b)
      else if (status === PROGRAM) synth.programChange(channel, a)
      else if (status === PRESSURE) synth.channelPressure(channel, a)
      else if (status === KEY_PRESSURE) synth.polyPressure(channel, a, b)
    },

    render() {
      forget()
      if (!isSounding) return
      left.fill(0)
      right.fill(0)
      prepare()
      synth.process(left, right)
      isSounding = synth.voiceCount > 0
      return { left, right }
    },
  }
}

/** The other fifteen channels are never played, and have 26 KB each: the one that is stands in for them. */
function leaveOne({ midiChannels }: SpessaSynthProcessor, channel: number): void {
  const played = midiChannels[channel]
  if (played) (midiChannels as MIDIChannel[]).fill(played)
}
