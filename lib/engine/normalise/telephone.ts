import { digitByDigit } from './numbers'

/** International with a plus, American with an area code, or the old seven digits. Each pattern is bounded. */
const NUMBERS = [
  /\+\d{1,3}(?:[ .-]?\(\d{1,4}\))?(?:[ .-]?\d{2,5}){2,5}(?![\d-])/y,
  /(?:1[-. ])?\(\d{3}\)[ -]?\d{3}[-. ]\d{4}(?![\d-])/y,
  /(?:1[-.])?\d{3}([-.])\d{3}\1\d{4}(?![\d-])/y,
  /1-8\d\d-[A-Z]{7,10}(?![\w-])/y,
  /[2-9]\d{2}-(?!\d\d00)\d{4}(?![\d-])/y,
]

/** @returns How many characters at `at` are a telephone number: 0 where there is none. */
export function telephoneLength(text: string, at: number): number {
  for (const pattern of NUMBERS) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) return match[0].length
  }
  return 0
}

/** "+1 (555) 123-4567" → "plus one five five five …". Letters are left to the caller. */
export function sayTelephone(number: string): string {
  const digits = digitByDigit(number)
  if (!number.trimStart().startsWith('+')) return digits
  return digits === '' ? 'plus' : `plus ${digits}`
}
