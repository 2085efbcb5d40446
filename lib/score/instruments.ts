import { DRUM_KITS, GENERAL_MIDI } from './general-midi'
import type { Track } from './song'
import { SYNTHS, type SynthName } from './synths'

/** What makes a track's sound: a synth of the song format, or a preset of the SoundFont. */
export type Instrument =
  | { kind: 'synth'; name: SynthName }
  | {
      kind: 'soundfont'
      name: string
      /** 0 to 127; on a drums track that of the kit. */
      program: number
    }

/** A name or program that is none of an instrument, with the names that come nearest to it, best first. */
export type Unknown = { kind: 'unknown'; nearest: readonly string[] }

/** How many near names are told. */
const NEAREST = 3
/** No name is longer; of a longer one, only so much is compared. */
const LONGEST = 40

const MELODIC: readonly Instrument[] = [
  ...SYNTHS.map(name => ({ kind: 'synth', name }) as const),
  ...GENERAL_MIDI.map((name, program) => ({ kind: 'soundfont', name, program }) as const),
]
const KITS: readonly Instrument[] = DRUM_KITS.map(kit => ({ kind: 'soundfont', ...kit }))

/** Words that the name of a kit may carry or leave out, as in 'Jazz Drum Kit'; of 'Standard' nothing is left. */
const KIT_WORDS = /standard|drums?|kit|set/gi

/**
 * The instrument of that name, letter case and everything but letters and
 * digits aside, or of that General MIDI program, 0 to 127. The empty name is the
 * first: the grand piano, or the standard kit.
 */
export function findInstrument(wanted: string | number, isDrums: boolean): Instrument | Unknown {
  const list = isDrums ? KITS : MELODIC
  const program = wanted === '' ? 0 : wanted
  if (typeof program === 'number') {
    const found = list.find(each => each.kind === 'soundfont' && each.program === program)
    return found ?? { kind: 'unknown', nearest: [] }
  }
  const comparable = (name: string) => lettersOf(isDrums ? name.replace(KIT_WORDS, '') : name)
  const name = comparable(program.slice(0, LONGEST))
  const found = list.find(each => comparable(each.name) === name)
  return found ?? { kind: 'unknown', nearest: nearestTo(name, list, comparable) }
}

/** The instrument of a checked track. @throws RangeError if the track was not checked. */
export function instrumentOf({ Instrument, IsDrumsTrack }: Track): Instrument {
  const found = findInstrument(Instrument, IsDrumsTrack)
  if (found.kind === 'unknown')
    throw new RangeError(`Cannot play '${Instrument}': there is no such instrument`)
  return found
}

/** As kits are told by their names and programs, and General MIDI is known by its own. */
export function allowedInstruments(isDrums: boolean): string {
  if (isDrums) return DRUM_KITS.map(({ name, program }) => `${name} (${program})`).join(', ')
  return `${SYNTHS.join(', ')}, a General MIDI name, or its program number from 0 to 127`
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** Names that share pairs of letters, by the Sørensen–Dice coefficient: it finds words that are part of a name, too. */
function nearestTo(
  wanted: string,
  list: readonly Instrument[],
  comparable: (name: string) => string,
): readonly string[] {
  const pairs = pairsOf(wanted)
  return list
    .map(({ name }) => {
      const others = pairsOf(comparable(name))
      const shared = [...others].filter(pair => pairs.has(pair)).length
      return { name, likeness: (2 * shared) / (pairs.size + others.size) }
    })
    .sort((a, b) => b.likeness - a.likeness)
    .filter(({ likeness }, _, [best]) => likeness > 0 && likeness >= (best?.likeness ?? 0) / 2)
    .slice(0, NEAREST)
    .map(({ name }) => name)
}

function pairsOf(name: string): Set<string> {
  const pairs = new Set<string>()
  for (let i = 0; i + 1 < name.length; i++) pairs.add(name.slice(i, i + 2))
  return pairs
}
