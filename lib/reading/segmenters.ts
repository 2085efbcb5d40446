type Granularity = 'sentence' | 'word' | 'grapheme'

/** Loading one takes a while: they are kept, no more of them than Unicode's data has languages. */
const kept = new Map<string, Intl.Segmenter>()

/**
 * The locale by which a language is segmented: its primary subtag where
 * Unicode's data knows it, else English, whose rules are the general ones.
 *
 * @param language A language tag (BCP 47) as a stranger may write it, or none.
 */
export function segmentingLocale(language: string | undefined): string {
  // RFC 5646, 2.2.1: four letters are reserved.
  const primary = /^(?:[a-z]{2,3}|[a-z]{5,8})(?![a-z\d])/i.exec(language ?? '')?.[0]
  return (primary && Intl.Segmenter.supportedLocalesOf(primary)[0]) || 'en'
}

/** @param locale One of {@link segmentingLocale}. */
export function segmenter(granularity: Granularity, locale: string): Intl.Segmenter {
  const key = `${granularity} ${locale}`
  const known = kept.get(key) ?? new Intl.Segmenter(locale, { granularity })
  kept.set(key, known)
  return known
}
