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
/** Voices whose own shift of pitch is true; beyond these factors it changes their level, too. */
const SHIFTS_ITSELF = { voices: ['slt', 'awb'], min: 0.8, max: 1.3 }
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
  const shiftsItself =
    SHIFTS_ITSELF.voices.includes(voice) &&
    style.pitch >= SHIFTS_ITSELF.min &&
    style.pitch <= SHIFTS_ITSELF.max
  const { samples, segments } = flite.speak(
    voice,
    terms.map(term => term.text + term.punctuation).join(' '),
    {
      durationStretch: (OWN_STRETCH[voice] ?? 1) / style.rate,
      f0Shift: shiftsItself ? style.pitch : 1,
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
  const shifted = Math.min(PITCH.max, Math.max(PITCH.min, style.pitch))
  return {
    samples: shiftsItself || shifted === 1 ? samples : shiftPitch(samples, FLITE_SAMPLE_RATE_HZ, shifted),
    sampleRateHz: FLITE_SAMPLE_RATE_HZ,
    words: () => wordTimes(words.length, terms, timed, phonesOf),
    visemes: timed.map(({ phone, startMs }) => ({ viseme: visemeOf(phone), startMs })),
  }
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
