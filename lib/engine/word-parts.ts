import type { Word } from './script'

/** What a word costs to say: its letters as spoken, and one. Other scripts say more with a letter, and a digit is a word. */
export function costOf({ spoken, ipa }: Word): number {
  if (ipa !== undefined) return ipa.length + 1
  return 1 + costOfText(spoken)
}

/**
 * A word as it is said: in one, or in parts where it costs more than `maxCost`,
 * as a number of a hundred digits does. It is parted at spaces, and where there
 * are none between any characters. A given pronunciation stays whole.
 */
export function partsOf(word: Word, maxCost: number): Word[] {
  if (word.ipa !== undefined || costOf(word) <= maxCost) return [word]
  const parts: string[] = []
  let part = ''
  for (const [piece] of word.spoken.matchAll(/ ?[^ ]{1,25}/gu)) {
    if (part !== '' && costOfText(part + piece) > maxCost) {
      parts.push(part)
      part = ''
    }
    part += piece
  }
  parts.push(part)
  return parts.map((spoken, i) => ({
    ...word,
    spoken: spoken.trim(),
    punctuation: i === parts.length - 1 ? word.punctuation : '',
  }))
}

function costOfText(text: string): number {
  let cost = 0
  for (const character of text) {
    if (character > '\x7e') cost += 3
    else cost += /[a-z ']/i.test(character) ? 1 : 6
  }
  return cost
}
