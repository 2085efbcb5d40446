import { applyGain } from '../../audio/effects'
import { shiftPitch } from '../../audio/pitch'
import type { Performance } from '../performance'
import { addenda, addendumWord } from '../phonemes/addenda'
import { ipaToFlite } from '../phonemes/ipa'
import { visemeOf } from '../phonemes/viseme'
import type { Word } from '../script'
import { alignPhones } from './align'
import { FLITE_SAMPLE_RATE_HZ, type Flite, type FliteVoice } from './flite'
import type { PhonesOf } from './phones-of'

/** Silence instead of words that have no sound. */
const SILENT_MS = 20
/** The factors that our shift of pitch takes. */
const PITCH = { min: 0.25, max: 4 }
/** Voices that shift their pitch truly by themselves, within these factors, and what it adds to their level in dB an octave. */
const OWN_SHIFT: Partial<Record<FliteVoice, number>> = { slt: 9, awb: 2 }
const OWN_SHIFTS = { min: 0.85, max: 1.2 }
/** Flite's duration_stretch at the voice's own rate, where it is not 1. */
const OWN_STRETCH: Partial<Record<FliteVoice, number>> = { kal16: 1.1 }

/**
 * Flite as a performer of words that share a style: their pronunciations
 * brought along, rate and pitch of the style kept, their times found in what
 * was spoken.
 */
export function performWithFlite(
  words: readonly Word[],
  voice: FliteVoice,
  flite: Flite,
  phonesOf: PhonesOf,
): Performance {
  const terms = words.flatMap(termsOf)
  const style = words[0]?.style
  if (terms.length === 0 || !style) return silence(words.length)
  const given = terms.flatMap(({ text, phones }) => (phones ? [{ word: text, phones }] : []))
  const inReach = style.pitch >= OWN_SHIFTS.min && style.pitch <= OWN_SHIFTS.max
  const addedDb = inReach ? OWN_SHIFT[voice] : undefined
  const { samples, segments } = flite.speak(
    voice,
    terms.map(term => term.text + term.punctuation).join(' '),
    {
      durationStretch: (OWN_STRETCH[voice] ?? 1) / style.rate,
      f0Shift: addedDb === undefined ? 1 : style.pitch,
      ...(given.length > 0 ? { addenda: addenda(given) } : {}),
    },
  )

  // The pause that kal16 ends with lasts longer than its sound.
  const audioMs = (samples.length * 1000) / FLITE_SAMPLE_RATE_HZ
  const timed = segments.map(({ phone, startMs, endMs }) => ({
    phone,
    startMs: Math.min(startMs, audioMs),
    endMs: Math.min(endMs, audioMs),
  }))
  return {
    samples: addedDb === undefined ? shifted(samples, style.pitch) : leveled(samples, style.pitch, addedDb),
    sampleRateHz: FLITE_SAMPLE_RATE_HZ,
    words: () => wordTimes(words.length, terms, timed, phonesOf),
    visemes: timed.map(({ phone, startMs }) => ({ viseme: visemeOf(phone), startMs })),
  }
}

type Samples = Float32Array<ArrayBuffer>

function shifted(samples: Samples, pitch: number): Samples {
  const factor = Math.min(PITCH.max, Math.max(PITCH.min, pitch))
  return factor === 1 ? samples : shiftPitch(samples, FLITE_SAMPLE_RATE_HZ, factor)
}

/** At the level that the voice has at its own pitch. */
function leveled(samples: Samples, pitch: number, addedDbPerOctave: number): Samples {
  return pitch === 1 ? samples : applyGain(samples, -addedDbPerOctave * Math.log2(pitch))
}

/** A single word as Flite is given it, and whose it is. */
type Term = {
  text: string
  punctuation: Word['punctuation']
  /** Flite's phones, where the word's pronunciation is given: the text is then made up to carry them. */
  phones?: readonly string[]
  /** Index of the script's word. */
  place: number
}

function termsOf({ spoken, ipa, punctuation }: Word, place: number): Term[] {
  const phones = ipa === undefined ? undefined : ipaToFlite(ipa)
  if (phones) return [{ text: addendumWord(place), punctuation, phones, place }]
  const parts = spoken.split(' ').filter(part => part !== '')
  return parts.map((text, i) => ({ text, punctuation: i === parts.length - 1 ? punctuation : '', place }))
}

type Timed = { phone: string; startMs: number; endMs: number }

function wordTimes(
  count: number,
  terms: readonly Term[],
  segments: readonly Timed[],
  phonesOf: PhonesOf,
): { startMs: number; endMs: number }[] {
  const known = phonesOf(terms.filter(term => !term.phones).map(term => term.text)).values()
  const expected = terms.map(({ phones }) => phones?.map(withoutStress) ?? known.next().value ?? [])
  const spoken = segments.filter(segment => segment.phone !== 'pau')
  const phones = spoken.map(segment => segment.phone)
  const times = Array.from({ length: count }, () => ({ startMs: Number.POSITIVE_INFINITY, endMs: 0 }))
  for (const [i, owner] of alignPhones(expected, phones).entries()) {
    const time = times[terms[owner]?.place ?? -1]
    const segment = spoken[i]
    if (!time || !segment) continue
    time.startMs = Math.min(time.startMs, segment.startMs)
    time.endMs = Math.max(time.endMs, segment.endMs)
  }
  // Words without a phone of their own stand where the word before them ends.
  let last = 0
  return times.map(time => {
    if (time.endMs === 0) return { startMs: last, endMs: last }
    last = time.endMs
    return time
  })
}

function withoutStress(phone: string): string {
  return phone.replace(/\d$/, '')
}

function silence(count: number): Performance {
  return {
    samples: new Float32Array((SILENT_MS * FLITE_SAMPLE_RATE_HZ) / 1000),
    sampleRateHz: FLITE_SAMPLE_RATE_HZ,
    words: () => Array.from({ length: count }, () => ({ startMs: 0, endMs: 0 })),
    visemes: [{ viseme: 'sil', startMs: 0 }],
  }
}
