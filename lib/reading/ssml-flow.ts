import { bestCut } from './best-cut'
import { lastSpeech, SPEECH } from './characters'
import { isParagraphOrSentence, type SsmlAtom } from './ssml-atoms'
import type { SsmlPlace } from './ssml-fragment'

/** UTF-16 units beyond a cut that show how the text goes on, and of the source that they are looked for in. */
const LOOKAHEAD = 64
const LOOKAHEAD_SOURCE = 512
const TAGS = /<[^>]*>?/g

/** A document's text as it flows through the tags, and where in the document each of its units stands. */
export class SsmlFlow {
  #text = ''
  /** Behind each unit. */
  readonly #places: SsmlPlace[] = []
  /** Units before which there is no cut, as they and the one before are one atom. */
  readonly #inside = new Set<number>()
  /** The first unit that says something. */
  #speech: number | undefined
  readonly #source: string

  constructor(source: string) {
    this.#source = source
  }

  get speaks(): boolean {
    return this.#speech !== undefined
  }

  /** @param before The place before the atom. */
  add(atom: SsmlAtom, before: SsmlPlace): void {
    const { kind, name, start, end, content, open } = atom
    const at = this.#text.length
    // What is said as a whole may say what is not written there.
    if (this.#speech === undefined && kind === 'whole') this.#speech = at
    else if (this.#speech === undefined && SPEECH.test(content)) this.#speech = at + content.search(SPEECH)
    if (kind === 'text') {
      this.#text += content
      for (let offset = start + 1; offset <= end; offset++) this.#places.push({ offset, open })
    } else if (content !== '') this.#addAtom(content, { offset: end, open })
    // Separators part sentences (Unicode Standard Annex 29, SB4).
    else if (isParagraphOrSentence(name))
      this.#addAtom('\u2029', kind === 'open' ? before : { offset: end, open })
    else if (name === 'break') this.#addAtom(this.#signOf(atom), { offset: end, open })
  }

  /** A pause of the author's own is a place to cut at; one that takes a pause away is not. */
  #signOf({ start, end }: SsmlAtom): string {
    const tag = this.#source.slice(start, end)
    return /=\s*["'](?:none|x-weak|\+?[0.]+m?s)["']/.test(tag) ? ' ' : '\u2028'
  }

  #addAtom(content: string, behind: SsmlPlace): void {
    for (let unit = 0; unit < content.length; unit++) {
      if (unit > 0) this.#inside.add(this.#places.length)
      this.#places.push(behind)
    }
    this.#text += content
  }

  /**
   * The place where what was added is best cut.
   *
   * @param reach The place up to which it was added.
   * @param isAllSaid Whether nothing is said in the rest of the paragraph: some of the flow is then left for it.
   */
  cut(reach: SsmlPlace, locale: string, isAllSaid: boolean): SsmlPlace {
    const text = this.#text
    const after = this.#speech ?? 0
    const ahead = this.#source.slice(reach.offset, reach.offset + LOOKAHEAD_SOURCE).replace(TAGS, '')
    const upTo = (isAllSaid ? lastSpeech(text, after + 1, text.length) : undefined) ?? text.length
    const window = text + ahead.slice(0, LOOKAHEAD)
    const mayCut = (offset: number) => !this.#inside.has(offset)
    const offset = bestCut(window, { after, upTo, locale, mayCut })
    return (offset === undefined ? undefined : this.#places[offset - 1]) ?? reach
  }
}
