import type { EspeakEvent } from './module'
import type { Utterance } from './utterances'

/** From the start of the call, in ms. */
type Span = { word: number; startMs: number; endMs: number }

/**
 * When each part of a word sounds, by the synthesiser's word events: these give
 * the place in the text, and hold where marks get lost, as in Korean or at a
 * change of language.
 *
 * @param durationMs Length of the whole.
 */
export function spansOf(
  { parts, text }: Utterance,
  events: readonly EspeakEvent[],
  durationMs: number,
): Span[] {
  const starts: (number | undefined)[] = parts.map(() => undefined)
  let at = 0
  for (const event of events) {
    if (event.type !== 'word') continue
    const position = event.text_position - 1
    while ((parts[at + 1]?.start ?? Infinity) <= position) at++
    starts[at] ??= event.audio_position
  }
  const known = interpolated(starts, [...parts.map(part => part.start), Array.from(text).length], durationMs)
  const silences = silencesIn(events)
  return parts.map(({ word }, i) => {
    const startMs = known[i] ?? 0
    return { word, startMs, endMs: soundEnd(silences, startMs, known[i + 1] ?? durationMs) }
  })
}

/**
 * The synthesiser reads some words as one ("날씨가 좋아서"): those share its time
 * by their length.
 *
 * @param places Of each part, and the end.
 */
function interpolated(
  starts: readonly (number | undefined)[],
  places: readonly number[],
  durationMs: number,
): number[] {
  const known: number[] = []
  for (let i = 0; i < starts.length; ) {
    const from = starts[i] ?? known.at(-1) ?? 0
    let next = i + 1
    while (next < starts.length && starts[next] === undefined) next++
    const to = starts[next] ?? durationMs
    const first = places[i] ?? 0
    const whole = (places[next] ?? first) - first || 1
    for (; i < next; i++) known.push(from + ((to - from) * ((places[i] ?? first) - first)) / whole)
  }
  return known
}

/** Where pauses begin and end. */
function silencesIn(events: readonly EspeakEvent[]): { startMs: number; endMs: number }[] {
  const silences: { startMs: number; endMs: number }[] = []
  let startMs: number | undefined
  for (const { ipa, startMs: ms } of phonemesOf(events)) {
    if (ipa === '') startMs ??= ms
    else if (startMs !== undefined) {
      silences.push({ startMs, endMs: ms })
      startMs = undefined
    }
  }
  if (startMs !== undefined) silences.push({ startMs, endMs: Infinity })
  return silences
}

/** Where a word's sound ends: at the pause that lasts until the next word, if there is one. */
function soundEnd(
  silences: readonly { startMs: number; endMs: number }[],
  startMs: number,
  nextMs: number,
): number {
  const pause = silences.find(
    silence => silence.startMs > startMs && silence.startMs < nextMs && silence.endMs >= nextMs,
  )
  return pause?.startMs ?? nextMs
}

/** A shorter silence is part of a sound: the closure of a stop. */
const MIN_PAUSE_MS = 50

/** IPA of each sound, and an empty one where a pause begins, in ms from the start of the call. */
export function phonemesOf(events: readonly EspeakEvent[]): { ipa: string; startMs: number }[] {
  const heard = events.flatMap(event => {
    if (event.type !== 'phoneme') return []
    const ipa = event.id.replace(LANGUAGE_CHANGE, '')
    // A change of language stands alone or before a sound, and is none itself.
    return ipa === '' && event.id !== '' ? [] : [{ ipa, startMs: event.audio_position }]
  })
  const phonemes: { ipa: string; startMs: number }[] = []
  heard.forEach((phoneme, i) => {
    if (phoneme.ipa === '') {
      const sound = heard.slice(i, i + MAX_PAUSES).find(({ ipa }) => ipa !== '')
      if (sound && sound.startMs - phoneme.startMs < MIN_PAUSE_MS) return
      if (phonemes.at(-1)?.ipa === '') return
    }
    phonemes.push(phoneme)
  })
  return phonemes
}

const LANGUAGE_CHANGE = /\([\w-]*\)/g
/** A pause comes in a few pieces. */
const MAX_PAUSES = 4
