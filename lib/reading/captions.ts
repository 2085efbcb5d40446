import { SPEECH } from './characters'
import { atomsOf } from './cue-atoms'
import { lingersUntil, MAX_CUE_MS, MIN_CUE_MS, planCues, type TimedAtom } from './cue-layout'
import { timeAtoms, type WordTime } from './cue-times'
import type { Reading } from './reading'
import { segmentingLocale } from './segmenters'
import { spaceBetween } from './sentence-edges'
import { PARAGRAPH, spokenText } from './spoken-text'
import type { Mark } from './timeline'

/** One or two lines of at most 42 columns: a grapheme has one, a wide one two. */
export type Cue = {
  /** Whole ms of the whole audio. */
  startMs: number
  /** Exclusive; after the start, and before the next cue's. */
  endMs: number
  lines: string[]
}

export type Captioner = {
  /** The cues that are final by now. @throws Problem `invalid-parameter` (400) where SSML is not well-formed. */
  feed(mark: Mark): Cue[]
  /** @param totalMs How long the audio lasts. */
  end(totalMs: number): Cue[]
}

/** Between two cues, so that one is seen to follow the other. */
const GAP_MS = 40
/** Nobody reads faster with ease. */
const COLUMNS_A_SECOND = 20
/** Short sentences wait for company; no more of them. */
const MAX_WAITING = 8

type Sentence = { start: number; end: number; timeMs: number; words: WordTime[] }

/**
 * Captions of a reading from its marks in order: each sentence makes one or more
 * cues, and very short ones share one. Words give the times within a sentence;
 * without them these are in proportion to the text. Other marks, and those
 * without a place in the text, are passed over.
 *
 * @param language By which words are told apart where no spaces do (BCP 47).
 */
export function createCaptioner(reading: Pick<Reading, 'text' | 'textType'>, language?: string): Captioner {
  const locale = segmentingLocale(language)
  const { text, textType } = reading
  let sentence: Sentence | undefined
  let waiting: TimedAtom[] = []
  let waitingSentences = 0
  /** How far the text has been shown, or passed over. */
  let shown = 0
  let lastEndMs = -1

  /** Gives what stands between two sentences to them. @returns where the second one begins with its quotes. */
  function part(start: number): { start: number; space: string } {
    const edges = spaceBetween(reading, shown, start)
    if (sentence) sentence.end = edges.end
    return edges
  }

  /** @returns cues, unless the sentence is too short to stand alone. */
  function close(timeMs: number, space: string): Cue[] {
    if (sentence) {
      const { start, end, words } = sentence
      const atoms = atomsOf(spokenText(text, start, end, textType), locale)
      const timed = timeAtoms(atoms, words, sentence.timeMs, timeMs)
      const last = timed.at(-1)
      if (last) {
        waitingSentences++
        last.ending = space === PARAGRAPH || last.ending === 'paragraph' ? 'paragraph' : 'sentence'
        if (space !== '') last.space = 1
        waiting.push(...timed)
      }
      const isShort = timeMs - sentence.timeMs < MIN_CUE_MS
      sentence = undefined
      if (isShort && waitingSentences < MAX_WAITING) return []
    }
    return flush(timeMs)
  }

  function flush(timeMs: number): Cue[] {
    const atoms = waiting
    waiting = []
    waitingSentences = 0
    const plans = planCues(atoms, timeMs)
    return plans.map(({ from, to, secondLine }, i) => {
      const planned = atoms.slice(from, to)
      const next = plans[i + 1]
      const nextMs = next ? (atoms[next.from]?.timeMs ?? timeMs) : timeMs
      const parts =
        secondLine === undefined ? [planned] : [atoms.slice(from, secondLine), atoms.slice(secondLine, to)]
      return cueOf(planned, nextMs, parts.map(lineOf))
    })
  }

  function cueOf(atoms: readonly TimedAtom[], nextMs: number, lines: string[]): Cue {
    const startMs = Math.max(Math.round(atoms[0]?.timeMs ?? 0), lastEndMs + 1)
    const columns = atoms.reduce((sum, atom) => sum + atom.columns + atom.space, 0)
    const enoughMs = Math.max(lingersUntil(atoms.at(-1)), startMs + (columns / COLUMNS_A_SECOND) * 1000)
    const endMs = Math.floor(Math.min(enoughMs, nextMs - GAP_MS, startMs + MAX_CUE_MS))
    // Speech that takes no time, as no voice's does, is still shown in order.
    lastEndMs = Math.max(startMs + 1, endMs)
    return { startMs, endMs: lastEndMs, lines }
  }

  return {
    feed(mark) {
      const { type, time, start, end } = mark
      if (start === undefined || end === undefined) return []
      if (type === 'word' && sentence && start >= sentence.start && start < sentence.end) {
        sentence.words.push({ offset: start, timeMs: time })
      }
      if (type !== 'sentence' || end <= Math.max(shown, start)) return []
      const timeMs = Math.max(time, sentence?.timeMs ?? 0)
      const edges = part(Math.max(start, shown))
      if (sentence && edges.space !== PARAGRAPH && !SPEECH.test(text.slice(start, end))) {
        // Such as a closing quote, which rules for sentences may part from it.
        sentence.end = end
        shown = end
        return []
      }
      const cues = close(timeMs, edges.space)
      shown = end
      sentence = { start: edges.start, end, timeMs, words: [] }
      return cues
    },
    end(totalMs) {
      const edges = part(text.length)
      const timeMs = Math.max(totalMs, sentence?.timeMs ?? 0, waiting.at(-1)?.timeMs ?? 0)
      return [...close(timeMs, edges.space), ...flush(timeMs)]
    },
  }
}

function lineOf(atoms: readonly TimedAtom[]): string {
  return atoms.map(({ text, space }, i) => (space && i < atoms.length - 1 ? `${text} ` : text)).join('')
}

export type VttOptions = {
  /** A language tag (BCP 47); what is none is left out. */
  language?: string
  /** Whether times of sentences are heard in the audio, as the service has no marks for the voice. */
  estimated?: boolean
}

/** What a WebVTT file begins with, ahead of its cues. @see https://www.w3.org/TR/webvtt1/ section 4.1 */
export function vttHeader({ language = '', estimated = false }: VttOptions): string {
  const notes = [
    ...(/^[a-z\d]{1,8}(?:-[a-z\d]{1,8})*$/i.test(language) ? [`NOTE Language: ${language}`] : []),
    ...(estimated
      ? ['NOTE The times are estimated from the audio: there are no speech marks for this voice.']
      : []),
  ]
  return ['WEBVTT', ...notes].map(block => `${block}\n\n`).join('')
}

/** A cue of a WebVTT file with the empty line behind it. */
export function vttCue({ startMs, endMs, lines }: Cue): string {
  const text = lines.map(line => line.replace(/[&<>]/g, sign => VTT_ESCAPES[sign] ?? sign))
  return `${timestamp(startMs, '.')} --> ${timestamp(endMs, '.')}\n${text.join('\n')}\n\n`
}

/** With ">" escaped, no line can hold the arrow that stands between times. */
const VTT_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** A cue of a SubRip file with the empty line behind it. SubRip has no way to escape signs. @param number From 1. */
export function srtCue({ startMs, endMs, lines }: Cue, number: number): string {
  return `${number}\n${timestamp(startMs, ',')} --> ${timestamp(endMs, ',')}\n${lines.join('\n')}\n\n`
}

/** hh:mm:ss.ttt; hours have as many digits as they need. */
function timestamp(ms: number, point: '.' | ','): string {
  const [hours, minutes, seconds] = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map(part =>
    String(Math.floor(part)).padStart(2, '0'),
  )
  return `${hours}:${minutes}:${seconds}${point}${String(ms % 1000).padStart(3, '0')}`
}
