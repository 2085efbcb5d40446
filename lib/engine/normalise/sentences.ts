import { isMidSentence } from './abbreviations'

export type Span = { start: number; end: number }

/** A letter after a full stop that is not that of an ellipsis, nor of a unit: "10 in. wide". */
const SMALL_START = /(?<=[^.]\.\s{1,9})(?<!\d ?[a-z]{1,4}\.\s{1,9})[a-z]/g

/** A line that ends before this column was ended on purpose. */
const SHORT_LINE = 45

/** Abbreviations after which a capital begins no sentence, in languages other than English. */
const SHORT: Readonly<Record<string, RegExp>> = {
  de: /^(?:dr|prof|hr|fr|nr|str|bzw|ca|vgl|z\.b|d\.h|u\.a|usw|geb|st|inkl|abs|art|bd|evtl|ggf|hl|jh|mio|mrd|tel|sog)$/i,
  fr: /^(?:m|mm|mme|mlle|dr|pr|me|st|ste|av|bd|cf|p|n|no|env|p\.ex|tél)$/i,
  es: /^(?:sr|sra|srta|sres|dr|dra|d|dña|prof|ud|uds|vd|av|avda|núm|pág|p\.ej|ee|uu|tel)$/i,
  pt: /^(?:sr|sra|srta|dr|dra|prof|d|av|n|núm|pág|p\.ex|v\.ex|tel)$/i,
  it: /^(?:sig|sigg|sig\.ra|dott|dott\.ssa|prof|avv|ing|arch|on|n|pag|ecc|es|tel|s)$/i,
  nl: /^(?:dhr|mevr|mw|dr|prof|ir|mr|drs|bijv|d\.w\.z|o\.a|m\.b\.v|nr|blz|ca|tel|st)$/i,
}

/** Languages that write an ordinal as a number with a full stop: "am 3. Oktober". */
const ORDINAL_STOPS = /^(?:de|da|nb|nn|no|fi|is|cs|sk|sl|hr|sr|bs|hu|pl|et|lv|lt|tr)$/

/**
 * The sentences of a text, trimmed of the space around them, in order. Blank
 * lines always end one; a single line break does where the line is short and
 * what follows begins anew. Abbreviations, initials and numbered lists end none.
 *
 * @param text Any Unicode.
 * @param language BCP 47, as `en-US`; its first part chooses the rules.
 * @returns UTF-16 offsets: start inclusive, end exclusive. Space alone gives none.
 */
export function sentences(text: string, language: string): Span[] {
  const code = language.split('-')[0]?.toLowerCase() ?? 'en'
  const segmenter = new Intl.Segmenter(code, { granularity: 'sentence' })
  // A line break within a paragraph is the width of somebody's window: a space, as long as before.
  // Unicode's rules do not let an ellipsis end a sentence; English does, before a capital.
  const flowing = text.replace(/[\r\n\t]/g, ' ').replaceAll('…', '.')
  const found: Span[] = []
  for (const block of blocksOf(text)) {
    const part = flowing.slice(block.start, block.end)
    // Where somebody writes without any capital, a small letter after a full stop begins a sentence.
    const isSmall = /\p{Ll}/u.test(part) && !/\p{Lu}/u.test(part)
    const cased = isSmall ? part.replace(SMALL_START, letter => letter.toUpperCase()) : part
    let start = block.start
    for (const { segment, index } of segmenter.segment(cased)) {
      const end = block.start + index + segment.length
      if (end < block.end && !isBoundary(flowing, start, end, code, isSmall)) continue
      pushTrimmed(found, text, start, end)
      start = end
    }
  }
  return found
}

/** How far around a boundary is looked. */
const REACH = 24

function isBoundary(text: string, start: number, end: number, language: string, isSmall: boolean): boolean {
  const before = text.slice(Math.max(start, end - REACH), end).trimEnd()
  const following = text.slice(end, end + REACH)
  // "Really?" he said: no sentence begins small.
  if (/^["'“‘«(]?\p{Ll}/u.test(following) && !(isSmall && before.endsWith('.'))) return false
  const word = /(?:^|[\s("'“‘«[])([^\s("'“‘«[]{1,20})\.["'”’»)\]]*$/.exec(before)?.[1]
  if (word === undefined) return true
  const next = /^["'“‘«([]*([^\s"'”’»)\],;:!?]+)/.exec(following)?.[1] ?? ''
  // "1. First": the number of a list, at the head of its sentence.
  if (/^(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{2,4})$/.test(word) && end - start <= word.length + 4) return false
  if (language === 'en') return !isMidSentence(word, next.replace(/\.$/, ''))
  if (ORDINAL_STOPS.test(language) && /^\d{1,2}$/.test(word)) return false
  return !/^\p{Lu}$/u.test(word) && !SHORT[language]?.test(word)
}

/** Paragraphs, and lines that stand by themselves. */
function blocksOf(text: string): Span[] {
  const blocks: Span[] = []
  let start = 0
  let lineStart = 0
  for (const { 0: lineBreak, index } of text.matchAll(/(?:\r\n|[\n\r\u2028\u2029])\s*/g)) {
    const end = index + lineBreak.length
    const isEmpty = /\u2029|(?:\r\n|\r|\n)[^\S\r\n]*[\r\n]/.test(lineBreak)
    if (isEmpty || (index - lineStart < SHORT_LINE && beginsAnew(text, lineStart, index, end))) {
      blocks.push({ start, end })
      start = end
    }
    lineStart = end
  }
  blocks.push({ start, end: text.length })
  return blocks
}

/** A line goes on where the one before ends with a comma, or it begins small. */
function beginsAnew(text: string, lineStart: number, lineEnd: number, next: number): boolean {
  const before = text.slice(Math.max(lineStart, lineEnd - 4), lineEnd).trimEnd()
  return !/[,–—-]$/.test(before) && !/^["'“‘(]?\p{Ll}/u.test(text.slice(next, next + 3))
}

function pushTrimmed(found: Span[], text: string, from: number, to: number): void {
  const part = text.slice(from, to)
  const start = from + part.length - part.trimStart().length
  const end = from + part.trimEnd().length
  if (start < end) found.push({ start, end })
}
