import type { PollyEngine } from '../ssml/rules'
import { type Readers, readPassage, type Stretch } from './read-passage'
import type { Break, Mark, Script, ScriptItem } from './script'
import { parseXml } from './ssml/parse'
import { PARAGRAPH_MS, type Passage, toPassages } from './ssml/passages'
import { plainStyle } from './ssml/style'
import { checkSsml } from './ssml/tags'

export type WriteOptions = Readers & {
  readonly textType: 'text' | 'ssml'
  readonly engine: PollyEngine
  /** Of the voice: a Polly LanguageCode. */
  readonly language: string
  /** Throws for what is no phoneme of the alphabet. */
  readonly toIpa: (alphabet: 'ipa' | 'x-sampa', ph: string) => string
}

/**
 * Makes a script of a request's text. The pause of a sentence is left to who
 * performs it; what is longer after paragraphs is a break without a tag. A
 * sentence without a word is left out. Linear in the length of the text, which
 * the caller bounds, as far as its readers are.
 *
 * @throws {SsmlError} For a document that the service would refuse.
 */
export function writeScript(text: string, options: WriteOptions): Script {
  const writer = new ScriptWriter(text, options)
  for (const passage of passagesOf(text, options)) writer.write(passage)
  writer.end()
  return writer.script
}

function passagesOf(text: string, { textType, engine, language, toIpa }: WriteOptions): Passage[] {
  const style = plainStyle(language)
  if (textType === 'ssml') {
    const root = parseXml(text)
    checkSsml(root, text, engine)
    return toPassages(root, text, style, toIpa)
  }
  const starts = Array.from({ length: text.length }, (_, unit) => unit)
  const ends = starts.map(unit => unit + 1)
  return [{ text, starts, ends, runs: [{ from: 0, to: text.length, style }], events: [], pauseMs: 0 }]
}

/** Two line ends with nothing but space between them, or a paragraph separator. */
const BLANK_LINE = /(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*[\r\n]|\u2029/

class ScriptWriter {
  readonly script: ScriptItem[] = []
  readonly #source: string
  readonly #options: WriteOptions
  /** The silence that is due after the last word, in ms, and what breaks have given of it. */
  #dueMs = 0
  #givenMs = 0
  #spoke = false

  constructor(source: string, options: WriteOptions) {
    this.#source = source
    this.#options = options
  }

  write(passage: Passage): void {
    const events = passage.events.values()
    let event = events.next().value
    const eventsUntil = (at: number) => {
      for (; event && event.at <= at; event = events.next().value) this.#event(event.item)
    }
    let lastEnd = 0
    for (const { words, ...sentence } of readPassage(passage, this.#options.language, this.#options)) {
      if (BLANK_LINE.test(passage.text.slice(lastEnd, sentence.start))) this.#due(PARAGRAPH_MS)
      lastEnd = sentence.end
      for (const [i, word] of words.entries()) {
        eventsUntil(word.start)
        if (i === 0) this.#sentence(this.#place(passage, sentence))
        this.script.push({ kind: 'word', ...word, ...this.#place(passage, word) })
        this.#spoke = true
        this.#dueMs = 0
        this.#givenMs = 0
      }
    }
    eventsUntil(passage.text.length)
    if (BLANK_LINE.test(passage.text.slice(lastEnd))) this.#due(PARAGRAPH_MS)
    this.#due(passage.pauseMs)
  }

  /** The pause of a paragraph that ends the text: the next one may follow in a request of its own. */
  end(): void {
    this.#pause(this.#source.length)
  }

  #due(ms: number): void {
    this.#dueMs = Math.max(this.#dueMs, ms)
  }

  #event(item: Break | Mark): void {
    this.script.push(item)
    // "none" takes away even a pause that would normally occur (Polly, break).
    if (item.kind === 'break') this.#givenMs += item.ms === 0 ? Number.POSITIVE_INFINITY : item.ms
  }

  #sentence(place: Place): void {
    this.#pause(place.start)
    this.script.push({ kind: 'sentence', ...place })
  }

  #pause(start: number): void {
    const ms = this.#dueMs - this.#givenMs
    if (this.#spoke && ms > 0) this.script.push({ kind: 'break', ms, start, end: start, value: '' })
  }

  /** Where a stretch of a passage stands in the source. */
  #place({ starts, ends }: Passage, stretch: Stretch): Place {
    const start = starts[stretch.start] ?? this.#source.length
    const end = ends[stretch.end - 1] ?? start
    return { start, end, value: this.#source.slice(start, end) }
  }
}

type Place = { start: number; end: number; value: string }
