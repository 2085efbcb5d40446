import {
  AMPERSAND,
  BARE_VALUE,
  CDATA,
  COMMENT,
  DECLARATION,
  DOCTYPE,
  EQUALS,
  INSTRUCTION,
  NAME,
  NO_CHARACTER,
  NO_PART_OF_A_TAG,
  PREDEFINED,
  QUOTED,
  REFERENCE,
  SPACE,
  TEXT,
  type Unit,
} from '../ssml/xml'

/**
 * Reads SSML that is being written: unlike a parser it goes on after what is
 * wrong, so that all of it can be shown at once. One pass, in time linear to
 * the length; offsets are UTF-16, ends exclusive.
 */

export type Attribute = {
  name: string
  /** References resolved; undefined where it is not written as it should be. */
  value: string | undefined
  start: number
  end: number
}

export type StartTag = {
  name: string
  attributes: readonly Attribute[]
  isEmpty: boolean
  start: number
  end: number
}

export type Flaw = {
  start: number
  end: number
  /** What is wrong and what to do, as a sentence or two. */
  message: string
  /** What to write in its place, where that is certain. */
  replacement?: string
}

export type SsmlHandlers = {
  onStartTag(tag: StartTag): void
  onEndTag(tag: { name: string; start: number; end: number }): void
  /** A run without tags, references in it as they stand. */
  onText(text: { start: number; end: number; isBlank: boolean }): void
  /** A reference, comment, CDATA section or processing instruction: nothing may be put into it. Comments and instructions have no text. */
  onUnit(unit: { start: number; end: number; textLength: number }): void
  onFlaw(flaw: Flaw): void
}

export function scanSsml(source: string, handlers: SsmlHandlers): void {
  new Scanner(source, handlers).scan()
}

class Scanner {
  readonly #source: string
  readonly #handlers: SsmlHandlers
  #at = 0

  constructor(source: string, handlers: SsmlHandlers) {
    this.#source = source
    this.#handlers = handlers
  }

  scan(): void {
    for (const { index, 0: character } of this.#source.matchAll(NO_CHARACTER)) {
      const message = 'A character that cannot be seen does not belong in SSML. Delete it.'
      this.#flaw(index, index + character.length, message)
    }
    if (this.#sees('\uFEFF')) this.#at = 1
    if (this.#sees('<?xml')) this.#declaration()
    while (this.#at < this.#source.length) this.#next()
  }

  #next(): void {
    const start = this.#at
    if (this.#sees(COMMENT.opening)) this.#comment()
    else if (this.#sees(CDATA.opening)) this.#unit(CDATA)
    else if (this.#sees(DOCTYPE.opening)) this.#unit(DOCTYPE, 'A document type is not allowed. Delete it.')
    else if (this.#sees(INSTRUCTION.opening)) this.#instruction()
    else if (this.#sees('</')) this.#endTag()
    else if (this.#sees('<')) this.#startTag()
    else if (this.#sees('&')) {
      this.#reference()
      this.#handlers.onUnit({ start, end: this.#at, textLength: 1 })
    } else this.#text()
  }

  #declaration(): void {
    const start = this.#at
    if (this.#take(DECLARATION)) this.#handlers.onUnit({ start, end: this.#at, textLength: 0 })
  }

  #comment(): void {
    const start = this.#at
    const body = this.#source.indexOf('--', start + 4)
    this.#unit(COMMENT)
    // XML 1.0, 2.5: the string "--" must not occur within comments.
    if (body >= 0 && body < this.#at - 3) {
      this.#flaw(body, body + 2, 'A comment cannot have -- in it. Write one dash.')
    }
  }

  #instruction(): void {
    const start = this.#at
    NAME.lastIndex = start + 2
    const target = NAME.exec(this.#source)?.[0]
    const after = start + 2 + (target?.length ?? 0)
    const isWhole =
      target !== undefined &&
      (/^[ \t\r\n]$/.test(this.#source[after] ?? '') || this.#source.startsWith('?>', after))
    const wrong =
      isWhole && !/^xml$/i.test(target)
        ? undefined
        : 'This is no XML declaration as it should be. Delete it: SSML needs none.'
    this.#unit(INSTRUCTION, wrong)
  }

  /** Up to what closes it, or to the end of the text. */
  #unit({ what, opening, closing, isText }: Unit, wrong?: string): void {
    const start = this.#at
    const close = this.#source.indexOf(closing, start + opening.length)
    this.#at = close < 0 ? this.#source.length : close + closing.length
    const message = wrong ?? (close < 0 ? `${what} is not closed. Write ${closing} at its end.` : undefined)
    if (message !== undefined) this.#flaw(start, this.#at, message)
    const textLength = isText ? this.#at - start - opening.length - closing.length : 0
    this.#handlers.onUnit({ start, end: this.#at, textLength: Math.max(0, textLength) })
  }

  #text(): void {
    const start = this.#at
    const run = this.#take(TEXT) ?? ''
    // XML 1.0, 2.4 [14] CharData
    for (let at = run.indexOf(']]>'); at >= 0; at = run.indexOf(']]>', at + 3)) {
      this.#flaw(
        start + at,
        start + at + 3,
        'The characters ]]> cannot stand in text. Write ]]&gt; for them.',
        ']]&gt;',
      )
    }
    this.#handlers.onText({ start, end: this.#at, isBlank: /^[ \t\r\n]*$/.test(run) })
  }

  /** @returns What the reference here stands for. */
  #reference(): string {
    const start = this.#at
    REFERENCE.lastIndex = start
    const [whole, hex, decimal, name] = REFERENCE.exec(this.#source) ?? []
    const found = whole ?? this.#take(AMPERSAND) ?? '&'
    this.#at = start + found.length
    if (whole === undefined) {
      const message =
        found === '&'
          ? 'An & stands alone. Write &amp; for it.'
          : `SSML does not know ${found} Write the character itself, or &amp; for the &.`
      this.#flaw(start, this.#at, message, `&amp;${found.slice(1)}`)
      return found
    }
    if (name !== undefined) return PREDEFINED[name] ?? ''
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    const character = code <= 0x10ffff ? String.fromCodePoint(code) : '\0'
    if (character.search(NO_CHARACTER) >= 0)
      this.#flaw(start, this.#at, `${found} is no character. Delete it.`)
    return character
  }

  #endTag(): void {
    const start = this.#at
    this.#at += 2
    const name = this.#take(NAME)
    if (name === undefined) {
      this.#stray(start)
      return
    }
    this.#take(SPACE)
    if (this.#sees('>')) this.#at += 1
    else {
      this.#take(/[^<>]*/y)
      if (this.#sees('>')) this.#at += 1
      this.#flaw(start, this.#at, `The end tag </${name}> is not written as it should be. Write </${name}>`)
    }
    this.#handlers.onEndTag({ name, start, end: this.#at })
  }

  #startTag(): void {
    const start = this.#at
    this.#at += 1
    const name = this.#take(NAME)
    if (name === undefined) {
      this.#stray(start)
      return
    }
    const attributes = new Map<string, Attribute>()
    let isOpen = true
    while (isOpen) isOpen = this.#attribute(name, attributes)
    const isEmpty = this.#sees('/>')
    if (isEmpty || this.#sees('>')) this.#at += isEmpty ? 2 : 1
    else this.#flaw(start, this.#at, `The tag <${name}> has no end. Write > where it ends.`)
    this.#handlers.onStartTag({ name, attributes: [...attributes.values()], isEmpty, start, end: this.#at })
  }

  #stray(start: number): void {
    this.#at = start + 1
    this.#flaw(start, this.#at, 'A < stands alone. Write &lt; for it.', '&lt;')
    this.#handlers.onUnit({ start, end: this.#at, textLength: 1 })
  }

  /** @returns Whether another may follow. */
  #attribute(tag: string, attributes: Map<string, Attribute>): boolean {
    const isSpaced = this.#take(SPACE) !== undefined
    if (this.#at >= this.#source.length || this.#sees('<') || this.#sees('>') || this.#sees('/>'))
      return false
    const start = this.#at
    const name = this.#take(NAME)
    if (name === undefined) {
      const strange = this.#take(NO_PART_OF_A_TAG) ?? ''
      this.#flaw(start, this.#at, `${strange} does not belong in the tag <${tag}>. Delete it.`)
      return true
    }
    if (!isSpaced) this.#flaw(start, this.#at, `A space is missing before ${name}. Write one.`, ` ${name}`)
    if (attributes.has(name))
      this.#flaw(start, this.#at, `${name} is given twice in <${tag}>. Delete one of them.`)
    const value = this.#value(name, start)
    attributes.set(name, { name, value, start, end: this.#at })
    return true
  }

  #value(name: string, start: number): string | undefined {
    if (this.#take(EQUALS) === undefined) {
      this.#flaw(start, this.#at, `${name} has no value. Write ${name}="…".`)
      return undefined
    }
    const quote = this.#source[this.#at]
    if (quote !== '"' && quote !== "'") {
      const from = this.#at
      const bare = this.#take(BARE_VALUE) ?? ''
      this.#flaw(from, this.#at, `The value of ${name} has no quotes. Write ${name}="${bare}".`, `"${bare}"`)
      return undefined
    }
    const from = this.#at + 1
    this.#at = from
    const value = this.#take(QUOTED[quote]) ?? ''
    const tagEnd = value.search(/\/?>/)
    const isClosed = this.#source[this.#at] === quote
    // A value that runs over the end of its tag up to the next quote in the text lacks its own.
    if (isClosed && (tagEnd < 0 || /[ \t\r\n/>]/.test(this.#source[this.#at + 1] ?? ''))) {
      const resolved = this.#resolved(value, from)
      this.#at = from + value.length + 1
      return resolved
    }
    this.#at = tagEnd < 0 ? this.#at : from + tagEnd
    this.#flaw(from - 1, this.#at, `The value of ${name} is not closed. Write ${quote} after it.`)
    return undefined
  }

  #resolved(value: string, from: number): string {
    let resolved = ''
    let at = 0
    for (const { index } of value.matchAll(/&/g)) {
      this.#at = from + index
      resolved += spaced(value.slice(at, index)) + this.#reference()
      at = this.#at - from
    }
    return resolved + spaced(value.slice(at))
  }

  #sees(text: string): boolean {
    return this.#source.startsWith(text, this.#at)
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#source)?.[0]
    this.#at += match?.length ?? 0
    return match
  }

  #flaw(start: number, end: number, message: string, replacement?: string): void {
    this.#handlers.onFlaw({ start, end, message, ...(replacement === undefined ? {} : { replacement }) })
  }
}

/** XML 1.0, 3.3.3: each white space in a value is a space. */
function spaced(value: string): string {
  return value.replace(/\r\n|[\t\r\n]/g, ' ')
}
