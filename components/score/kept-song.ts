import type { Mix, Piece } from './piece'
import { songBody } from './song-body'

/** What stands on the page, and what of it is heard. */
export type Standing = { piece: Piece; mix: Mix }

export const KEY = 'pollyphony.song'

/** @returns What was kept, or undefined where that is nothing or of no use. */
export async function loadSong(): Promise<Standing | undefined> {
  try {
    const kept = localStorage.getItem(KEY)
    return kept === null ? undefined : await readKept(JSON.parse(kept))
  } catch (error) {
    console.warn('The song that stood here before could not be read:', error)
    return undefined
  }
}

/** @returns Whether it is kept. */
export function saveSong({ piece, mix }: Standing): boolean {
  const { name, about, song, midi } = piece
  try {
    const source = midi ? { midi: base64Of(midi) } : { json: songBody(song) }
    const kept = { name, about, muted: [...mix.muted], soloed: [...mix.soloed], ...source }
    // Where this one does not fit, an older one is not to come back in its place.
    localStorage.removeItem(KEY)
    localStorage.setItem(KEY, JSON.stringify(kept))
    return true
  } catch (error) {
    // A browser may refuse to keep anything, or the song be too large for it: the page works without.
    console.warn('The song cannot be kept:', error)
    return false
  }
}

/** Reads it as a file is read that is opened: what was kept may be of an earlier version, or damaged. */
async function readKept(kept: unknown): Promise<Standing> {
  const { name, about, muted, soloed, json, midi } = fieldsOf(kept)
  if (typeof name !== 'string') throw new TypeError('It has no name.')
  const piece = await readSource(name, json, midi)
  const { length } = piece.song.Tracks
  return {
    piece: { ...piece, name, ...(typeof about === 'string' ? { about } : {}) },
    mix: { muted: tracksIn(muted, length), soloed: tracksIn(soloed, length) },
  }
}

async function readSource(name: string, json: unknown, midi: unknown): Promise<Piece> {
  const { readSongFile, readSongText } = await import('./read-song')
  if (typeof json === 'string') return readSongText(json, name)
  if (typeof midi === 'string') return readSongFile(new File([bytesOf(midi)], name))
  throw new TypeError('It has no song.')
}

function fieldsOf(kept: unknown): Readonly<Record<string, unknown>> {
  return { ...(typeof kept === 'object' ? kept : {}) }
}

function tracksIn(indices: unknown, length: number): ReadonlySet<number> {
  const listed: readonly unknown[] = Array.isArray(indices) ? indices : []
  return new Set(Array.from({ length }, (_, index) => index).filter(index => listed.includes(index)))
}

function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
}
