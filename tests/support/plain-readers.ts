import type { Readers } from '../../lib/engine/read-passage'
import type { Token } from '../../lib/engine/script'

/** Reads words as they are written: enough of a language to see what a script makes of tags. */
export const plainReaders: Readers = {
  normalise: text =>
    [...text.matchAll(/\S+/g)].map(({ 0: token, index }) => ({
      start: index,
      end: index + token.length,
      spoken: token.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, ''),
      punctuation: punctuationOf(token),
    })),
  sayAs: (content, { interpretAs, format }) => {
    if (interpretAs === 'expletive') return null
    if (interpretAs === 'address') return undefined
    return [interpretAs, format, content.toLowerCase()].filter(Boolean).join(' ')
  },
  sentences: (text, language) =>
    [...segmenterOf(language).segment(text)].map(({ segment, index }) => ({
      start: index,
      end: index + segment.length,
    })),
}

const segmenters = new Map<string, Intl.Segmenter>()

function segmenterOf(language: string): Intl.Segmenter {
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'sentence' })
  segmenters.set(language, segmenter)
  return segmenter
}

function punctuationOf(token: string): Token['punctuation'] {
  const found = /[,;:.?!](?=["'”)\]]*$)/.exec(token.slice(-5))?.[0]
  return PUNCTUATION.find(mark => mark === found) ?? ''
}

const PUNCTUATION: readonly Token['punctuation'][] = [',', ';', ':', '.', '?', '!']
