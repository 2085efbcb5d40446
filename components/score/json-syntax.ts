/** What may come next, by what came last (RFC 8259, sections 2 to 5). */
type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end'

/** A token, with the white space before it: a sign, a string, or another value. */
const TOKEN =
  /[ \t\n\r]*(?:([{}[\],:])|("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.]))/y
const SPACE = /[ \t\n\r]*/y

/**
 * Where a text ceases to be JSON, as browsers differ in what they tell of it.
 *
 * @returns The offset of the first token that cannot stand there, in UTF-16 units;
 * the text's length where it ends too early; undefined where all of it is JSON.
 */
export function syntaxErrorOf(text: string): number | undefined {
  /** The signs that close what is open. */
  const open: string[] = []
  let expected: Expected = 'value'
  let at = 0
  for (;;) {
    SPACE.lastIndex = at
    SPACE.test(text)
    const start = SPACE.lastIndex
    if (start === text.length) return expected === ', or end' && open.length === 0 ? undefined : start
    TOKEN.lastIndex = at
    const [token, sign, string] = TOKEN.exec(text) ?? []
    if (token === undefined) return start
    at += token.length
    const next = after(sign, string !== undefined, expected, open)
    if (next === undefined) return start
    expected = next
  }
}

/** What may come after a token, or undefined where it may not stand there itself. */
function after(
  sign: string | undefined,
  isString: boolean,
  expected: Expected,
  open: string[],
): Expected | undefined {
  const isValue = expected === 'value' || expected === 'value or ]'
  const isKey = expected === 'key' || expected === 'key or }'
  if (sign === undefined) {
    if (isKey) return isString ? ':' : undefined
    return isValue ? ', or end' : undefined
  }
  if (sign === '{' || sign === '[') {
    if (!isValue) return undefined
    open.push(sign === '{' ? '}' : ']')
    return sign === '{' ? 'key or }' : 'value or ]'
  }
  if (sign === ':') return expected === ':' ? 'value' : undefined
  if (sign === ',') {
    if (expected !== ', or end' || open.length === 0) return undefined
    return open.at(-1) === '}' ? 'key' : 'value'
  }
  const mayClose = expected === ', or end' || expected === `value or ${sign}` || expected === `key or ${sign}`
  return mayClose && open.pop() === sign ? ', or end' : undefined
}
