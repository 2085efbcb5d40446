import { MAX_TIMED_CHARACTERS, ruleOf, type SsmlEngine, type TagRule } from '../ssml/rules'
import { type Attribute, type Flaw, type StartTag, scanSsml } from './ssml-scan'

/** Something that would be refused, or, as a warning, that does nothing. */
export type SsmlTrouble = Flaw & {
  severity: 'error' | 'warning'
  /** From 1. Lines end at LF, CR or CR LF. */
  line: number
  /** In UTF-16 units, from 1. */
  column: number
}

/** More than so many at once help nobody; the first ones count. */
const MAX_TROUBLES = 100
/** What is found after so many is passed over, so that a text full of flaws costs no more than another. */
const MAX_FOUND = 1000
/** Elements within elements, the root included. */
const MAX_DEPTH = 32

/** An element whose end tag has not come yet. */
type Open = {
  name: string
  start: number
  end: number
  rule: TagRule | undefined
  /** Where it bounds its text: how many characters there were before. */
  timedFrom?: number
  hasContent: boolean
}

/**
 * What of an SSML document would be refused, while it is written: that it is
 * well-formed, and that its tags, attributes and values are those of the engine
 * (Polly, Supported SSML tags). In time linear to the length.
 *
 * @returns In the order of the text, a hundred at most.
 */
export function checkSsml(text: string, engine: SsmlEngine): SsmlTrouble[] {
  const checker = new Checker(text, engine)
  scanSsml(text, checker)
  checker.finish()
  const found = checker.troubles.toSorted((a, b) => a.start - b.start || a.end - b.end).slice(0, MAX_TROUBLES)
  return placed(text, found)
}

type Unplaced = Omit<SsmlTrouble, 'line' | 'column'>

class Checker {
  readonly troubles: Unplaced[] = []
  readonly #text: string
  readonly #engine: SsmlEngine
  readonly #open: Open[] = []
  /** How many of each name are open. */
  readonly #names = new Map<string, number>()
  /** In all elements so far. */
  #characters = 0
  #hasRoot = false
  #hasStray = false

  constructor(text: string, engine: SsmlEngine) {
    this.#text = text
    this.#engine = engine
  }

  finish(): void {
    for (const open of this.#open.toReversed()) this.#unclosed(open, 'the end')
    if (!this.#hasRoot && !this.#hasStray && this.#text.trim() !== '') {
      const message = 'An SSML document stands between <speak> and </speak>. Write them around the text.'
      this.#error({ start: 0, end: Math.min(1, this.#text.length) }, message)
    }
  }

  onFlaw = (flaw: Flaw): void => this.#found({ ...flaw, severity: 'error' })

  onText = ({ start, end, isBlank }: { start: number; end: number; isBlank: boolean }): void => {
    if (isBlank) this.#characters += end - start
    else this.#content(start, end, end - start)
  }

  onUnit = ({ start, end, textLength }: { start: number; end: number; textLength: number }): void => {
    if (textLength > 0) this.#content(start, end, textLength)
  }

  onStartTag = (tag: StartTag): void => {
    const parent = this.#open.at(-1)
    if (!parent) this.#checkRoot(tag)
    else if (tag.name === 'speak')
      this.#error(tag, '<speak> stands once, around all of the text. Delete this one.')
    if (this.#open.length === MAX_DEPTH)
      this.#error(tag, `Tags stand in tags ${MAX_DEPTH} deep at most. Close some before.`)
    if (parent?.rule?.content) this.#misplaced(tag, parent)
    const rule = ruleOf(tag.name)
    if (!rule) this.#error(tag, unknownTag(tag.name))
    else this.#checkTag(tag, rule)
    const open: Open = { name: tag.name, start: tag.start, end: tag.end, rule, hasContent: false }
    if (parent) parent.hasContent = true
    if (tag.isEmpty) return
    if (tag.attributes.some(({ name }) => name === 'amazon:max-duration')) {
      open.timedFrom = this.#characters
    }
    this.#open.push(open)
    this.#names.set(tag.name, this.#count(tag.name) + 1)
  }

  onEndTag = (tag: { name: string; start: number; end: number }): void => {
    const meant = this.#count(tag.name) > 0 ? tag.name : tag.name.toLowerCase()
    if (this.#count(meant) === 0) {
      this.#error(tag, `</${tag.name}> closes nothing. Delete it, or write <${tag.name}> before.`)
      return
    }
    if (meant !== tag.name) this.#error(tag, `Tags are written small: write </${meant}>.`)
    for (let open = this.#open.pop(); open; open = this.#open.pop()) {
      this.#close(open)
      if (open.name === meant) return
      this.#unclosed(open, `</${meant}>`)
    }
  }

  #close(open: Open): void {
    this.#names.set(open.name, this.#count(open.name) - 1)
    if (open.timedFrom !== undefined && this.#characters - open.timedFrom > MAX_TIMED_CHARACTERS) {
      const message = `A duration may be set for ${MAX_TIMED_CHARACTERS} characters at most. Set it for less text.`
      this.#error(open, message)
    }
    if (!open.hasContent && open.rule && open.rule.content !== 'none' && open.name !== 'speak') {
      this.#found({
        start: open.start,
        end: open.end,
        message: `There is nothing in <${open.name}>. Write text in it, or delete it.`,
        severity: 'warning',
      })
    }
  }

  #content(start: number, end: number, length: number): void {
    const parent = this.#open.at(-1)
    if (!parent) {
      if (this.#hasStray) return
      this.#hasStray = true
      this.#error({ start, end }, 'Text stands outside <speak>. Write it between <speak> and </speak>.')
      return
    }
    parent.hasContent = true
    this.#characters += length
    if (parent.rule?.content === 'none') {
      this.#error({ start, end }, `<${parent.name}> holds no text. Write <${parent.name}/> before it.`)
    }
  }

  #checkRoot(tag: StartTag): void {
    if (this.#hasRoot) this.#error(tag, `<${tag.name}> stands outside <speak>. Write it before </speak>.`)
    else if (tag.name !== 'speak') {
      this.#error(
        tag,
        `An SSML document starts with <speak>. Write it before <${tag.name}>, and </speak> at the end.`,
      )
    }
    this.#hasRoot = true
  }

  #misplaced(tag: StartTag, parent: Open): void {
    const message =
      parent.rule?.content === 'none'
        ? `<${parent.name}> holds nothing. Write <${parent.name}/> before <${tag.name}>.`
        : `<${parent.name}> holds text only. Write <${tag.name}> outside of it.`
    this.#error(tag, message)
  }

  #checkTag(tag: StartTag, rule: TagRule): void {
    const { name } = tag
    if (rule.engines && !rule.engines.includes(this.#engine)) {
      this.#error(tag, `<${name}> ${lacking(this.#engine)} ${remedy(this.#engine, rule.engines)}`)
      return
    }
    const around = rule.outside?.find(outer => this.#count(outer) > 0)
    if (around) this.#error(tag, `<${name}> cannot stand in <${around}>. Close <${around}> before.`)
    for (const attribute of tag.attributes) this.#checkAttribute(name, rule, attribute)
    const given = new Set(tag.attributes.map(attribute => attribute.name))
    for (const missing of rule.required ?? []) {
      if (given.has(missing)) continue
      const example = rule.attributes[missing]?.example ?? 'a value'
      this.#error(tag, `<${name}> needs ${missing}. Write ${missing}="…": ${example}.`)
    }
    const known = Object.keys(rule.attributes)
    if (rule.any && !known.some(attribute => given.has(attribute))) {
      this.#error(tag, `<${name}> needs one of ${known.join(', ')}.`)
    }
  }

  #checkAttribute(tag: string, rule: TagRule, { name, value, start, end }: Attribute): void {
    if (name.startsWith('xmlns:')) return
    const place = { start, end }
    const values = Object.hasOwn(rule.attributes, name) ? rule.attributes[name] : undefined
    if (!values) {
      const known = Object.keys(rule.attributes).join(', ')
      this.#error(place, `<${tag}> has no ${name}. It can have ${known}.`)
      return
    }
    if (values.engines && !values.engines.includes(this.#engine)) {
      this.#error(place, `${name} ${lacking(this.#engine)} ${remedy(this.#engine, values.engines)}`)
      return
    }
    if (value === undefined) return
    if (!values.accepts(value)) {
      this.#error(place, `${name} cannot be "${shortened(value)}". Write ${values.example}.`)
      return
    }
    const engines = values.enginesOf?.(value)
    if (engines && !engines.includes(this.#engine)) {
      this.#error(place, `${name}="${value}" ${lacking(this.#engine)} ${remedy(this.#engine, engines)}`)
    }
  }

  #unclosed({ name, start, end, rule }: Open, before: string): void {
    // Of a tag that is not known the one message says enough.
    if (!rule) return
    this.#error({ start, end }, `<${name}> is not closed. Write </${name}> before ${before}.`)
  }

  #count(name: string): number {
    return this.#names.get(name) ?? 0
  }

  #error({ start, end }: { start: number; end: number }, message: string): void {
    this.#found({ start, end, message, severity: 'error' })
  }

  #found(trouble: Unplaced): void {
    if (this.troubles.length < MAX_FOUND) this.troubles.push(trouble)
  }
}

function unknownTag(name: string): string {
  const meant = name.toLowerCase()
  return ruleOf(meant)
    ? `Tags are written small: write <${meant}>.`
    : `Amazon Polly has no tag <${name}>. Delete it, or write &lt; for a <.`
}

function lacking(engine: SsmlEngine): string {
  return engine === 'embedded'
    ? 'cannot be spoken by the voices that come with the app.'
    : `is not supported by the ${engine} engine.`
}

function remedy(engine: SsmlEngine, engines: readonly SsmlEngine[]): string {
  return engine === 'embedded' ? 'Delete it.' : `Delete it, or choose a voice with the ${engines[0]} engine.`
}

function shortened(value: string): string {
  return value.length > 40 ? `${value.slice(0, 39)}…` : value
}

/** @param troubles In the order of the text, so that its lines are counted once. */
function placed(text: string, troubles: readonly Unplaced[]): SsmlTrouble[] {
  const breaks = text.matchAll(/\r\n|\r|\n/g)
  let next = breaks.next()
  let line = 1
  let lineStart = 0
  return troubles.map(trouble => {
    while (!next.done && next.value.index + next.value[0].length <= trouble.start) {
      line++
      lineStart = next.value.index + next.value[0].length
      next = breaks.next()
    }
    return { ...trouble, line, column: trouble.start - lineStart + 1 }
  })
}
