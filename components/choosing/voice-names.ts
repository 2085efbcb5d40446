import type { Voice } from '../../lib/reading/reading'

/** Codes of Polly's that are known under others (BCP 47), or not at all. */
const USUAL: readonly [code: RegExp, usual: string][] = [
  [/^arb\b/, 'ar'],
  [/^cmn\b/, 'zh'],
  [/^en-GB-WLS$/, 'en-GB'],
]

const LOCALES = new Map<string, Intl.Locale | undefined>()
const NAMES = new Map<string, Intl.DisplayNames>()

/** What people who speak the language call it, such as Deutsch; undefined where that is not known. */
export function ownLanguageName(code: string): string | undefined {
  const locale = localeOf(code)
  return locale && nameIn(locale.language, locale.language, 'language')
}

export function englishLanguageName(code: string): string | undefined {
  const locale = localeOf(code)
  return locale && nameIn('en', locale.language, 'language')
}

/** The region of a code, in English and as people there call it. */
export function regionNames(code: string): string[] {
  const locale = localeOf(code)
  const region = locale?.region
  if (!region) return []
  const names = ['en', locale.language].map(language => nameIn(language, region, 'region'))
  return names.filter(name => name !== undefined)
}

/** The languages that a voice speaks, its own first. */
export function codesOf(voice: Voice): readonly string[] {
  return [voice.LanguageCode, ...(voice.AdditionalLanguageCodes ?? [])]
}

function localeOf(code: string): Intl.Locale | undefined {
  if (!LOCALES.has(code)) {
    const [pattern, usual] = USUAL.find(([each]) => each.test(code)) ?? []
    LOCALES.set(code, parsed(pattern && usual ? code.replace(pattern, usual) : code))
  }
  return LOCALES.get(code)
}

function parsed(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag)
  } catch (error) {
    // A list of voices may have codes that no standard knows: then they have no names.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function nameIn(language: string, code: string, type: 'language' | 'region'): string | undefined {
  const key = `${language} ${type}`
  const names = NAMES.get(key) ?? new Intl.DisplayNames([language], { type, fallback: 'none' })
  NAMES.set(key, names)
  // Of a language that the browser has no data for it answers in its own, which is no endonym.
  if (names.resolvedOptions().locale.split('-')[0] !== language) return undefined
  return names.of(code)
}
