import { isAddress } from './internet'
import { picturesIn, readEmoticon } from './pictures'
import { toPlain } from './plain'
import { telephoneLength } from './telephone'

/** A stretch of text that is read as one: no space in it, the punctuation around it taken off. */
export type Piece = {
  /** UTF-16 offsets into the text. */
  readonly start: number
  readonly end: number
  readonly kind: 'text' | 'address' | 'telephone' | 'picture' | 'emoticon'
  /** The text in plain letters; of a picture or an emoticon, as it stands. */
  readonly core: string
}

/** Nothing longer is read as one: what has no end would be a word without a breath. */
const MAX_LENGTH = 48

const STRETCH = /(?:\S|(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d)))+/g

/** Where a stretch is several words: at dashes, ellipses, and where a space was forgotten. */
const JOINT =
  /[—―⸺]+|(?<!\d)–(?![\d$€£¥])|--+|…+|\.{2,}|(?<=\p{L}\p{L})[,;:!?]+(?=["'“”‘’(]?\p{L})|(?<=\p{Ll})\.(?=\p{Lu}\p{Ll})/gu

/** Most stretches: nothing to look for. */
const PLAIN_WORD = /^[A-Za-z0-9]+(?=[.,;:!?]?$)/
const EDGE = String.raw`["'“”‘’‚‛„«»‹›()[\]{}<>*_~${'`'}´¿¡|•·….,;:!?–—―⸺。、，！？；：（）「」『』\p{Cf}\p{Cc}-]`
const LEAD = new RegExp(
  // A sign, a point or an apostrophe that belongs to a number stays; so does the dot of ".NET".
  String.raw`^(?:(?![-−<>~]\.?[\d$€£¥]|\.\d|\.\p{L}|~\/|['’‘]\d0s)${EDGE}|\.(?=\.))+`,
  'u',
)
const TRAIL = new RegExp(`${EDGE}{0,60}$`, 'u')
const SIZE = /^\d{1,3}(?:'(?:\d{1,2}(?:\.\d)?")?|(?:\.\d{1,2})?")/

/**
 * Cuts a text into pieces, in order. Every stretch without space gives at least
 * one; what is left between them is space and punctuation.
 */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let openQuotes = 0
  let done = 0
  for (const { 0: stretch, index } of text.matchAll(STRETCH)) {
    if (index < done) continue
    const lead = leadOf(stretch)
    const phone = telephoneAt(text, index, lead)
    if (phone) {
      done = Math.max(phone.end, pushTelephone(pieces, text, phone.start, phone.end))
      const rest = text.slice(done, index + stretch.length)
      if (/[\p{L}\p{N}]/u.test(rest)) pushStretch(pieces, rest, done, openQuotes % 2 === 1)
      continue
    }
    pushStretch(pieces, stretch, index, openQuotes % 2 === 1)
    openQuotes += stretch.split(/["“”]/).length - 1
  }
  return pieces
}

function leadOf(stretch: string): number {
  return LEAD.exec(stretch)?.[0].length ?? 0
}

function telephoneAt(text: string, at: number, lead: number): { start: number; end: number } | undefined {
  for (const start of lead > 0 ? [at + lead - 1, at + lead] : [at]) {
    const length = telephoneLength(text, start)
    if (length > 0) return { start, end: start + length }
  }
  return undefined
}

/** The groups of a telephone number, each by itself: a speaker rests between them. */
function pushTelephone(pieces: Piece[], text: string, start: number, end: number): number {
  for (const { 0: group, index } of text.slice(start, end).matchAll(/\+?\w+/g)) {
    pieces.push({ start: start + index, end: start + index + group.length, kind: 'telephone', core: group })
  }
  return end
}

function pushStretch(pieces: Piece[], stretch: string, at: number, isQuoted: boolean): void {
  const bare = stretch.replace(/[.,!?;]{1,8}$/, '')
  const face = readEmoticon(stretch) ? stretch : readEmoticon(bare) ? bare : undefined
  if (face) {
    pieces.push({ start: at, end: at + face.length, kind: 'emoticon', core: face })
    return
  }
  const word = PLAIN_WORD.exec(stretch)?.[0]
  if (word) {
    pushLong(pieces, word, at, 'text')
    return
  }
  const [start, end] = trim(stretch, isQuoted)
  const body = toPlain(stretch.slice(start, end))
  if (isAddress(body)) {
    pushLong(pieces, stretch.slice(start, end), at + start, 'address')
    return
  }
  const before = pieces.length
  let last = 0
  for (const picture of picturesIn(stretch)) {
    pushWords(pieces, stretch.slice(last, picture.start), at + last, isQuoted)
    const core = stretch.slice(picture.start, picture.end)
    pieces.push({ start: at + picture.start, end: at + picture.end, kind: 'picture', core })
    last = picture.end
  }
  pushWords(pieces, stretch.slice(last), at + last, isQuoted)
  // Signs only: a piece of its own, as its neighbours may give it a meaning.
  if (pieces.length === before) {
    pieces.push({
      start: at,
      end: at + stretch.length,
      kind: 'text',
      core: toPlain(stretch.slice(0, MAX_LENGTH)),
    })
  }
}

function pushWords(pieces: Piece[], text: string, at: number, isQuoted: boolean): void {
  if (text === '') return
  let last = 0
  for (const { 0: joint, index } of text.matchAll(JOINT)) {
    pushWord(pieces, text.slice(last, index), at + last, isQuoted)
    last = index + joint.length
  }
  pushWord(pieces, text.slice(last), at + last, isQuoted)
}

function pushWord(pieces: Piece[], text: string, at: number, isQuoted: boolean): void {
  const [start, end] = trim(text, isQuoted)
  if (start < end) pushLong(pieces, text.slice(start, end), at + start, 'text')
}

/** @returns Where the word within its punctuation begins and ends; equal where there is none. */
function trim(text: string, isQuoted: boolean): [start: number, end: number] {
  const start = leadOf(text)
  const body = text.slice(start)
  const size = isQuoted ? undefined : SIZE.exec(body.slice(0, 12).replace(/[′’]/g, "'").replace(/[″”]/g, '"'))
  const trail = TRAIL.exec(body)?.[0].length ?? 0
  let end = Math.max(size?.[0].length ?? 0, body.length - trail)
  // "file(s)": the bracket was opened within the word.
  if (body[end] === ')' && body.slice(0, end).includes('(')) end++
  return [start, start + end]
}

/** In parts that are short enough, cut after a sign where there is one. */
function pushLong(pieces: Piece[], text: string, at: number, kind: 'text' | 'address'): void {
  let start = 0
  while (start < text.length) {
    const end = cutOf(text, start)
    pieces.push({ start: at + start, end: at + end, kind, core: toPlain(text.slice(start, end)) })
    start = end
  }
}

function cutOf(text: string, start: number): number {
  if (text.length - start <= MAX_LENGTH) return text.length
  const part = text.slice(start, start + MAX_LENGTH)
  const sign = part.search(/[-_/.,:;?&=#+|][^-_/.,:;?&=#+|]*$/)
  const end = start + (sign > 8 ? sign : MAX_LENGTH)
  const code = text.charCodeAt(end - 1)
  return code >= 0xd800 && code <= 0xdbff ? end - 1 : end
}
