import { isProblem } from '../../lib/http/problem'
import type { Example } from '../../lib/score/examples'
import { songOfMidiInSteps } from '../../lib/score/midi/midi-song'
import { readMidiInSteps } from '../../lib/score/midi/read-midi'
import { LIMITS } from '../../lib/score/song'
import { parseSong, parseSongInSteps } from '../../lib/score/song-schema'
import { lineOf, placeOfPath } from './json-place'
import { syntaxErrorOf } from './json-syntax'
import type { Piece } from './piece'
import { SongError } from './song-error'

/** With which a Standard MIDI File begins. */
const MIDI_MAGIC = 'MThd'

/** The page is held no longer in one go, in ms. */
const SLICE_MS = 12

/**
 * Reads a song in JSON or a Standard MIDI File, whichever the file holds.
 *
 * @throws SongError
 */
export async function readSongFile(file: File): Promise<Piece> {
  const { name } = file
  const isMidi = (await file.slice(0, MIDI_MAGIC.length).text()) === MIDI_MAGIC
  const limit = isMidi ? LIMITS.midiBytes : LIMITS.jsonBytes
  if (file.size > limit) {
    const kind = isMidi ? 'a MIDI file' : 'a song in JSON'
    throw new SongError(
      `Cannot open ${name}: it has ${file.size} bytes, and ${kind} may have ${limit} at most.`,
    )
  }
  const title = name.replace(/\.[^.]*$/, '') || name
  if (isMidi) return readMidiBytes(new Uint8Array(await file.arrayBuffer()), title)
  const text = await file.text()
  if (!/^[\s\uFEFF]*[{[]/.test(text)) {
    throw new SongError(`Cannot open ${name}: it is neither a song in JSON nor a Standard MIDI File.`)
  }
  return readSongText(text, title)
}

/** @param json Of one of the songs that come with the page. */
export function readExample(json: unknown, { title, about }: Example): Piece {
  return { name: title, about, song: parseSong(json) }
}

/**
 * Reads a song in JSON.
 *
 * @throws SongError with its source: it tells the line, and what is allowed there.
 */
export async function readSongText(text: string, name: string): Promise<Piece> {
  try {
    return { name, song: await inSlices(parseSongInSteps(JSON.parse(text.replace(/^\uFEFF/, '')))) }
  } catch (error) {
    if (error instanceof SyntaxError) {
      const offset = syntaxErrorOf(text)
      const what = offset === text.length ? 'it ends too early' : 'this cannot stand here'
      throw new SongError(`This is not JSON: ${what}${where(text, offset)}.`, { text, name, offset }, error)
    }
    if (!isProblem(error)) throw error
    const { field } = error.params
    const offset = typeof field === 'string' ? placeOfPath(text, field) : undefined
    throw new SongError(`${error.message}${where(text, offset)}`, { text, name, offset }, error)
  }
}

/** Does all steps, and lets the page do its own in between. */
async function inSlices<T>(steps: Generator<void, T>): Promise<T> {
  let since = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - since < SLICE_MS) continue
    await new Promise(resolve => setTimeout(resolve))
    since = performance.now()
  }
}

async function readMidiBytes(midi: Uint8Array<ArrayBuffer>, name: string): Promise<Piece> {
  try {
    const read = await inSlices(readMidiInSteps(midi))
    return { name, song: await inSlices(songOfMidiInSteps(read)), midi }
  } catch (error) {
    if (!isProblem(error)) throw error
    throw new SongError(error.message, undefined, error)
  }
}

function where(text: string, offset: number | undefined): string {
  if (offset === undefined) return ''
  const { line, column } = lineOf(text, offset)
  return ` (line ${line}, column ${column})`
}
