/** A lexicon in PLS: the lexemes are written as they are, attributes of the root take the place of its own. */
export function pls(lexemes: string, attributes: Record<string, string | undefined> = {}): string {
  const all = {
    version: '1.0',
    xmlns: 'http://www.w3.org/2005/01/pronunciation-lexicon',
    alphabet: 'ipa',
    'xml:lang': 'en-US',
    ...attributes,
  }
  const written = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}="${value}"`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<lexicon ${written.join(' ')}>${lexemes}</lexicon>`
}

export function aliasLexeme(grapheme: string, alias: string): string {
  return `<lexeme><grapheme>${grapheme}</grapheme><alias>${alias}</alias></lexeme>`
}
