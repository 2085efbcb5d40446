import {
  DECLARATION,
  EQUALS,
  NAME,
  NO_CHARACTER,
  PREDEFINED,
  QUOTED_TEXT,
  REFERENCE,
  SPACE,
  TEXT,
} from '../../ssml/xml'
import { SsmlError } from './error'

/**
 * A reader of XML 1.0 for documents of strangers: what is not well-formed is
 * refused; so are document types, and with them every entity of a document's
 * own. Prefixes of names are read as they are written, undeclared ones too
 * (Polly's `amazon:` is never declared). One pass, no recursion.
 */

/** A run of text. Comments within it are left out, CDATA sections and references are resolved. */
export type XmlText = {
  readonly kind: 'text'
  readonly text: string
  /** For each UTF-16 unit of `text`, where its source starts: that of `&amp;` is five units long. */
  readonly starts: readonly number[]
  /** For each UTF-16 unit of `text`, where its source ends (exclusive). */
  readonly ends: readonly number[]
}

/** Offsets count UTF-16 units of the source; ends are exclusive. */
export type XmlElement = {
  readonly kind: 'element'
  /** With its prefix: `amazon:effect`. */
  readonly name: string
  /** By name, with its prefix. White space in values is normalised to spaces. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlNode[]
  /** From `<` of the start tag to `>` of the end tag. */
  readonly start: number
  readonly end: number
  /** What lies between the tags; both are `end` for `<empty/>`. */
  readonly contentStart: number
  readonly contentEnd: number
}

export type XmlNode = XmlElement | XmlText

/** Elements within elements, the root included. */
export const MAX_DEPTH = 32

/** An element whose end tag has not come yet. */
type Open = {
  name: string
  attributes: Map<string, string>
  start: number
  contentStart: number
  children: XmlNode[]
}

/**
 * Reads a document and gives its root element. Linear in the length of the
 * source, which the caller bounds.
 *
 * @throws {SsmlError} Where the document is not well-formed (XML 1.0), has a
 *   document type, or is nested deeper than {@link MAX_DEPTH}.
 */
export function parseXml(source: string): XmlElement {
  return new Reader(source).read()
}

class Reader {
  readonly #source: string
  #at = 0
  readonly #open: Open[] = []
  #root: XmlElement | undefined
  #text = ''
  #starts: number[] = []
  #ends: number[] = []

  constructor(source: string) {
    this.#source = source
  }

  read(): XmlElement {
    const stranger = this.#source.search(NO_CHARACTER)
    if (stranger >= 0) throw this.#error('a character that XML does not allow', stranger)
    if (this.#source.startsWith('\uFEFF')) this.#at = 1
    if (/^<\?xml[ \t\r\n?]/.test(this.#source.slice(this.#at, this.#at + 6)) && !this.#take(DECLARATION)) {
      throw this.#error('the XML declaration is malformed')
    }
    while (this.#at < this.#source.length) this.#next()
    const unclosed = this.#open.at(-1)
    if (unclosed) throw this.#error(`<${unclosed.name}> is not closed`, unclosed.start)
    if (!this.#root) throw this.#error('there is no root element')
    return this.#root
  }

  #next(): void {
    if (this.#sees('<!--')) this.#comment()
    else if (this.#sees('<![CDATA[')) this.#cdata()
    else if (this.#sees('<!')) throw this.#error('a document type is not allowed')
    else if (this.#sees('<?')) this.#instruction()
    else if (this.#sees('</')) this.#endTag()
    else if (this.#sees('<')) this.#startTag()
    else if (this.#open.length === 0) this.#outside()
    else if (this.#sees('&')) this.#reference()
    else this.#plain()
  }

  #comment(): void {
    const end = this.#find('--', this.#at + 4, 'a comment is not closed')
    // XML 1.0, 2.5: the string "--" must not occur within comments.
    if (this.#source[end + 2] !== '>') throw this.#error('"--" within a comment', end)
    this.#at = end + 3
  }

  #cdata(): void {
    if (this.#open.length === 0) throw this.#error('text outside the root element')
    const start = this.#at + 9
    const end = this.#find(']]>', start, 'a CDATA section is not closed')
    this.#keep(start, end)
    this.#at = end + 3
  }

  #instruction(): void {
    const start = this.#at
    this.#at += 2
    const target = this.#take(NAME)
    if (!target) throw this.#error('a processing instruction has no name', start)
    // XML 1.0, 2.6 [17] PITarget: not "xml", in whatever case.
    if (/^xml$/i.test(target)) throw this.#error('the XML declaration does not come first', start)
    if (!this.#sees('?>') && !this.#take(SPACE)) throw this.#error('a bad name', start)
    this.#at = this.#find('?>', this.#at, 'a processing instruction is not closed', start) + 2
  }

  #startTag(): void {
    const start = this.#at
    if (this.#root) throw this.#error('a second root element')
    if (this.#open.length >= MAX_DEPTH) throw this.#error(`elements are nested deeper than ${MAX_DEPTH}`)
    this.#flush()
    this.#at += 1
    const name = this.#take(NAME)
    if (!name) throw this.#error('"<" that starts no tag', start)
    const attributes = this.#attributes(name, start)
    const empty = this.#sees('/>')
    this.#at += empty ? 2 : 1
    this.#open.push({ name, attributes, start, contentStart: this.#at, children: [] })
    if (empty) this.#close(this.#at)
  }

  /** Up to the `>` or `/>` of the tag. */
  #attributes(tag: string, start: number): Map<string, string> {
    const attributes = new Map<string, string>()
    for (;;) {
      const spaced = this.#take(SPACE) !== undefined
      if (this.#sees('>') || this.#sees('/>')) return attributes
      const at = this.#at
      if (at >= this.#source.length) throw this.#error(`the tag <${tag}> is not closed`, start)
      const name = spaced ? this.#take(NAME) : undefined
      if (!name) throw this.#error(`a bad name in the tag <${tag}>`)
      if (attributes.has(name)) throw this.#error(`the attribute ${name} of <${tag}> is given twice`, at)
      if (!this.#take(EQUALS)) throw this.#error(`the attribute ${name} of <${tag}> has no value`, at)
      attributes.set(name, this.#value(name))
    }
  }

  #value(name: string): string {
    const start = this.#at
    const quote = this.#source[start]
    if (quote !== '"' && quote !== "'") throw this.#error(`the value of ${name} is not quoted`)
    const end = this.#find(quote, start + 1, `the value of ${name} is not closed`)
    const plain = QUOTED_TEXT[quote]
    this.#at = start + 1
    let value = ''
    while (this.#at < end) {
      if (this.#sees('<')) throw this.#error(`"<" in the value of ${name}`)
      // XML 1.0, 3.3.3: each white space is a space, but not that of a reference.
      value += this.#sees('&') ? this.#resolve() : (this.#take(plain) ?? '').replace(/\r\n|[\t\r\n]/g, ' ')
    }
    this.#at = end + 1
    return value
  }

  #endTag(): void {
    const start = this.#at
    this.#at += 2
    const name = this.#take(NAME)
    this.#take(SPACE)
    if (!name || !this.#sees('>')) throw this.#error('a malformed end tag', start)
    const open = this.#open.at(-1)
    if (!open) throw this.#error(`</${name}> closes nothing`, start)
    if (open.name !== name) throw this.#error(`</${name}> where </${open.name}> was expected`, start)
    this.#flush()
    this.#at += 1
    this.#close(start)
  }

  /** The innermost open element is complete: `#at` is behind it. */
  #close(contentEnd: number): void {
    const closed = this.#open.pop()
    if (!closed) return
    const element: XmlElement = { kind: 'element', ...closed, end: this.#at, contentEnd }
    const parent = this.#open.at(-1)
    if (parent) parent.children.push(element)
    else this.#root = element
  }

  #outside(): void {
    if (!this.#take(SPACE)) throw this.#error('text outside the root element')
  }

  #plain(): void {
    const start = this.#at
    const run = this.#take(TEXT) ?? ''
    // XML 1.0, 2.4 [14] CharData
    const stray = run.indexOf(']]>')
    if (stray >= 0) throw this.#error('"]]>" in the text', start + stray)
    this.#keep(start, this.#at)
  }

  #reference(): void {
    const start = this.#at
    const text = this.#resolve()
    this.#text += text
    for (let unit = 0; unit < text.length; unit++) {
      this.#starts.push(start)
      this.#ends.push(this.#at)
    }
  }

  /** The text that the reference here stands for. */
  #resolve(): string {
    const start = this.#at
    REFERENCE.lastIndex = start
    const match = REFERENCE.exec(this.#source)
    if (!match) throw this.#error('"&" that starts no reference, or one to an unknown entity')
    this.#at = REFERENCE.lastIndex
    const [, hex, decimal, name] = match
    if (name) return PREDEFINED[name] ?? ''
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    const character = code <= 0x10ffff ? String.fromCodePoint(code) : '\0'
    if (character.search(NO_CHARACTER) >= 0)
      throw this.#error('a reference to a character that XML does not allow', start)
    return character
  }

  #keep(start: number, end: number): void {
    this.#text += this.#source.slice(start, end)
    for (let at = start; at < end; at++) {
      this.#starts.push(at)
      this.#ends.push(at + 1)
    }
  }

  /** The text so far becomes a child of the innermost open element. */
  #flush(): void {
    if (this.#text === '') return
    this.#open
      .at(-1)
      ?.children.push({ kind: 'text', text: this.#text, starts: this.#starts, ends: this.#ends })
    this.#text = ''
    this.#starts = []
    this.#ends = []
  }

  #sees(text: string): boolean {
    return this.#source.startsWith(text, this.#at)
  }

  /** Takes what the sticky pattern matches here. */
  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#source)?.[0]
    this.#at += match?.length ?? 0
    return match
  }

  #find(text: string, from: number, otherwise: string, start = this.#at): number {
    const found = this.#source.indexOf(text, from)
    if (found < 0) throw this.#error(otherwise, start)
    return found
  }

  #error(reason: string, offset = this.#at): SsmlError {
    return new SsmlError(reason, this.#source, offset)
  }
}
