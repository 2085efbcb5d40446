import { decodeText } from '../decode'
import type { Document } from '../document'
import type { Source } from '../importer'
import { createWriter } from '../writer'

/** What is on the screen at once, its lines without markup, none of them empty. */
type Cue = { startMs: number; endMs: number; lines: Line[] }

type Line = {
  text: string
  /** As a voice tag tells. */
  speaker: string | undefined
  /** Whether a dash tells that now another one speaks. */
  isTurn: boolean
}

/** A pause that ends a paragraph in the midst of a sentence: many captions have no full stops. */
const LONG_PAUSE_MS = 2500
/** Without stops and pauses, a paragraph ends with the cue that makes it this long. */
const LONG_PARAGRAPH = 500
/** Cues this near to each other follow without a gap. */
const NO_GAP_MS = 50
/** A cue this short is none to be read: it holds a line until the next one rolls in. */
const FLASH_MS = 100

const TIMING = /^\s*((?:\d+:)?\d+:\d+(?:[.,]\d+)?)\s*-->\s*((?:\d+:)?\d+:\d+(?:[.,]\d+)?)/
const SENTENCE_END = /[.!?…。！？｡؟۔।]["'”’»)\]」』]*$/

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
  ['lrm', '\u200e'],
  ['rlm', '\u200f'],
])

/**
 * Reads SubRip and WebVTT as what is said, without times and names of speakers.
 * A sentence that goes on in the next cue is put together; a paragraph ends
 * where a sentence ends with its cue, another one speaks, or nobody does.
 */
export function read(source: Source): Document {
  const writer = createWriter()
  let before: Cue | undefined
  let length = 0
  for (const cue of withoutRepeats(cuesOf(decodeText(source)))) {
    const isNewCue = startsAfresh(cue, before) || length >= LONG_PARAGRAPH
    let previous = before?.lines.at(-1)
    for (const [index, line] of cue.lines.entries()) {
      if ((index === 0 && isNewCue) || line.isTurn || line.speaker !== previous?.speaker) {
        writer.block({ kind: 'cue' })
        length = 0
      }
      // A line break, so that lines of Chinese and Japanese join without a space.
      writer.text(`\n${line.text}`)
      length += line.text.length
      previous = line
    }
    before = cue
  }
  return writer.finish()
}

function startsAfresh(cue: Cue, before: Cue | undefined): boolean {
  if (!before || cue.startMs - before.endMs >= LONG_PAUSE_MS) return true
  return SENTENCE_END.test(before.lines.at(-1)?.text ?? '')
}

/**
 * Captions that roll, as live ones do, show a line again above the new one:
 * lines at the end of a cue that the next one begins with.
 */
function* withoutRepeats(cues: Iterable<Cue>): Generator<Cue> {
  let shown: Cue | undefined
  for (const cue of cues) {
    const repeated = shown && cue.startMs - shown.endMs <= NO_GAP_MS ? overlapOf(shown.lines, cue) : 0
    shown = cue
    if (repeated < cue.lines.length) yield { ...cue, lines: cue.lines.slice(repeated) }
  }
}

/** How many lines at the start of a cue are the last of those before it. All of a cue's are only where it flashes. */
function overlapOf(lines: readonly Line[], cue: Cue): number {
  const most = cue.endMs - cue.startMs < FLASH_MS ? cue.lines.length : cue.lines.length - 1
  for (let count = Math.min(most, lines.length); count > 0; count--) {
    const last = lines.slice(-count)
    if (last.every(({ text }, index) => text === cue.lines[index]?.text)) return count
  }
  return 0
}

/** The cues of a file that have text: lines from each timing to the next empty line (WebVTT, 6.1 parser). */
function* cuesOf(text: string): Generator<Cue> {
  let cue: { startMs: number; endMs: number; payload: string[] } | undefined
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, start, end] = TIMING.exec(line) ?? []
    if (start === undefined || end === undefined) {
      if (line !== '') cue?.payload.push(line)
      else if (cue) {
        yield* withText(cue)
        cue = undefined
      }
      continue
    }
    if (cue) {
      // The number of this cue: the line between had something in it, if only a blank.
      if (/^\s*\d+\s*$/.test(cue.payload.at(-1) ?? '')) cue.payload.pop()
      yield* withText(cue)
    }
    cue = { startMs: millisecondsOf(start), endMs: millisecondsOf(end), payload: [] }
  }
  if (cue) yield* withText(cue)
}

function* withText({ startMs, endMs, payload }: { startMs: number; endMs: number; payload: string[] }) {
  const lines = linesOf(payload)
  if (lines.length > 0) yield { startMs, endMs, lines }
}

/** The lines of a cue's payload; one with the voices of two speakers becomes two (WebVTT, 4.2.2 Cue text). */
function linesOf(payload: readonly string[]): Line[] {
  let speaker: string | undefined
  const lines: Line[] = []
  for (const raw of payload
    .join('\n')
    .replace(/<v[\s.]/g, '\n$&')
    .split('\n')) {
    speaker = /^<v(?:\.[^\s>]*)?\s+([^>]*)>/.exec(raw)?.[1]?.trim() ?? speaker
    const text = plainOf(raw)
    const turn = /^(?:[-–—](?!\d)|>>+)\s*/.exec(text)
    const said = text.slice(turn?.[0].length ?? 0)
    if (said !== '') lines.push({ text: said, speaker, isTurn: turn !== null })
  }
  return lines
}

/** A line without tags, times, signs of position, music notes; its character references resolved. */
function plainOf(raw: string): string {
  return raw
    .replace(/<rt>[^<]*(?:<\/rt>)?|<\/?[a-z][^<>]*>|<[\d:.]+>|\{\\[^{}]*\}|[♩♪♫♬]/gi, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) =>
      name
        ? (ENTITIES.get(name) ?? whole)
        : characterOf(Number.parseInt(decimal ?? hex, decimal ? 10 : 16), whole),
    )
    .trim()
}

function characterOf(codePoint: number, otherwise: string): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : otherwise
}

function millisecondsOf(time: string): number {
  let seconds = 0
  for (const part of time.replace(',', '.').split(':')) seconds = seconds * 60 + Number(part)
  return seconds * 1000
}
