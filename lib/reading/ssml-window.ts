import { problem } from '../http/problem'
import { afterCodePoints, BLANK_LINE, endsUnsaid, SPEECH } from './characters'
import { countCodePoints } from './reading'
import { type SsmlAtom, type SsmlCost, ssmlAtoms } from './ssml-atoms'
import { SsmlFlow } from './ssml-flow'
import { behindClosers, fragmentOf, type SsmlPlace } from './ssml-fragment'
import { isWithin } from './ssml-well-formed'

/**
 * Where the document that begins at a place is best ended. Looks ahead no
 * further than to the next paragraph's first word or to what fits no more.
 *
 * @throws Problem `text-too-long` (413) where not even the first atom fits.
 */
export function nextCut(source: string, from: SsmlPlace, locale: string, limits: SsmlCost): SsmlPlace {
  const window = new SsmlWindow(source, from, limits)
  for (const atom of ssmlAtoms(source, from.offset, from.open)) {
    if (atom.kind === 'open' && atom.name === 'p') window.mayEnd()
    for (const part of partsOf(source, atom)) {
      if (!window.add(part)) return window.cut(locale, part)
      if (isParagraphOfText(part)) window.mayEnd()
    }
    if (atom.kind === 'close' && atom.name === 'p') window.mayEnd()
  }
  return { offset: source.length, open: undefined }
}

class SsmlWindow {
  readonly #source: string
  #from: SsmlPlace
  readonly #limits: SsmlCost
  readonly #flow: SsmlFlow
  #spent: SsmlCost
  #reach: SsmlPlace
  /** The end of a paragraph behind which nothing is said. */
  #ending: SsmlPlace | undefined
  /** Whether nothing but tags and white space came behind that. */
  #isFreshEnding = false

  constructor(source: string, from: SsmlPlace, limits: SsmlCost) {
    this.#source = source
    this.#from = from
    this.#flow = new SsmlFlow(source)
    this.#limits = limits
    this.#spent = from.open?.opening ?? { all: 0, billed: 0 }
    this.#reach = from
  }

  /** A paragraph may have ended here. One with nothing to say goes with what is before it, else with what follows. */
  mayEnd(): void {
    if (!this.#flow.speaks || (this.#ending && this.#isFreshEnding)) return
    this.#ending = this.#reach
    this.#isFreshEnding = true
  }

  /** Takes the next atom in, or of a text as much as fits; false where the document ends before its end. */
  add(atom: SsmlAtom): boolean {
    const { kind, start, end, content, cost, open } = atom
    const isBlank = kind === 'aside' || (kind === 'text' && content.trim() === '')
    if (isBlank && this.#reach.offset === this.#from.offset) {
      // What is in front of everything is left out of the document.
      this.#from = { offset: end, open }
      this.#reach = this.#from
      return true
    }
    if (this.#ending && speaks(atom)) return false
    if (!isBlank && kind !== 'open' && kind !== 'close') this.#isFreshEnding = false

    const closing = open?.closing ?? 0
    const all = this.#limits.all - closing - this.#spent.all
    const billed = this.#limits.billed - this.#spent.billed
    const fits = cost.all <= all && cost.billed <= billed
    const taken = kind !== 'text' || fits ? end : afterCodePoints(this.#source, start, Math.min(all, billed))
    if (kind !== 'text' && !fits) return false
    if (taken > start) {
      this.#flow.add({ ...atom, end: taken, content: content.slice(0, taken - start) }, this.#reach)
      this.#spent = { all: this.#spent.all + cost.all, billed: this.#spent.billed + cost.billed }
      this.#reach = { offset: taken, open }
    }
    return fits
  }

  /** @param refused What did not fit, or was not to be in it. */
  cut(locale: string, refused: SsmlAtom): SsmlPlace {
    const cut = this.#ending ?? this.#flow.cut(this.#reach, locale, this.#isAllSaid())
    if (cut.offset <= this.#from.offset) {
      const actual = this.#spent.all + refused.cost.all
      throw problem('text-too-long', { field: 'text', limit: this.#limits.all, actual })
    }
    const behind = behindClosers(this.#source, cut)
    const document = fragmentOf(this.#source, this.#from, behind)?.text ?? ''
    return isWithin(document, this.#limits) ? behind : cut
  }

  /** Whether nothing is said in the rest of the paragraph, as far as a document would reach. */
  #isAllSaid(): boolean {
    for (const atom of ssmlAtoms(this.#source, this.#reach.offset, this.#reach.open)) {
      if (atom.name === 'p' || (isParagraphOfText(atom) && endsUnsaid(atom.content, false))) return true
      if (speaks(atom) || atom.start > this.#reach.offset + this.#limits.all) return false
    }
    return true
  }
}

function speaks({ kind, content }: SsmlAtom): boolean {
  return kind === 'whole' || SPEECH.test(content)
}

/** Whether a blank line is in a text that stands in no paragraph or sentence. */
function isParagraphOfText({ kind, content, open }: SsmlAtom): boolean {
  return kind === 'text' && !open?.isProse && BLANK_LINE.test(content)
}

/**
 * Text outside paragraphs and sentences parted behind its blank lines, lazily: a document takes in few of many
 * paragraphs. Blank lines behind a blank line are one part. All else comes as it is.
 */
function* partsOf(source: string, atom: SsmlAtom): Generator<SsmlAtom> {
  if (!isParagraphOfText(atom)) {
    yield atom
    return
  }
  const { start, content } = atom
  /** Where the part begins that is not yielded yet, and how far it holds nothing but blank lines. */
  let from = 0
  let blankTo = 0
  for (const { 0: blank, index } of content.matchAll(BLANK_LINES)) {
    const end = index + blank.length
    if (index > 0 && index === blankTo) {
      blankTo = end
      continue
    }
    if (blankTo > from) yield partOf(source, atom, start + from, start + blankTo)
    yield partOf(source, atom, start + blankTo, start + end)
    from = end
    blankTo = end
  }
  if (blankTo > from) yield partOf(source, atom, start + from, start + blankTo)
  if (content.length > blankTo) yield partOf(source, atom, start + blankTo, atom.end)
}

const BLANK_LINES = new RegExp(BLANK_LINE, 'gu')

function partOf(source: string, { kind, name, open }: SsmlAtom, start: number, end: number): SsmlAtom {
  const content = source.slice(start, end)
  const count = countCodePoints(content)
  return { kind, start, end, content, name, cost: { all: count, billed: count }, open }
}
