/**
 * Where in a JSON text the value at a path begins, such as
 * `Tracks[2].Bars[0].SoundEvents[5].Note.Name`; where the path leads further than
 * the text, the value in which it ends.
 *
 * @param text Valid JSON.
 * @returns An offset in UTF-16 units.
 */
export function placeOfPath(text: string, path: string): number {
  let at = afterSpace(text, 0)
  for (const step of stepsOf(path)) {
    const next = childOf(text, at, step)
    if (next === undefined) return at
    at = next
  }
  return at
}

/** Line and column of an offset, both from 1. */
export function lineOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}

type Step = string | number

function stepsOf(path: string): Step[] {
  return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([name, index]) =>
    index === undefined ? name : Number(index),
  )
}

/** Where the value of a key or the element of an index begins, within the value that begins at `at`. */
function childOf(text: string, at: number, step: Step): number | undefined {
  const isArray = typeof step === 'number'
  if (text[at] !== (isArray ? '[' : '{')) return undefined
  let next = afterSpace(text, at + 1)
  for (let index = 0; next < text.length && text[next] !== ']' && text[next] !== '}'; index++) {
    let isWanted = index === step
    if (!isArray) {
      const end = afterString(text, next)
      isWanted = JSON.parse(text.slice(next, end)) === step
      // Past the colon.
      next = afterSpace(text, afterSpace(text, end) + 1)
    }
    if (isWanted) return next
    next = afterSpace(text, afterValue(text, next))
    if (text[next] === ',') next = afterSpace(text, next + 1)
  }
  return undefined
}

function afterSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && /[\s\uFEFF]/.test(text.charAt(at))) at++
  return at
}

/** Past the string whose quotation mark is at `from`. */
function afterString(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

/** Past a whole value: without recursion, for it may be nested deeply. */
function afterValue(text: string, from: number): number {
  let depth = 0
  let at = from
  while (at < text.length) {
    const sign = text[at]
    if (sign === '"') {
      at = afterString(text, at)
      if (depth === 0) return at
      continue
    }
    if (sign === '{' || sign === '[') depth++
    else if (sign === '}' || sign === ']') {
      if (depth === 0) return at
      depth--
      if (depth === 0) return at + 1
    } else if (depth === 0 && sign === ',') return at
    at++
  }
  return at
}
