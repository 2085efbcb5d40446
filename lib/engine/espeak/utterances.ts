import type { Word } from '../script'
import { createReader } from './readers'
import type { EspeakVoice } from './voices'

/** What the synthesiser is given in one call: one language, one rate, one pitch. */
export type Utterance = {
  /** eSpeak NG's identifier of the language. */
  readonly language: string
  readonly rate: number
  readonly pitch: number
  /** Escaped, with the punctuation that shapes the melody. */
  readonly text: string
  /** Where each part of a word begins in the text, in code points; `word` is its place in the list of words. */
  readonly parts: readonly { readonly word: number; readonly start: number }[]
  /** Silence after it in ms, at the voice's own rate. */
  readonly pauseMs: number
}

/** A longer text is cut between words, so that a call and what it holds stay small. */
const MAX_LENGTH = 300

/** As the synthesiser pauses within an utterance. */
const PAUSE_MS: Readonly<Record<Word['punctuation'], number>> = {
  '': 0,
  ',': 160,
  ';': 240,
  ':': 240,
  '.': 300,
  '!': 300,
  '?': 300,
}

/** Scripts that put no space between words. */
const UNSPACED = /[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u

type Part = { word: number; text: string; language: string; rate: number; pitch: number; glued: boolean }

/**
 * Parts words into utterances: at a change of rate, of pitch or of script, and
 * where the text gets long.
 */
export function utterancesOf(words: readonly Word[], voice: EspeakVoice): Utterance[] {
  const parts = partsOf(words, voice)
  const utterances: Utterance[] = []
  let start = 0
  let length = 0
  parts.forEach((part, i) => {
    const first = parts[start]
    if (first && i > start && (length + part.text.length > MAX_LENGTH || !alike(first, part))) {
      utterances.push(utteranceOf(parts.slice(start, i), words, true))
      start = i
      length = 0
    }
    length += part.text.length + 1
  })
  if (parts.length > start) utterances.push(utteranceOf(parts.slice(start), words, false))
  return utterances
}

function alike(a: Part, b: Part): boolean {
  return a.language === b.language && a.rate === b.rate && a.pitch === b.pitch
}

function partsOf(words: readonly Word[], voice: EspeakVoice): Part[] {
  const reader = createReader(voice.LanguageCode, voice.language)
  const parts: Part[] = []
  let before: Word | undefined
  words.forEach((word, i) => {
    const spoken = speakable(word.spoken)
    if (!spoken) return
    let glued = before?.end === word.start || (before !== undefined && unspaced(before.spoken, spoken))
    for (const { text, language } of reader.split(spoken)) {
      const { rate, pitch } = word.style
      for (const piece of piecesOf(text)) {
        parts.push({ word: i, text: piece, language, rate, pitch, glued })
        glued = true
      }
    }
    before = word
  })
  return parts
}

/** Without controls and brackets, which the synthesiser takes for commands. */
function speakable(spoken: string): string {
  return spoken
    .toWellFormed()
    .replace(/[\p{Cc}[\]\s]+/gu, ' ')
    .trim()
}

function unspaced(before: string, after: string): boolean {
  return UNSPACED.test(before.slice(-2)) || UNSPACED.test(after.slice(0, 2))
}

/** A text in pieces of at most MAX_LENGTH, without breaking a surrogate pair. */
function piecesOf(text: string): string[] {
  if (text.length <= MAX_LENGTH) return [text]
  return text.match(new RegExp(`[^]{1,${MAX_LENGTH / 2}}`, 'gu')) ?? []
}

function utteranceOf(parts: readonly Part[], words: readonly Word[], more: boolean): Utterance {
  const { language = '', rate = 1, pitch = 1 } = parts[0] ?? {}
  let text = ''
  let length = 0
  const append = (more: string) => {
    text += more
    length += codePoints(more)
  }
  const starts = parts.map((part, i) => {
    if (i > 0 && !part.glued) append(' ')
    const start = length
    append(escapeXml(part.text))
    const next = parts[i + 1]
    if (next && next.word !== part.word) append(separatorAfter(words[part.word], next.glued))
    return { word: part.word, start }
  })
  const punctuation = words[parts.at(-1)?.word ?? -1]?.punctuation ?? ''
  // Where a sentence goes on in another voice, the melody stays up; at the end of a call nothing pauses.
  append(punctuation || (more ? ',' : ''))
  return { language, rate, pitch, text, parts: starts, pauseMs: more ? PAUSE_MS[punctuation] : 0 }
}

/** Punctuation shapes the melody only before a space. */
function separatorAfter(word: Word | undefined, glued: boolean): string {
  const punctuation = word?.punctuation ?? ''
  return punctuation && glued ? `${punctuation} ` : punctuation
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
