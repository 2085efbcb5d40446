import type { Envelope } from '../audio/mp3-envelope'
import { SPEECH } from './characters'
import { type Chunk, readingOffset } from './chunk'
import type { TextType } from './reading'
import { segmenter, segmentingLocale } from './segmenters'
import { chooseBoundaries } from './sentence-boundaries'
import { voicedTimeline } from './speech-pauses'
import { spokenText } from './spoken-text'
import type { Mark } from './timeline'

type Sentence = { start: number; end: number; text: string }

/**
 * Marks of a chunk's sentences without help from the service: each boundary is
 * sought among the pauses that are heard, where as much has been said as stands
 * before it. Every sentence gets a mark, and times never run backwards.
 *
 * @param language Of the text (BCP 47).
 * @param offsetMs How long the audio of all chunks before lasts.
 * @throws Problem `invalid-parameter` (400) where SSML is not well-formed.
 */
export function estimateSentences(
  chunk: Chunk,
  audio: Envelope,
  language: string | undefined,
  offsetMs: number,
  textType: TextType,
): Mark[] {
  const sentences = sentencesOf(chunk.text, language, textType)
  const times = chooseBoundaries(
    sentences.map(({ text }) => lengthOf(text)),
    voicedTimeline(audio),
  )
  return sentences.map(({ start, end }, i) => ({
    type: 'sentence',
    time: offsetMs + (times[i] ?? 0),
    start: readingOffset(chunk, start),
    end: readingOffset(chunk, end),
    value: chunk.text.slice(start, end),
    estimated: true,
  }))
}

/** Sentences that say something; what says nothing belongs to the one before. */
function sentencesOf(source: string, language: string | undefined, textType: TextType): Sentence[] {
  const { text, starts, ends } = spokenText(source, 0, source.length, textType)
  const sentences: Sentence[] = []
  for (const { segment, index } of segmenter('sentence', segmentingLocale(language)).segment(text)) {
    const said = segment.trimEnd()
    const from = index + segment.length - segment.trimStart().length
    const end = ends[index + said.length - 1] ?? source.length
    const last = sentences.at(-1)
    if (SPEECH.test(said)) sentences.push({ start: starts[from] ?? 0, end, text: said })
    else if (last && said.trim() !== '') last.end = end
  }
  return sentences
}

/** A sign of these scripts is a syllable or more. */
const SYLLABLE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const SYLLABLE_LETTERS = 2.5
/** "7" is said as "seven". */
const DIGIT_LETTERS = 4
/** Each sentence takes some time to begin and to end. */
const EDGE_LETTERS = 2

/** How long a text is when it is said, in letters. */
function lengthOf(text: string): number {
  let letters = EDGE_LETTERS
  for (const character of text) {
    if (SYLLABLE.test(character)) letters += SYLLABLE_LETTERS
    else if (/\p{N}/u.test(character)) letters += DIGIT_LETTERS
    else if (/\p{L}/u.test(character)) letters++
  }
  return letters
}
