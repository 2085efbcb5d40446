/** What people write for a language and what voices are listed under, where the two differ (BCP 47). */
const USUAL: Readonly<Record<string, string>> = { arb: 'ar', cmn: 'zh', no: 'nb', iw: 'he', in: 'id' }

/**
 * The language of a tag, one name for each: `de-AT` → `de`, `cmn-CN` → `zh`,
 * `arb` → `ar`, `no` → `nb`.
 */
export function primaryLanguage(tag: string): string {
  const language = tag.split('-', 1)[0]?.toLowerCase() ?? ''
  return USUAL[language] ?? language
}
