import { digitByDigit, type Variant } from './numbers'

/** "FBI" → "f b i". The voice reads every single letter as its name but "a", the article. */
export function spell(letters: string, variant: Variant = 'en-US'): string {
  return [...letters.toLowerCase()].map(letter => letterName(letter, variant)).join(' ')
}

function letterName(letter: string, variant: Variant): string {
  if (letter === 'a') return 'ay'
  if (letter === 'z' && variant === 'en-GB') return 'zed'
  return /\d/.test(letter) ? digitByDigit(letter) : letter
}

/** "ABC" + plural → "ay b c's": the voice says that ending right after a letter, and no other. */
export function spellWithEnding(letters: string, ending: string, variant: Variant): string {
  return `${spell(letters, variant)}${ending === '' ? '' : "'s"}`
}

/** Sounds that people write without a vowel. */
const INTERJECTIONS: Readonly<Record<string, string>> = {
  hm: 'hum',
  hmm: 'hum',
  mm: 'um',
  mhm: 'um hum',
  sh: 'shush',
  shh: 'shush',
  pst: 'pist',
  psst: 'pist',
  brr: 'burr',
  grr: 'gur',
  tsk: 'tisk',
  pfft: 'fift',
  zz: 'zuz',
  nth: 'enth',
  cwm: 'coom',
}

/** A longer run of letters without a space makes the voice slow, and in the end overflows its stack. */
const MAX_RUN = 50

/**
 * A word in small letters as the voice is given it: "soooo" → "soo", "html" →
 * "h t m l", 120 letters in three parts.
 *
 * @param word Letters a to z and apostrophes between them.
 */
export function wordOf(word: string, variant: Variant = 'en-US'): string {
  if (/^[^aeiouy']{1,6}$/.test(word)) {
    const short = word.replace(/(.)\1{2,}/, '$1$1')
    return INTERJECTIONS[short] ?? spell(word, variant)
  }
  const calm = word.replace(/(.)\1{2,}/g, '$1$1')
  return calm.length <= MAX_RUN ? calm : calm.replace(LONG_RUN, '$& ').trim()
}

const LONG_RUN = new RegExp(`.{${MAX_RUN}}`, 'g')
