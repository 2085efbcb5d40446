import type { Performance } from './performance'
import type { Style, Word } from './script'
import type { Utterance } from './utterances'

type Span = NonNullable<Style['maxDuration']>

/** Speech is made faster by no more than this (Polly, SSML, amazon:max-duration). */
const MAX_FACTOR = 5

export type Spans = {
  /** The utterance that has to be measured before the one at that index may be spoken, if any. */
  toMeasure(
    index: number,
  ): { utterance: Utterance; measured(performance: Performance | undefined): void } | undefined
  /** The words, faster where their span would last too long. */
  hurried(words: readonly Word[]): readonly Word[]
}

/**
 * Spans that may not last longer than they say (amazon:max-duration): a span's
 * utterances are spoken to nobody once, to know how much faster they have to be.
 */
export function createSpans(utterances: readonly Utterance[]): Spans {
  const factors = new Map<Span, number>()
  const totals = new Map<Span, { soundMs: number; pausesMs: number; next: number }>()
  const spanAt = (index: number) => utterances[index]?.words[0]?.style.maxDuration

  return {
    toMeasure(index) {
      const span = spanAt(index)
      if (!span || factors.has(span)) return undefined
      const total = totals.get(span) ?? { soundMs: 0, pausesMs: 0, next: index }
      totals.set(span, total)
      const utterance = utterances[total.next]
      if (!utterance) return undefined
      return {
        utterance,
        measured(performance) {
          total.soundMs += performance ? (performance.samples.length * 1000) / performance.sampleRateHz : 0
          total.next++
          while (total.next < utterances.length && utterances[total.next]?.words.length === 0) total.next++
          if (spanAt(total.next) === span) {
            total.pausesMs += utterance.pauseMs
            return
          }
          // Silence cannot be hurried: the words make up for it.
          const leftMs = Math.max(1, span.ms - total.pausesMs)
          factors.set(span, Math.min(MAX_FACTOR, Math.max(1, total.soundMs / leftMs)))
        },
      }
    },
    hurried(words) {
      const span = words[0]?.style.maxDuration
      const factor = (span && factors.get(span)) ?? 1
      if (factor === 1) return words
      return words.map(word => ({ ...word, style: { ...word.style, rate: word.style.rate * factor } }))
    },
  }
}
