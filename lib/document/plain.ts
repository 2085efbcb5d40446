import type { Document } from './document'
import { columnsOf, isSpaceless } from './white-space'
import { createWriter, type Writer } from './writer'

/** Columns from which on lines may be of a text that was wrapped; shorter ones are a list, or verse. */
const NARROWEST_WRAP = 40
/** Columns beyond which a line is a paragraph of its own: nobody wraps that wide. */
const WIDEST_WRAP = 120
/** How many of a paragraph's lines must end for want of room, so that it is joined in a text that was wrapped … */
const MOST = 0.75
/** … and to tell that it was. */
const NEARLY_ALL = 0.9

/** A row of stars, dashes … between parts of a text. */
const RULE = /^[\s*_=~#·•.─—–-]{3,}$/
const BULLET = /^[-*•‣▪◦]\s+(?=\S)/
const NUMBER = /^(\d{1,3})[.)]\s+(?=\S)/
const QUOTE = /^>[> ]*/
const PARTS =
  'chapter|part|book|act|volume|kapitel|teil|buch|band|chapitre|partie|livre|cap[ií]tulo|parte|libro|livro|capitolo|hoofdstuk|deel|rozdział|глава|часть|книга'
const CHAPTER = new RegExp(
  `^(?:(?:${PARTS})\\s+(?:\\d{1,4}|[ivxlcdm]{1,8})(?:\\.?|\\s*[.:—–-]\\s*\\S.{0,80})|第[\\d一二三四五六七八九十百]{1,5}[章回部].{0,40})$`,
  'iu',
)
/** Emphasis in plain text since the first books that were typed in. */
const UNDERSCORED = /(?<![\p{L}\p{N}_])_(?=[^\s_])([^_]{1,200})(?<=\S)_(?![\p{L}\p{N}_])/gu

/**
 * Plain text, pasted or from a file: paragraphs at blank lines. Lines that were
 * wrapped at a margin are joined, those of verse or an address are kept; bulleted
 * and numbered lines become items, quoted ones quotes, and a line like
 * `Chapter 3` a heading.
 */
export function documentOfPlain(text: string): Document {
  const paragraphs = paragraphsOf(text)
  const narrowest = narrowestOf(paragraphs)
  const writer = createWriter()
  for (const lines of paragraphs) writeParagraph(writer, lines, narrowest)
  return writer.finish()
}

function paragraphsOf(text: string): string[][] {
  const paragraphs: string[][] = []
  let lines: string[] = []
  for (const line of text.split(/\r\n|[\n\r\v\u0085\u2028]/)) {
    for (const [index, part] of line.split(/[\f\u2029]/).entries()) {
      const isBreak = index > 0 || part.trim() === '' || RULE.test(part)
      if (isBreak && lines.length > 0) {
        paragraphs.push(lines)
        lines = []
      }
      if (part.trim() !== '' && !RULE.test(part)) lines.push(part.trimEnd())
    }
  }
  if (lines.length > 0) paragraphs.push(lines)
  return paragraphs
}

/**
 * How wide the lines of a wrapped paragraph are at least, in columns; undefined
 * for a text that was not wrapped. One paragraph of three lines or more tells:
 * in verse they do not nearly all end because the next word did not fit.
 */
function narrowestOf(paragraphs: readonly (readonly string[])[]): number | undefined {
  const wrapped = paragraphs.filter(lines => lines.length > 2 && shareOfForced(lines) >= NEARLY_ALL)
  const widest = wrapped.reduce((most, lines) => Math.max(most, widthOf(lines)), 0)
  return widest >= NARROWEST_WRAP ? widest * 0.75 : undefined
}

/** The columns of a paragraph's longest line; 0 where that is too long for a wrapped one. */
function widthOf(lines: readonly string[]): number {
  const width = lines.reduce((most, line) => Math.max(most, columnsOf(line)), 0)
  return width <= WIDEST_WRAP ? width : 0
}

/** How many of a paragraph's line breaks, 0 to 1, were made for want of room. */
function shareOfForced(lines: readonly string[]): number {
  const width = widthOf(lines)
  const forced = lines.slice(1).filter((next, index) => isForced(lines[index] ?? '', next, width))
  return forced.length / Math.max(1, lines.length - 1)
}

function isForced(line: string, next: string, width: number): boolean {
  return columnsOf(line) + columnsOf(firstWordOf(next)) >= width
}

function firstWordOf(line: string): string {
  const start = line.trimStart()
  // Between Chinese or Japanese characters a line may end anywhere, but for a few of them.
  return isSpaceless(start[0] ?? '') ? start.slice(0, 3) : start.slice(0, start.search(/\s|$/))
}

function writeParagraph(writer: Writer, lines: readonly string[], narrowest: number | undefined): void {
  if (lines.every(line => QUOTE.test(line))) {
    writer.block({ kind: 'quote' })
    writeLines(
      writer,
      lines.map(line => line.replace(QUOTE, '')),
      narrowest,
    )
  } else if (isChapter(lines)) {
    writer.block({ kind: 'heading', level: 2 })
    writeLines(writer, lines, undefined)
  } else {
    for (const piece of piecesOf(lines, narrowest)) writePiece(writer, piece, narrowest)
  }
}

/** `CHAPTER I` and, on the next line, what it is called. */
function isChapter([first = '', second = '', ...more]: readonly string[]): boolean {
  return CHAPTER.test(first.trim()) && second.length <= 80 && more.length === 0
}

/** Cuts a paragraph before each line that begins an item of a list. */
function piecesOf(lines: readonly string[], narrowest: number | undefined): string[][] {
  const pieces: string[][] = []
  const width = narrowest === undefined ? Number.POSITIVE_INFINITY : Math.max(narrowest, widthOf(lines))
  let isInList = false
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1]
    const wasFree = before === undefined || !isForced(before, line, width)
    const isItem: boolean = isMarked(line) && (isInList || wasFree)
    if (isItem || index === 0) pieces.push([])
    pieces.at(-1)?.push(line)
    isInList ||= isItem
  }
  return pieces
}

function isMarked(line: string): boolean {
  return BULLET.test(line.trimStart()) || NUMBER.test(line.trimStart())
}

function writePiece(writer: Writer, lines: readonly string[], narrowest: number | undefined): void {
  const first = lines[0]?.trimStart() ?? ''
  const ordered = NUMBER.exec(first)?.[1]
  if (!isMarked(first)) {
    writer.block({ kind: 'paragraph' })
    writeLines(writer, lines, narrowest)
    return
  }
  const marker = ordered === undefined ? BULLET : NUMBER
  writer.block(
    ordered === undefined ? { kind: 'item', level: 1 } : { kind: 'item', level: 1, ordered: Number(ordered) },
  )
  writeText(writer, [first.replace(marker, ''), ...lines.slice(1)].join('\n'))
}

/** Joins lines that were wrapped, else keeps them. */
function writeLines(writer: Writer, lines: readonly string[], narrowest: number | undefined): void {
  if (narrowest !== undefined && widthOf(lines) >= narrowest && shareOfForced(lines) >= MOST)
    writeText(writer, lines.join('\n'))
  else {
    for (const line of lines) {
      writeText(writer, line)
      writer.lineBreak()
    }
  }
}

function writeText(writer: Writer, text: string): void {
  // A word that was divided at its own hyphen, or before a dash, is joined without a space.
  const joined = text.replace(/(?<=\S-)\n\s*/g, '')
  let written = 0
  for (const { 0: whole, 1: inside = '', index } of joined.matchAll(UNDERSCORED)) {
    writer.text(joined.slice(written, index))
    writer.openSpan('emphasis')
    writer.text(inside)
    writer.closeSpan()
    written = index + whole.length
  }
  writer.text(joined.slice(written))
}
