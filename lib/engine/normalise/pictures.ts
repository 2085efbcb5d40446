import { cardinal } from './numbers'
import { EMOJI, EMOTICONS } from './picture-table'
import { toPlain } from './plain'

const TONE = String.raw`[\ufe0f\u{1f3fb}-\u{1f3ff}\u20e3]*`
/** A flag, a keycap, or a picture with its tones, tags and the pictures joined to it (UTS 51, 1.4). */
const SEQUENCE = String.raw`\p{RI}\p{RI}|[0-9#*]\ufe0f?\u20e3|(?![©®™ℹ↔])\p{Extended_Pictographic}${TONE}(?:\u200d\p{Extended_Pictographic}${TONE})*[\u{e0020}-\u{e007f}]*`
const PICTURE = new RegExp(SEQUENCE, 'gu')
const KEYCAP = /^[0-9]\ufe0f?\u20e3$/
const FLAG = /^\p{RI}\p{RI}$/u
/** Regional indicators are the letters from A on. */
const INDICATOR_A = 0x1f1e6

/** Where the emoji of a text stand, each sequence as one. */
export function picturesIn(text: string): { start: number; end: number }[] {
  if (/^[\0-\x7f]*$/.test(text)) return []
  return [...text.matchAll(PICTURE)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }))
}

/** A short name, "thumbs up", or nothing: what few people know by name is not said. */
export function readPicture(picture: string): string {
  if (KEYCAP.test(picture)) return cardinal(picture.slice(0, 1))
  if (FLAG.test(picture)) return nameOfFlag(picture)
  const bare = picture.replace(/[\ufe0f\u{1f3fb}-\u{1f3ff}]/gu, '')
  return EMOJI.get(bare) ?? EMOJI.get(bare.split('\u200d')[0] ?? '') ?? ''
}

function nameOfFlag(flag: string): string {
  const region = [...flag]
    .map(char => String.fromCharCode(65 + (char.codePointAt(0) ?? INDICATOR_A) - INDICATOR_A))
    .join('')
  const name = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(region)
  return name ? `flag of ${toPlain(name).toLowerCase()}` : ''
}

/** ":)" → "smiley face". */
export function readEmoticon(stretch: string): string | undefined {
  return EMOTICONS.get(stretch)
}
