import { type Document, type OutlineEntry, outlineOf } from '../../lib/document/document'
import { countCodePoints } from '../../lib/reading/reading'

/** A stretch of a document that may be read at once; offsets are those of its text, end exclusive. */
export type Part = {
  title: string
  start: number
  end: number
  /** Code points. */
  characters: number
}

/** How far back from the limit a place to cut within a paragraph is looked for, in UTF-16 units. */
const SEARCH = 2000

/**
 * What to read of a document that is too long: its chapters, those of a chapter
 * that is too long itself in its place, and, where there are no headings,
 * stretches of whole paragraphs. A title alone goes with the chapter behind it.
 *
 * @param limit Characters of a part at most, counted as code points.
 */
export function partsOf(document: Document, limit: number): Part[] {
  const outline = outlineOf(document)
  return divided(document, outline, limit, {
    title: document.title ?? 'Text',
    start: 0,
    end: document.text.length,
  })
}

type Section = { title: string; start: number; end: number }

function divided(
  document: Document,
  outline: readonly OutlineEntry[],
  limit: number,
  section: Section,
): Part[] {
  const { title, start, end } = section
  const characters = countCodePoints(document.text.slice(start, end))
  if (characters <= limit) return [{ ...section, characters }]
  const inside = outline.filter(entry => entry.start > start && entry.start < end)
  const highest = Math.min(...inside.map(({ level }) => level))
  const chapters = inside.filter(({ level }) => level === highest)
  const [first, second] = chapters
  if (!first) return stretches(document, limit, section)
  // What stands before the first of the chapters has a heading of its own, or the name of the whole.
  const before = { title: outline.find(entry => entry.start === start)?.title ?? title, start }
  const isTitleOnly =
    document.blocks.every(
      block => block.kind === 'heading' || block.start < start || block.start >= first.start,
    ) && countCodePoints(document.text.slice(start, second?.start ?? end)) <= limit
  const sections = isTitleOnly ? [{ ...first, start }, ...chapters.slice(1)] : [before, ...chapters]
  return sections.flatMap((chapter, index) => {
    const next = sections[index + 1]?.start ?? end
    const chapterEnd = start + document.text.slice(start, next).trimEnd().length
    if (chapterEnd <= chapter.start) return []
    return divided(document, outline, limit, { title: chapter.title, start: chapter.start, end: chapterEnd })
  })
}

/** Whole paragraphs, as many as fit; a paragraph that is too long itself is cut at a sentence or a space. */
function stretches({ text, blocks }: Document, limit: number, { title, start, end }: Section): Part[] {
  const starts = blocks.map(block => block.start)
  const cuts: { start: number; end: number; characters: number }[] = []
  let at = start
  while (at < end) {
    const furthest = pastSpace(text, advanced(text, at, end, limit), end)
    const cut = furthest === end ? end : cutBefore(text, starts, at, furthest)
    const stretch = text.slice(at, cut).trimEnd()
    if (stretch !== '') {
      cuts.push({ start: at, end: at + stretch.length, characters: countCodePoints(stretch) })
    }
    at = pastSpace(text, cut, end)
  }
  return cuts.map((cut, index) => ({ title: `${title}, part ${index + 1} of ${cuts.length}`, ...cut }))
}

/** So many characters further, but not beyond the end. */
function advanced(text: string, from: number, end: number, characters: number): number {
  let at = from
  for (let left = characters; left > 0 && at < end; left--) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
  return Math.min(at, end)
}

/** White space at the edge of a part is not of it. */
function pastSpace(text: string, from: number, end: number): number {
  let at = from
  while (at < end && /\s/.test(text.charAt(at))) at++
  return at
}

function cutBefore(text: string, starts: readonly number[], from: number, furthest: number): number {
  const paragraph = starts.findLast(each => each <= furthest)
  if (paragraph !== undefined && paragraph > from) return paragraph
  const searched = Math.max(from, furthest - SEARCH)
  const tail = text.slice(searched, furthest)
  const sentence = lastEnd(tail, /[.!?…][\p{Pe}\p{Pf}"']*\s|[。！？]/gu) ?? lastEnd(tail, /\s/g)
  return sentence === undefined ? furthest : searched + sentence
}

function lastEnd(text: string, pattern: RegExp): number | undefined {
  const last = [...text.matchAll(pattern)].at(-1)
  return last && last.index + last[0].length
}

/** A part as a document of its own. */
export function documentOfPart(document: Document, { title, start, end }: Part): Document {
  const within = <Stretch extends { start: number; end: number }>(each: Stretch): Stretch[] =>
    each.end > start && each.start < end
      ? [{ ...each, start: Math.max(each.start, start) - start, end: Math.min(each.end, end) - start }]
      : []
  return {
    title,
    text: document.text.slice(start, end),
    blocks: document.blocks.flatMap(within),
    spans: document.spans.flatMap(within),
  }
}
