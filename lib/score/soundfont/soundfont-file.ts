import { openSync, readSync } from 'node:fs'
import { concatBytes, hasAscii } from '../../audio/bytes'

/** A SoundFont whose samples stay in its file until they are wanted. */
export type SoundFontFile = {
  /** The file without its samples: which instruments there are, and how they use samples. */
  readonly outline: Uint8Array<ArrayBuffer>
  /** The bytes of a sample as the file compresses it. @param index In the order of the sample headers, from 0. */
  sample(index: number): Uint8Array<ArrayBuffer>
}

/** Name and length of a chunk. */
const CHUNK_BYTES = 8
/** Those of RIFF and LIST, and their kind. */
const LIST_BYTES = 12
/** A sample's header: its length, and where in it stand the first byte of the sample and the one behind its last. */
const HEADER = { bytes: 46, start: 20, end: 24 }

/**
 * Opens a SoundFont (SoundFont 2.04, sections 3 and 7.10: RIFF of the lists INFO,
 * sdta and pdta) in which samples are Ogg Vorbis, so that their headers count
 * bytes. The file stays open as long as the thread runs.
 *
 * @throws Error where it is none, or cannot be read.
 */
export function openSoundFontFile(path: string): SoundFontFile {
  const file = openSync(path, 'r')

  function read(at: number, end: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(end - at)
    const count = readSync(file, bytes, 0, bytes.length, at)
    if (count < bytes.length) throw new Error(`${path} ends at byte ${at + count}, not ${end}`)
    return bytes
  }

  /** Where the list that begins at `at` ends. */
  function endOf(at: number, kind: string): number {
    const list = read(at, at + LIST_BYTES)
    if (!hasAscii(list, CHUNK_BYTES, kind)) throw new Error(`${path} has no list ${kind} at byte ${at}`)
    return at + CHUNK_BYTES + lengthAt(list, 0)
  }

  const sampleData = endOf(LIST_BYTES, 'INFO')
  const presetData = endOf(sampleData, 'sdta')
  const firstSample = sampleData + LIST_BYTES + CHUNK_BYTES
  const presets = read(presetData, endOf(presetData, 'pdta'))
  const headers = new DataView(presets.buffer, findChunk(presets, 'shdr'))

  return {
    outline: concatBytes([read(0, sampleData), emptied(read(sampleData, firstSample)), presets]),
    sample(index) {
      const header = index * HEADER.bytes
      const start = headers.getUint32(header + HEADER.start, true)
      return read(firstSample + start, firstSample + headers.getUint32(header + HEADER.end, true))
    },
  }
}

/** Where in a list the content of the chunk of that name begins. */
function findChunk(list: Uint8Array<ArrayBuffer>, name: string): number {
  for (let at = LIST_BYTES; at < list.length; at += CHUNK_BYTES + lengthAt(list, at)) {
    if (hasAscii(list, at, name)) return at + CHUNK_BYTES
  }
  throw new Error(`There is no chunk ${name}`)
}

/** The list of samples and the chunk in it, as they are where there are none. */
function emptied(list: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(list.buffer)
  view.setUint32(4, list.length - CHUNK_BYTES, true)
  view.setUint32(LIST_BYTES + 4, 0, true)
  return list
}

/** How long the chunk is that begins there; one that is odd has a byte of padding (SoundFont 2.04, 3.1). */
function lengthAt(bytes: Uint8Array<ArrayBuffer>, at: number): number {
  const length = new DataView(bytes.buffer).getUint32(at + 4, true)
  return length + (length % 2)
}
