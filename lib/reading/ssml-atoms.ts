import { billedCharacters, countCodePoints } from './reading'
import { malformed, type SsmlToken, ssmlTokens } from './ssml-tokens'

/** An element that is open somewhere. */
export type SsmlElement = {
  readonly name: string
  /** Its start tag, and where that begins in the document. */
  readonly tag: string
  readonly start: number
  readonly parent: SsmlElement | undefined
  /** Whether it is a paragraph or a sentence, or within one. */
  readonly isProse: boolean
  /** What opening it and all around it costs again, and closing them, in code points. */
  readonly opening: SsmlCost
  readonly closing: number
}

/** In Unicode code points: all, tags included, and those that are billed. */
export type SsmlCost = { readonly all: number; readonly billed: number }

/** What is not cut within: a tag, a reference, an element that is said as a whole; but text at any character. */
export type SsmlAtom = Omit<SsmlToken, 'kind'> & {
  /** `whole`: an element with all that is in it, or CDATA. */
  readonly kind: Exclude<SsmlToken['kind'], 'cdata'> | 'whole'
  readonly cost: SsmlCost
  /** The innermost element that is open behind it. */
  readonly open: SsmlElement | undefined
}

/** Elements that are said as a whole. */
const WHOLE = new Set(['phoneme', 'say-as', 'sub', 'w'])

export function isParagraphOrSentence(name: string): boolean {
  return name === 'p' || name === 's'
}

/**
 * The atoms of a document from an offset on, lazily.
 *
 * @param around The innermost element that is open there.
 * @throws Problem `invalid-parameter` (400) where tags do not match, or the root is not <speak>.
 */
export function* ssmlAtoms(
  source: string,
  from: number,
  around: SsmlElement | undefined,
): Generator<SsmlAtom> {
  let open = around
  let whole: SsmlAtom | undefined
  for (const token of ssmlTokens(source, from)) {
    const before = open
    const cost = costOf(source, token)
    open = openAfter(source, before, token, cost)
    // Spelt out, as a spread costs more than all the rest.
    const { kind, start, end, content, name } = token
    if (whole) {
      whole = extended(whole, token, cost)
      if (open !== whole.open) continue
      yield whole
      whole = undefined
    } else if (kind === 'open' && isSaidAsWhole(source, token)) {
      whole = { kind: 'whole', start, end, content, name, cost, open: before }
    } else {
      yield { kind: kind === 'cdata' ? 'whole' : kind, start, end, content, name, cost, open }
    }
  }
  if (open) throw malformed(source, open.start, `<${open.name}> is not closed`)
}

function extended({ start, name, content, cost, open }: SsmlAtom, by: SsmlToken, more: SsmlCost): SsmlAtom {
  const sum = { all: cost.all + more.all, billed: cost.billed + more.billed }
  return { kind: 'whole', start, end: by.end, content: content + by.content, name, cost: sum, open }
}

function isSaidAsWhole(source: string, { name, start, end }: SsmlToken): boolean {
  return WHOLE.has(name) || (name === 'prosody' && /\samazon:max-duration\s*=/.test(source.slice(start, end)))
}

/** Without one, a text has as many code points as units. */
const SURROGATE = /[\uD800-\uDFFF]/

function costOf(source: string, { kind, start, end, content }: SsmlToken): SsmlCost {
  const token = source.slice(start, end)
  const all = SURROGATE.test(token) ? countCodePoints(token) : token.length
  if (kind === 'text' || kind === 'reference') return { all, billed: all }
  if (token.indexOf('>') === token.length - 1) return { all, billed: 0 }
  // Billed are what is between "<" and ">" for nothing, and what CDATA holds.
  return { all, billed: Math.max(billedCharacters(token, 'ssml'), countCodePoints(content)) }
}

function openAfter(
  source: string,
  open: SsmlElement | undefined,
  token: SsmlToken,
  cost: SsmlCost,
): SsmlElement | undefined {
  const { kind, name, start } = token
  if (kind === 'aside') return open
  if (!open) checkOutside(source, token)
  if (kind === 'open') return opened(source, open, token, cost)
  if (kind !== 'close') return open
  if (open?.name === name) return open.parent
  const expected = open ? `</${name}> where </${open.name}> was expected` : `</${name}> closes nothing`
  throw malformed(source, start, expected)
}

function checkOutside(source: string, { kind, name, start, content }: SsmlToken): void {
  if (kind === 'open' || kind === 'empty') {
    if (name !== 'speak') throw malformed(source, start, `the root is <${name}>, not <speak>`)
  } else if (kind !== 'close' && (kind !== 'text' || content.trim() !== '')) {
    throw malformed(source, start, 'there is text outside <speak>')
  }
}

function opened(
  source: string,
  parent: SsmlElement | undefined,
  { name, start, end }: SsmlToken,
  cost: SsmlCost,
): SsmlElement {
  return {
    name,
    tag: source.slice(start, end),
    start,
    parent,
    isProse: isParagraphOrSentence(name) || parent?.isProse === true,
    opening: {
      all: (parent?.opening.all ?? 0) + cost.all,
      billed: (parent?.opening.billed ?? 0) + cost.billed,
    },
    closing: (parent?.closing ?? 0) + countCodePoints(`</${name}>`),
  }
}
