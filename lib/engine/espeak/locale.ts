/**
 * A language code of Polly's or of BCP 47 as a locale, by its language and
 * region only: `en-GB-WLS` of Polly's is no locale. `arb` is `ar` and `cmn` is
 * `zh` there.
 *
 * @throws RangeError for what is no language code.
 */
export function localeOf(languageCode: string): Intl.Locale {
  return new Intl.Locale(languageCode.split('-').slice(0, 2).join('-'))
}
