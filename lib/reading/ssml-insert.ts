import { ruleOf } from '../ssml/rules'
import { scanSsml } from './ssml-scan'

export type InsertKind = 'pause' | 'emphasis' | 'say-as' | 'phoneme' | 'mark'

/** UTF-16 offsets; the end is exclusive. */
export type Range = { start: number; end: number }

export type Insertion = {
  text: string
  /** What to write over next: the value that the tag starts with. */
  selection: Range
  /** The one stretch of the text before that changed, and what took its place: a single step to undo. */
  replaced: Range & { with: string }
}

type Element = { name: string; start: number; contentStart: number; contentEnd: number; end: number }

/** Each start and end tag, comment, reference and the like: nothing may be put into it. */
type Unit = Range & { opens?: Element; closes?: Element }

type Edit = Range & { with: string }

/**
 * Puts a tag where the selection is, as a button of an editor does: around it,
 * or around the word at the caret; a pause after it, a mark before it. Never
 * within a tag, nor where it would cross another one; plain text becomes a
 * document: it is put in `<speak>`, and what stands for markup is escaped.
 */
export function insertSsml(text: string, selection: Range, kind: InsertKind): Insertion {
  const { units, elements, flaws } = structureOf(text)
  const root = elements.find(({ name }) => name === 'speak')
  const bounds = root ? { start: root.contentStart, end: root.contentEnd } : { start: 0, end: text.length }
  const inner = placeOf(text, clamp(text, selection, bounds), kind, units, elements)
  const { opening, closing, value } = tagsOf(kind, text)
  const edits: Edit[] = [
    ...(root ? [] : [{ start: 0, end: 0, with: '<speak>' }]),
    ...(root ? [] : flaws),
    { start: inner.start, end: inner.start, with: opening },
    ...(closing === '' ? [] : [{ start: inner.end, end: inner.end, with: closing }]),
    ...(root ? [] : [{ start: text.length, end: text.length, with: '</speak>' }]),
  ].toSorted((a, b) => a.start - b.start)
  return applied(text, edits, inner.start, opening, value)
}

function structureOf(text: string): { units: Unit[]; elements: Element[]; flaws: Edit[] } {
  const units: Unit[] = []
  const elements: Element[] = []
  const open: Element[] = []
  const flaws: Edit[] = []
  scanSsml(text, {
    onStartTag({ name, start, end, isEmpty }) {
      const element = {
        name,
        start,
        contentStart: end,
        contentEnd: isEmpty ? end : text.length,
        end: isEmpty ? end : text.length,
      }
      elements.push(element)
      units.push({ start, end, ...(isEmpty ? {} : { opens: element }) })
      if (!isEmpty) open.push(element)
    },
    onEndTag({ name, start, end }) {
      const closes = open.at(-1)?.name === name ? open.pop() : undefined
      if (closes) Object.assign(closes, { contentEnd: start, end })
      units.push({ start, end, ...(closes ? { closes } : {}) })
    },
    onText: () => undefined,
    onUnit: ({ start, end }) => units.push({ start, end }),
    onFlaw({ start, end, replacement }) {
      if (replacement !== undefined) flaws.push({ start, end, with: replacement })
    },
  })
  return { units, elements, flaws }
}

function placeOf(
  text: string,
  { start, end }: Range,
  kind: InsertKind,
  units: readonly Unit[],
  elements: readonly Element[],
): Range {
  const place = isPoint(kind)
    ? pointAt(kind === 'pause' ? end : start, units)
    : start === end
      ? wordAt(text, pointAt(start, units).start, units)
      : uncrossed(text, { start, end }, kind !== 'emphasis', units)
  // An element that holds text only, such as say-as, is left as it is: what is new goes around it or behind it.
  const holder = elements.find(
    each => ruleOf(each.name)?.content !== undefined && each.start < place.start && place.start < each.end,
  )
  if (!holder) return place
  return { start: kind === 'emphasis' ? holder.start : holder.end, end: holder.end }
}

function isPoint(kind: InsertKind): boolean {
  return kind === 'pause' || kind === 'mark'
}

function pointAt(at: number, units: readonly Unit[]): Range {
  const within = units.find(unit => unit.start < at && at < unit.end)
  return { start: within?.end ?? at, end: within?.end ?? at }
}

/** What of a selection can stand in one element: no half of a tag, and no tag without the one that belongs to it. */
function uncrossed(text: string, range: Range, isTextOnly: boolean, units: readonly Unit[]): Range {
  let { start, end } = range
  for (const unit of units) {
    if (unit.end <= start || unit.start >= end) continue
    const { opens, closes } = unit
    const isReference = text[unit.start] === '&'
    const isWhole = unit.start >= start && unit.end <= end
    const isPaired = opens ? opens.end <= end : closes ? closes.start >= start : true
    if (isWhole && isPaired && (!isTextOnly || isReference)) continue
    if (text.slice(start, Math.max(start, unit.start)).trim() === '') start = unit.end
    else end = unit.start
  }
  return start < end ? { start, end } : { start, end: start }
}

/** Letters, digits and what joins them, in both directions from the caret; the caret itself where there are none. */
function wordAt(text: string, at: number, units: readonly Unit[]): Range {
  const before = units.findLast(unit => unit.end <= at)?.end ?? 0
  const after = units.find(unit => unit.start >= at)?.start ?? text.length
  const left = /[\p{L}\p{M}\p{N}’'-]*$/u.exec(text.slice(Math.max(before, at - MAX_WORD), at))?.[0] ?? ''
  const right = /^[\p{L}\p{M}\p{N}’'-]*/u.exec(text.slice(at, Math.min(after, at + MAX_WORD)))?.[0] ?? ''
  return { start: at - left.length, end: at + right.length }
}

/** In UTF-16 units to each side: what is longer is no word that somebody points at. */
const MAX_WORD = 60

/** Within the bounds, and between characters: not between the halves of one. */
function clamp(text: string, { start, end }: Range, bounds: Range): Range {
  const within = (at: number) => {
    const bounded = Math.min(bounds.end, Math.max(bounds.start, at))
    return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(bounded - 1, bounded + 1))
      ? bounded - 1
      : bounded
  }
  return { start: within(Math.min(start, end)), end: within(Math.max(start, end)) }
}

type Tags = {
  opening: string
  closing: string /** Part of the opening tag that is to be selected. */
  value: string
}

function tagsOf(kind: InsertKind, text: string): Tags {
  switch (kind) {
    case 'pause':
      return { opening: '<break time="500ms"/>', closing: '', value: '500ms' }
    case 'emphasis':
      return { opening: '<emphasis level="moderate">', closing: '</emphasis>', value: 'moderate' }
    case 'say-as':
      return { opening: '<say-as interpret-as="characters">', closing: '</say-as>', value: 'characters' }
    case 'phoneme':
      return { opening: '<phoneme alphabet="ipa" ph="">', closing: '</phoneme>', value: '' }
    case 'mark': {
      const name = freeName(text)
      return { opening: `<mark name="${name}"/>`, closing: '', value: name }
    }
  }
}

function freeName(text: string): string {
  const taken = new Set(
    [...text.matchAll(/<mark\s+name\s*=\s*["']mark-(\d+)["']/g)].map(match => Number(match[1])),
  )
  let number = 1
  while (taken.has(number)) number++
  return `mark-${number}`
}

function applied(
  text: string,
  edits: readonly Edit[],
  at: number,
  opening: string,
  value: string,
): Insertion {
  const start = edits[0]?.start ?? 0
  const end = edits.at(-1)?.end ?? start
  let replacement = ''
  let done = start
  let tagStart = 0
  for (const edit of edits) {
    replacement += text.slice(done, edit.start)
    if (edit.with === opening && edit.start === at) tagStart = start + replacement.length
    replacement += edit.with
    done = edit.end
  }
  const valueStart = tagStart + opening.lastIndexOf(`"${value}"`) + 1
  return {
    text: text.slice(0, start) + replacement + text.slice(end),
    selection: { start: valueStart, end: valueStart + value.length },
    replaced: { start, end, with: replacement },
  }
}
