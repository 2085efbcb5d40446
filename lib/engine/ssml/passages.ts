import { BREAK_MS, duration } from '../../ssml/values'
import type { Break, Mark, Style } from '../script'
import { SsmlError } from './error'
import type { XmlElement, XmlText } from './parse'
import { styleWithin } from './style'

/** Text that flows without a boundary of paragraphs or sentences in it, tags taken out. */
export type Passage = {
  readonly text: string
  /** For each UTF-16 unit of the text, where its source starts and ends. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** Cover the text, in order. */
  readonly runs: readonly Run[]
  /** Breaks and marks, in order, with the offset in the text before which they stand. */
  readonly events: readonly { readonly at: number; readonly item: Break | Mark }[]
  /** Least silence after it, in ms, where more follows. */
  readonly pauseMs: number
}

export type Run = {
  readonly from: number
  readonly to: number
  readonly style: Style
  /** Said as a whole, in a way of its own: what stands there, and how. */
  readonly whole?: { readonly content: string; readonly reading: Reading }
}

/** What sub, phoneme, say-as and w ask for. */
export type Reading =
  | { readonly kind: 'alias'; readonly alias: string }
  | { readonly kind: 'ipa'; readonly ipa: string }
  | { readonly kind: 'say-as'; readonly interpretAs: string; readonly format: string | undefined }
  | { readonly kind: 'role'; readonly role: string }

/** Between paragraphs (Polly, p). */
export const PARAGRAPH_MS = BREAK_MS.get('x-strong') ?? 0

/**
 * Takes a document apart into passages.
 *
 * @param root A document that `checkSsml` lets through.
 * @param source What it was read from.
 * @param toIpa Throws for what is no phoneme of the alphabet.
 * @throws {SsmlError} For such phonemes.
 */
export function toPassages(
  root: XmlElement,
  source: string,
  style: Style,
  toIpa: (alphabet: 'ipa' | 'x-sampa', ph: string) => string,
): Passage[] {
  const passages: Passage[] = []
  let passage = new PassageBuilder(source)

  function end(pauseMs: number): void {
    passages.push(passage.build(pauseMs))
    passage = new PassageBuilder(source)
  }

  function walk(element: XmlElement, outer: Style): void {
    const { name } = element
    const reading = readingOf(element, source, toIpa)
    if (name === 'break' || name === 'mark') passage.event(element, outer)
    else if (reading) passage.whole(element, outer, reading)
    else if (name === 'p' || name === 's') {
      // A sentence's own pause is that of any sentence (Polly, s).
      const pauseMs = name === 'p' ? PARAGRAPH_MS : 0
      end(pauseMs)
      walkInto(element, outer)
      end(pauseMs)
    } else walkInto(element, styleWithin(outer, element))
  }

  function walkInto({ children }: XmlElement, style: Style): void {
    for (const child of children) {
      if (child.kind === 'text') passage.text(child, style)
      else walk(child, style)
    }
  }

  walk(root, style)
  end(0)
  return passages
}

/** As much of a pronunciation as shows which one is meant. */
const MAX_QUOTED = 100

function readingOf(
  { name, attributes, start }: XmlElement,
  source: string,
  toIpa: (alphabet: 'ipa' | 'x-sampa', ph: string) => string,
): Reading | undefined {
  const value = (attribute: string) => attributes.get(attribute) ?? ''
  switch (name) {
    case 'sub':
      return { kind: 'alias', alias: value('alias') }
    case 'w':
      return { kind: 'role', role: value('role') }
    case 'say-as':
      return { kind: 'say-as', interpretAs: value('interpret-as'), format: attributes.get('format') }
    case 'phoneme':
      try {
        return { kind: 'ipa', ipa: toIpa(value('alphabet') === 'ipa' ? 'ipa' : 'x-sampa', value('ph')) }
      } catch (cause) {
        const shown = value('ph').slice(0, MAX_QUOTED)
        throw new SsmlError(`"${shown}" is no pronunciation`, source, start, { cause })
      }
    default:
      return undefined
  }
}

class PassageBuilder {
  readonly #source: string
  #text = ''
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  readonly #runs: Run[] = []
  readonly #events: { at: number; element: XmlElement }[] = []

  constructor(source: string) {
    this.#source = source
  }

  text(node: XmlText, style: Style): void {
    this.#append(node, style)
  }

  /** An element without elements in it, for which a sentence does not end. */
  whole(element: XmlElement, style: Style, reading: Reading): void {
    const [node] = element.children
    if (node?.kind === 'text' && node.text.trim() !== '') {
      const text = node.text.replace(NO_PART_OF_WORDS, others => STAND_IN.repeat(others.length))
      this.#append({ ...node, text }, style, { content: node.text, reading })
    } else if (reading.kind === 'alias' || reading.kind === 'ipa') {
      // Nothing is written there, but something is said.
      const at = element.contentStart
      const nothing = { kind: 'text', text: STAND_IN, starts: [at], ends: [at] } as const
      this.#append(nothing, style, { content: '', reading })
    }
  }

  event(element: XmlElement, style: Style): void {
    this.#events.push({ at: this.#text.length, element })
    // A break parts words and sentences as space does, a mark does not.
    const { start, end } = element
    if (element.name === 'break') {
      this.#append({ kind: 'text', text: ' ', starts: [start], ends: [end] }, style)
    }
  }

  build(pauseMs: number): Passage {
    const events = this.#events.map(({ at, element }) => ({ at, item: this.#item(element, at) }))
    return { text: this.#text, starts: this.#starts, ends: this.#ends, runs: this.#runs, events, pauseMs }
  }

  #append(node: XmlText, style: Style, whole?: Run['whole']): void {
    const from = this.#text.length
    this.#text += node.text
    for (const start of node.starts) this.#starts.push(start)
    for (const end of node.ends) this.#ends.push(end)
    const to = this.#text.length
    const last = this.#runs.at(-1)
    if (last && !last.whole && !whole && last.style === style) this.#runs.splice(-1, 1, { ...last, to })
    else this.#runs.push({ from, to, style, ...(whole ? { whole } : {}) })
  }

  #item({ name, attributes, start, end }: XmlElement, at: number): Break | Mark {
    const place = { start, end }
    if (name === 'mark') return { kind: 'mark', ...place, value: attributes.get('name') ?? '' }
    const time = attributes.get('time')
    const strength = attributes.get('strength')
    const ms = time === undefined ? BREAK_MS.get(strength ?? this.#strengthAt(at)) : duration(time)
    return { kind: 'break', ...place, ms: ms ?? 0, value: this.#source.slice(start, end) }
  }

  /** Of a break that says nothing: a step more than the punctuation beside it (Polly, break). */
  #strengthAt(at: number): string {
    const beside = `${lastOf(this.#text, at)}${/\S/.exec(this.#text.slice(at))?.[0] ?? ''}`
    if (/[.?!。？！]/.test(beside)) return 'x-strong'
    return /[,;:、，；：]/.test(beside) ? 'strong' : 'medium'
  }
}

/** For whatever would end a sentence, or part words. */
const STAND_IN = 'x'
const NO_PART_OF_WORDS = /[^\p{L}\p{M}\p{N}]+/gu

/** The last character before an offset that is no space. */
function lastOf(text: string, at: number): string {
  return text.slice(0, at).trimEnd().slice(-1)
}
