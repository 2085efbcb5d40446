import { skipSpace, trimEnd } from './characters'
import { isParagraphOrSentence, type SsmlElement, ssmlAtoms } from './ssml-atoms'

/** A place between two atoms of a document, or in a text of it. */
export type SsmlPlace = { readonly offset: number; readonly open: SsmlElement | undefined }

/** A document of its own: `lead` units of reopened tags, then the source from `start` to `end`, then end tags. */
export type SsmlFragment = { text: string; start: number; end: number; lead: number }

/**
 * The part of a document between two places as a document of its own. Elements
 * that are open at its ends are opened and closed there; but a `<p>` or `<s>`
 * that goes on behind it is left out, for it would end in its pause.
 *
 * @returns undefined where nothing is left but white space, comments and tags that open.
 */
export function fragmentOf(source: string, from: SsmlPlace, to: SsmlPlace): SsmlFragment | undefined {
  const last = elementsAt(to)
  const goOn = new Set(last.map(({ start }) => start))
  const first = frontOf(source, from, to, goOn)
  const start = first.offset
  const end = trimEnd(source, start, to.offset)
  if (end <= start) return undefined

  const isLeftOut = ({ name, start: tagStart }: SsmlElement) =>
    isParagraphOrSentence(name) && goOn.has(tagStart) && tagStart < start
  const lead = elementsAt(first)
    .filter(element => !isLeftOut(element))
    .map(({ tag }) => tag)
    .join('')
  const closing = last
    .filter(element => !isLeftOut(element))
    .map(({ name }) => `</${name}>`)
    .reverse()
    .join('')
  return { text: `${lead}${source.slice(start, end)}${closing}`, start, end, lead: lead.length }
}

/** Behind what says nothing, and behind the tags of elements that go on. */
function frontOf(source: string, from: SsmlPlace, to: SsmlPlace, goOn: ReadonlySet<number>): SsmlPlace {
  let front = from
  for (const { kind, start, end, content, open } of ssmlAtoms(source, from.offset, from.open)) {
    if (start >= to.offset) break
    if (kind === 'text' && content.trim() !== '') return { ...front, offset: skipSpace(source, front.offset) }
    const isSkipped = kind === 'text' || kind === 'aside' || (kind === 'open' && goOn.has(start))
    if (!isSkipped) break
    front = { offset: end, open }
  }
  return front
}

/**
 * A place moved behind the end tags that follow it, and the white space and comments before them.
 */
export function behindClosers(source: string, place: SsmlPlace): SsmlPlace {
  let behind = place
  for (const { kind, end, content, open } of ssmlAtoms(source, place.offset, place.open)) {
    if (kind === 'close') behind = { offset: end, open }
    else if (kind !== 'aside' && (kind !== 'text' || content.trim() !== '')) break
  }
  return behind
}

/** The elements that are open at a place, the root first. */
function elementsAt({ open }: SsmlPlace): SsmlElement[] {
  const elements: SsmlElement[] = []
  for (let element = open; element; element = element.parent) elements.unshift(element)
  return elements
}
