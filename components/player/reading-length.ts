/** How long a text takes to be said, before all of it was. */

/** Letters of an alphabet that are said in a second: voices lie between 13 and 18. */
const UNITS_PER_SECOND = 15
/** So many units as if heard at the usual pace: one short word that was heard must not set the pace of a book. */
const USUAL_UNITS = 300
/** A sign of these scripts is a syllable or more. */
const SYLLABLES = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu
const UNITS_PER_SYLLABLE = 3

/** What was heard of a text: so many units in so many seconds. */
export type Heard = { units: number; seconds: number }

/** How much there is to say in a text, in letters; linear in its length, so worth keeping. */
export function speechUnits(text: string): number {
  let syllables = 0
  for (const _ of text.matchAll(SYLLABLES)) syllables++
  return text.length + syllables * (UNITS_PER_SYLLABLE - 1)
}

/** In s of the audio, at the usual pace and more and more at the one that was heard. */
export function estimateSeconds(units: number, heard: Heard = { units: 0, seconds: 0 }): number {
  const pace = (heard.seconds + USUAL_UNITS / UNITS_PER_SECOND) / (heard.units + USUAL_UNITS)
  return units * pace
}
