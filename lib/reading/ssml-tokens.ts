import { problem } from '../http/problem'
import { PREDEFINED, REFERENCE } from '../ssml/xml'

/** What an SSML document is made of; offsets in UTF-16 units of the document, ends exclusive. */
export type SsmlToken = {
  kind: 'text' | 'reference' | 'cdata' | 'open' | 'empty' | 'close' | 'aside'
  start: number
  end: number
  /** As it is read: references resolved, tags left out. */
  content: string
  /** Of a tag: its name with its prefix. */
  name: string
}

const NAME = '[\\p{L}_][\\p{L}\\p{M}\\p{N}_.:-]*'
// XML 1.0, 3.1 [40] STag, [44] EmptyElemTag: values are quoted, and no "<" is in them.
const START_TAG = new RegExp(`<(${NAME})(?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*\\s*(/?)>`, 'uy')
const END_TAG = new RegExp(`</(${NAME})\\s*>`, 'uy')
/** Long text comes in several tokens, so that whoever needs little reads little; none begins with white space that goes on. */
const TEXT = /[^<&]{1,1024}\s*/uy

/**
 * The tokens of a document from an offset on, lazily, each in time that its length bounds.
 *
 * @throws Problem `invalid-parameter` (400) at what is no token of XML.
 */
export function* ssmlTokens(source: string, from: number): Generator<SsmlToken> {
  for (let at = from; at < source.length; ) {
    const token = tokenAt(source, at)
    yield token
    at = token.end
  }
}

function tokenAt(source: string, start: number): SsmlToken {
  if (source.startsWith('<', start)) return markupAt(source, start)
  const [text] = match(TEXT, source, start) ?? []
  if (text !== undefined) {
    return { kind: 'text', start, end: start + text.length, content: text, name: '' }
  }
  const [reference, hex, decimal, name] = match(REFERENCE, source, start) ?? []
  const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
  if (reference === undefined || code > 0x10ffff) {
    throw malformed(source, start, '"&" starts no reference; write &amp; for the sign itself')
  }
  const content = name ? (PREDEFINED[name] ?? '') : String.fromCodePoint(code)
  return { kind: 'reference', start, end: start + reference.length, content, name: '' }
}

function markupAt(source: string, start: number): SsmlToken {
  const sign = source[start + 1]
  if (sign === '!' || sign === '?') return declarationAt(source, start)
  const [tag, name = '', slash] = match(sign === '/' ? END_TAG : START_TAG, source, start) ?? []
  if (tag === undefined) throw malformed(source, start, '"<" starts no tag; write &lt; for the sign itself')
  const kind = sign === '/' ? 'close' : slash ? 'empty' : 'open'
  return { kind, start, end: start + tag.length, content: '', name }
}

function declarationAt(source: string, start: number): SsmlToken {
  if (source.startsWith('<!--', start)) return enclosed(source, start, 'aside', 'a comment', '<!--', '-->')
  if (source.startsWith('<![CDATA[', start)) {
    return enclosed(source, start, 'cdata', 'a CDATA section', '<![CDATA[', ']]>')
  }
  if (source.startsWith('<?', start)) {
    return enclosed(source, start, 'aside', 'a processing instruction', '<?', '?>')
  }
  throw malformed(source, start, 'a document type is not allowed')
}

function enclosed(
  source: string,
  start: number,
  kind: 'aside' | 'cdata',
  what: string,
  opening: string,
  closing: string,
): SsmlToken {
  const from = start + opening.length
  const to = source.indexOf(closing, from)
  if (to < 0) throw malformed(source, start, `${what} is not closed`)
  const content = kind === 'cdata' ? source.slice(from, to) : ''
  return { kind, start, end: to + closing.length, content, name: '' }
}

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(source)
}

/** @param what A phrase without a full stop. */
export function malformed(source: string, offset: number, what: string): Error {
  const line = source.slice(0, offset).split(/\r\n|\r|\n/).length
  return problem('invalid-parameter', { field: 'text', reason: `line ${line} of the SSML: ${what}` })
}
