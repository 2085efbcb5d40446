import { SsmlError } from './error'
import type { XmlElement } from './parse'
import { BREAK_MS, duration, emphasis, isLanguage, pitch, rate, vocalTract, volume } from './values'

export type SsmlEngine = 'standard' | 'neural' | 'long-form' | 'generative'

/** What is wrong with a value, or with having the attribute at all; undefined where nothing is. */
type Check = (value: string, engine: SsmlEngine) => string | undefined

/** What a tag may have and hold (Polly, Supported SSML tags). */
type Tag = {
  readonly attributes?: Readonly<Record<string, Check>>
  readonly required?: readonly string[]
  /** One attribute at least. */
  readonly any?: boolean
  /** Where it is not all of them. */
  readonly engines?: readonly SsmlEngine[]
  /** Where it is not text and tags. */
  readonly content?: 'text' | 'none'
  /** Names of elements that it may not stand in. */
  readonly outside?: readonly string[]
}

const STANDARD = ['standard'] as const
const NOT_VOICED = 'is not supported by this voice'

/** Silence is 10 s long at most (Polly, break). */
const MAX_BREAK_MS = 10_000
/** Characters within `amazon:max-duration` (Polly, max-duration). */
const MAX_TIMED_CHARACTERS = 1500

const INTERPRETATIONS =
  'characters spell-out cardinal number ordinal digits fraction unit date time address expletive telephone'
const ROLES = 'amazon:VB amazon:VBD amazon:DT amazon:IN amazon:JJ amazon:NN amazon:DEFAULT amazon:SENSE_1'
const DATE_FORMATS = 'mdy dmy ymd md dm ym my d m y yyyymmdd'

const language = valued(isLanguage)

const TAGS: ReadonlyMap<string, Tag> = new Map(
  Object.entries<Tag>({
    speak: {
      attributes: {
        version: oneOf('1.0 1.1'),
        xmlns: anything,
        'xml:lang': language,
        'xml:base': anything,
        'xsi:schemaLocation': anything,
      },
    },
    p: { attributes: { 'xml:lang': language }, outside: ['p', 's'] },
    s: { attributes: { 'xml:lang': language }, outside: ['s'] },
    break: {
      attributes: {
        strength: valued(value => BREAK_MS.has(value)),
        time: valued(value => (duration(value) ?? Number.POSITIVE_INFINITY) <= MAX_BREAK_MS),
      },
      content: 'none',
    },
    mark: { attributes: { name: valued(value => value.trim() !== '') }, required: ['name'], content: 'none' },
    emphasis: { attributes: { level: valued(value => emphasis(value) !== undefined) }, engines: STANDARD },
    lang: { attributes: { 'xml:lang': language, onlangfailure: anything }, required: ['xml:lang'] },
    prosody: {
      attributes: {
        rate: valued(value => rate(value) !== undefined),
        volume: valued(value => volume(value) !== undefined),
        pitch: on(
          STANDARD,
          valued(value => pitch(value) !== undefined),
        ),
        'amazon:max-duration': on(
          STANDARD,
          valued(value => (duration(value) ?? 0) > 0),
        ),
      },
      any: true,
    },
    phoneme: {
      attributes: { alphabet, ph: valued(value => value.trim() !== '') },
      required: ['alphabet', 'ph'],
      content: 'text',
    },
    'say-as': {
      attributes: { 'interpret-as': oneOf(INTERPRETATIONS), format: oneOf(DATE_FORMATS) },
      required: ['interpret-as'],
      content: 'text',
    },
    sub: { attributes: { alias: anything }, required: ['alias'], content: 'text' },
    w: { attributes: { role: oneOf(ROLES) }, required: ['role'], content: 'text' },
    'amazon:effect': {
      attributes: {
        name: effect,
        phonation: on(STANDARD, unvoiced('soft')),
        'vocal-tract-length': on(
          STANDARD,
          valued(value => vocalTract(value) !== undefined),
        ),
      },
      any: true,
    },
    'amazon:domain': { attributes: { name: unvoiced('news conversational') }, required: ['name'] },
  }),
)

/** Tags of the service that no voice of this engine can perform. */
const UNVOICED = new Set(['amazon:breath', 'amazon:auto-breaths'])

/**
 * Holds a document to what the service takes: its tags, their attributes and
 * values, and which of them an engine has.
 *
 * @param source What the tree was read from.
 * @throws {SsmlError} At the first element that the service would refuse, or
 *   that asks for what no voice of this engine can do.
 */
export function checkSsml(root: XmlElement, source: string, engine: SsmlEngine): void {
  if (root.name !== 'speak') throw new SsmlError('the root element is not <speak>', source, root.start)
  checkElement(root, [], source, engine)
}

function checkElement(
  element: XmlElement,
  ancestors: readonly string[],
  source: string,
  engine: SsmlEngine,
): void {
  const wrong = wrongTag(element, ancestors, engine) ?? wrongContent(element)
  if (wrong) throw new SsmlError(wrong, source, element.start)
  const inner = [...ancestors, element.name]
  for (const child of element.children) {
    if (child.kind === 'element') checkElement(child, inner, source, engine)
  }
}

function wrongTag(
  { name, attributes }: XmlElement,
  ancestors: readonly string[],
  engine: SsmlEngine,
): string | undefined {
  const tag = TAGS.get(name)
  if (UNVOICED.has(name)) return `<${name}> ${NOT_VOICED}`
  if (!tag) return `<${name}> is not supported`
  if (name === 'speak' && ancestors.length > 0) return '<speak> within the document'
  if (tag.engines && !tag.engines.includes(engine)) return `<${name}> ${lacking(engine)}`
  const around = tag.outside?.find(outer => ancestors.includes(outer))
  if (around) return `<${name}> within <${around}>`

  const checks = new Map(Object.entries(tag.attributes ?? {}))
  for (const [attribute, value] of attributes) {
    if (attribute.startsWith('xmlns:')) continue
    const check = checks.get(attribute)
    if (!check) return `<${name}> has no attribute ${attribute}`
    const wrong = check(value, engine)
    if (wrong) return `the attribute ${attribute} of <${name}> ${wrong}`
  }
  const missing = tag.required?.find(attribute => !attributes.has(attribute))
  if (missing) return `<${name}> without the attribute ${missing}`
  if (tag.any && ![...checks.keys()].some(attribute => attributes.has(attribute))) {
    return `<${name}> without an attribute`
  }
  return undefined
}

function wrongContent(element: XmlElement): string | undefined {
  const { name, attributes, children } = element
  const content = TAGS.get(name)?.content
  for (const child of children) {
    if (child.kind === 'element' && content) return `<${child.name}> within <${name}>`
    if (child.kind === 'text' && content === 'none' && child.text.trim() !== '')
      return `text within <${name}>`
  }
  if (attributes.has('amazon:max-duration') && textLength(element) > MAX_TIMED_CHARACTERS) {
    return `more than ${MAX_TIMED_CHARACTERS} characters within amazon:max-duration`
  }
  return undefined
}

function textLength(element: XmlElement): number {
  let length = 0
  for (const child of element.children)
    length += child.kind === 'text' ? child.text.length : textLength(child)
  return length
}

function anything(): undefined {
  return undefined
}

function valued(accepts: (value: string) => boolean): Check {
  return value => (accepts(value) ? undefined : 'has a value that it cannot have')
}

function oneOf(values: string): Check {
  const known = new Set(values.split(' '))
  return valued(value => known.has(value))
}

function on(engines: readonly SsmlEngine[], check: Check): Check {
  return (value, engine) => (engines.includes(engine) ? check(value, engine) : lacking(engine))
}

/** Values that the service has and no voice of this engine. */
function unvoiced(values: string): Check {
  const known = oneOf(values)
  return (value, engine) => known(value, engine) ?? NOT_VOICED
}

/** drc is in every engine but the generative one, whispering in the standard one only. */
function effect(value: string, engine: SsmlEngine): string | undefined {
  if (value === 'drc') return engine === 'generative' ? lacking(engine) : undefined
  return on(STANDARD, unvoiced('whispered'))(value, engine)
}

function alphabet(value: string, engine: SsmlEngine): string | undefined {
  if (value === 'ipa' || value === 'x-sampa') return undefined
  return unvoiced('x-amazon-pinyin x-amazon-jyutping x-amazon-yomigana x-amazon-pron-kana')(value, engine)
}

function lacking(engine: SsmlEngine): string {
  return `is not supported by the ${engine} engine`
}
