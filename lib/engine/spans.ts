import type { Style, Word } from './script'
import type { Utterance } from './utterances'

type Span = NonNullable<Style['maxDuration']>

/** Speech is made faster by no more than this. */
const MAX_FACTOR = 5
/** How often a span is spoken to nobody, at most: once as it is, then to see whether it has become fast enough. */
const MAX_ROUNDS = 3

export type Spans = {
  /** The utterance that has to be measured, as `hurried` has it, before the one at that index may be spoken, if any. */
  toMeasure(
    index: number,
  ): { utterance: Utterance; measured(soundMs: number, silenceMs: number): void } | undefined
  /** The words, faster where their span would last too long. */
  hurried(words: readonly Word[]): readonly Word[]
}

/** How far the measuring of a span is, after `count` rounds; `next` is the index of the utterance to be measured. */
type Round = {
  readonly count: number
  readonly factor: number
  next: number
  totalMs: number
  breaksMs: number
}

function roundAt(count: number, factor: number, next: number): Round {
  return { count, factor, next, totalMs: 0, breaksMs: 0 }
}

/** How much faster the words have to be than they were: breaks cannot be hurried, so the words make up for them. */
function excess({ totalMs, breaksMs }: Round, { ms }: Span): number {
  return (totalMs - breaksMs) / Math.max(1, ms - breaksMs)
}

/**
 * Spans that may not last longer than they say (amazon:max-duration): a span's
 * utterances are spoken to nobody first, to know how much faster they have to be.
 */
export function createSpans(utterances: readonly Utterance[]): Spans {
  const rounds = new Map<Span, Round>()
  const spanAt = (index: number) => utterances[index]?.words[0]?.style.maxDuration

  /** Whether a span has words at an index or after it: breaks may stand between. */
  function goesOn(span: Span, index: number): boolean {
    let next = index
    while (utterances[next]?.words.length === 0) next++
    return spanAt(next) === span
  }

  return {
    toMeasure(index) {
      const span = spanAt(index)
      if (!span) return undefined
      const round = rounds.get(span) ?? roundAt(0, 1, index)
      rounds.set(span, round)
      const utterance = utterances[round.next]
      if (round.count === MAX_ROUNDS || !utterance) return undefined
      return {
        utterance,
        measured(soundMs, silenceMs) {
          round.totalMs += soundMs
          round.next++
          if (goesOn(span, round.next)) {
            round.totalMs += silenceMs
            if (silenceMs <= utterance.breakMs) round.breaksMs += silenceMs
            return
          }
          const more = excess(round, span)
          const factor = Math.min(MAX_FACTOR, round.factor * Math.max(1, more))
          rounds.set(span, roundAt(more > 1 ? round.count + 1 : MAX_ROUNDS, factor, index))
        },
      }
    },
    hurried(words) {
      const span = words[0]?.style.maxDuration
      const factor = (span && rounds.get(span)?.factor) ?? 1
      if (factor === 1) return words
      return words.map(word => ({ ...word, style: { ...word.style, rate: word.style.rate * factor } }))
    },
  }
}
