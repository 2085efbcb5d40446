import { LanguageCode } from '@aws-sdk/client-polly'
import { PhonemeError } from '../phonemes/error'
import { xSampaToIpa } from '../phonemes/x-sampa'
import { SsmlError } from '../ssml/error'
import { parseXml, type XmlElement } from '../ssml/parse'
import { LexiconError } from './error'

/** In characters, as Unicode code points (Polly, Quotas, Pronunciation lexicons). */
export const MAX_LEXICON_CHARACTERS = 4000
/** In characters of a phoneme or alias, as Unicode code points (same place). */
export const MAX_REPLACEMENT_CHARACTERS = 100

const ALPHABETS = ['ipa', 'x-sampa'] as const
export type Alphabet = (typeof ALPHABETS)[number]

/** A word, or words, in every spelling that counts, and what is said for it. White space is single spaces. */
export type Lexeme = { readonly graphemes: readonly string[] } & Replacement
export type Replacement = { readonly alias: string } | { readonly ipa: string }

export type ParsedLexicon = {
  readonly alphabet: Alphabet
  /** One of Polly's language codes, or the language alone (`en`), which stands for all its regions. */
  readonly language: string
  /** In the order of the document: the first for a grapheme counts. */
  readonly lexemes: readonly Lexeme[]
}

const NAMESPACE = 'http://www.w3.org/2005/01/pronunciation-lexicon'

/** By lower case: language tags know no case (RFC 5646, 2.1.1). */
const LANGUAGES: ReadonlyMap<string, string> = new Map(
  Object.values(LanguageCode)
    .flatMap(code => [code, code.replace(/-.*/, '')])
    .map(code => [code.toLowerCase(), code]),
)

/**
 * Reads a lexicon in PLS 1.0 and checks it as PutLexicon does.
 *
 * @throws {LexiconError}
 * @see https://www.w3.org/TR/pronunciation-lexicon/
 */
export function parsePls(content: string): ParsedLexicon {
  if (countCharacters(content) > MAX_LEXICON_CHARACTERS) {
    throw new LexiconError(
      'LexiconSizeExceededException',
      `Lexicon has ${countCharacters(content)} characters, and ${MAX_LEXICON_CHARACTERS} are allowed`,
    )
  }
  const root = parse(content)
  const prefix = /^(?:.*:)?/.exec(root.name)?.[0] ?? ''
  if (root.name !== `${prefix}lexicon`) throw invalid(`the root is <${root.name}>, not <lexicon>`)
  // PLS 1.0, 4.1: the lexicon element must designate the PLS namespace.
  if (root.attributes.get(prefix ? `xmlns:${prefix.slice(0, -1)}` : 'xmlns') !== NAMESPACE) {
    throw invalid(`<lexicon> is not in the namespace ${NAMESPACE}`)
  }
  if (root.attributes.get('version') !== '1.0') throw invalid('the version is not 1.0')
  const alphabet = alphabetOf(root)
  if (!alphabet) throw invalid('<lexicon> has no alphabet')
  const language = languageOf(root)

  const lexemes = elementsIn(root, prefix, ['lexeme', 'meta', 'metadata'])
    .filter(child => child.name === `${prefix}lexeme`)
    .map(lexeme => readLexeme(lexeme, prefix, alphabet))
  return { alphabet, language, lexemes }
}

function parse(content: string): XmlElement {
  try {
    return parseXml(content)
  } catch (error) {
    if (!(error instanceof SsmlError)) throw error
    throw invalid(`${error.reason} (line ${error.line}, column ${error.column})`, error)
  }
}

function languageOf(root: XmlElement): string {
  const tag = root.attributes.get('xml:lang')
  if (!tag) throw invalid('<lexicon> has no xml:lang')
  const language = LANGUAGES.get(tag.toLowerCase())
  if (language) return language
  throw new LexiconError('UnsupportedPlsLanguageException', `Language ${tag} of the lexicon is not supported`)
}

function alphabetOf({ attributes }: XmlElement): Alphabet | undefined {
  const name = attributes.get('alphabet')
  const alphabet = ALPHABETS.find(known => known === name)
  if (alphabet || name === undefined) return alphabet
  throw new LexiconError(
    'UnsupportedPlsAlphabetException',
    `Alphabet ${name} of the lexicon is not one of ${ALPHABETS.join(', ')}`,
  )
}

function readLexeme(lexeme: XmlElement, prefix: string, alphabet: Alphabet): Lexeme {
  const children = elementsIn(lexeme, prefix, ['grapheme', 'phoneme', 'alias', 'example'])
  const graphemes = children.filter(child => child.name === `${prefix}grapheme`).map(textOf)
  if (graphemes.length === 0) throw invalid('a <lexeme> has no <grapheme>')
  const replacements = children
    .filter(child => child.name === `${prefix}phoneme` || child.name === `${prefix}alias`)
    // All are read, as a mistake in one that is not used is a mistake too.
    .map(child => ({
      preferred: child.attributes.get('prefer') === 'true',
      ...readReplacement(child, alphabet),
    }))
  // PLS 1.0, 4.9.1: the first that is preferred, else the first in document order.
  const chosen = replacements.find(({ preferred }) => preferred) ?? replacements[0]
  if (!chosen) throw invalid(`the <lexeme> of "${graphemes[0]}" has no <phoneme> and no <alias>`)
  const { preferred: _, ...replacement } = chosen
  return { graphemes, ...replacement }
}

function readReplacement(element: XmlElement, alphabet: Alphabet): Replacement {
  const text = textOf(element)
  if (countCharacters(text) > MAX_REPLACEMENT_CHARACTERS) {
    throw new LexiconError(
      'MaxLexemeLengthExceededException',
      `A replacement has ${countCharacters(text)} characters, and ${MAX_REPLACEMENT_CHARACTERS} are allowed`,
    )
  }
  if (element.name.endsWith('alias')) return { alias: text }
  return { ipa: (alphabetOf(element) ?? alphabet) === 'ipa' ? text : readXSampa(text) }
}

function readXSampa(text: string): string {
  try {
    return xSampaToIpa(text)
  } catch (error) {
    if (!(error instanceof PhonemeError)) throw error
    throw invalid(`"${text}" is not a pronunciation: ${error.message}`, error)
  }
}

/** Elements of other namespaces are left out (PLS 1.0, 4.10); of its own there must only be these. */
function elementsIn(parent: XmlElement, prefix: string, names: readonly string[]): XmlElement[] {
  const children: XmlElement[] = []
  for (const child of parent.children) {
    if (child.kind === 'text') {
      if (child.text.trim() !== '') throw invalid(`text in <${parent.name}>`)
    } else if (names.some(name => child.name === prefix + name)) {
      children.push(child)
    } else if (prefix ? child.name.startsWith(prefix) : !child.name.includes(':')) {
      throw invalid(`<${child.name}> in <${parent.name}>`)
    }
  }
  return children
}

function textOf(element: XmlElement): string {
  let text = ''
  for (const child of element.children) {
    if (child.kind === 'element') throw invalid(`<${child.name}> in <${element.name}>`)
    text += child.text
  }
  // PLS 1.0, 4.5 to 4.7: white space is normalised.
  const normal = text.trim().replace(/\s+/g, ' ')
  if (normal === '') throw invalid(`<${element.name}> is empty`)
  return normal
}

/** The service's own message, and the reason that it keeps to itself. */
function invalid(reason: string, cause?: unknown): LexiconError {
  return new LexiconError('InvalidLexiconException', `Invalid PLS Lexicon: ${reason}`, { cause })
}

/** As the service counts: Unicode code points. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
