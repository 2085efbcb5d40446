import type { JoinState } from '../audio/join/joiner'

/** Where the clips of a reading lie in its audio file: known once it was joined to its end. */
export type Layout = {
  parts: readonly Part[]
  /** Length of the file without what goes before the audio, in bytes. */
  bytes: number
  /** The file itself, where it is short: most are, and are asked for again and again. */
  audio: Uint8Array<ArrayBuffer> | undefined
}

export type Part = {
  /** Of the clip. */
  key: string
  /** Length of the clip, in bytes. */
  size: number
  /** Billed characters of the chunk. */
  characters: number
  /** First byte in the file. */
  start: number
  /** The joiner's, at that byte. */
  state: JoinState
}

export type Layouts = {
  get(tag: string): Layout | undefined
  set(tag: string, layout: Layout): void
}

const MAX_BYTES = 32 * 1024 * 1024
/** Of what is known of a part: key, numbers and state. */
const PART_BYTES = 500

const cost = ({ parts, audio }: Layout) => parts.length * PART_BYTES + (audio?.length ?? 0)

/** The layouts used last, bounded by the memory that they take, in bytes. */
export function createLayouts(maxBytes = MAX_BYTES): Layouts {
  const layouts = new Map<string, Layout>()
  let bytes = 0

  function remove(tag: string): void {
    const layout = layouts.get(tag)
    if (layout) bytes -= cost(layout)
    layouts.delete(tag)
  }

  return {
    get(tag) {
      const layout = layouts.get(tag)
      if (!layout) return undefined
      // The order of a Map is that of insertion: the first is the one used least recently.
      layouts.delete(tag)
      layouts.set(tag, layout)
      return layout
    },
    set(tag, layout) {
      remove(tag)
      layouts.set(tag, layout)
      bytes += cost(layout)
      for (const oldest of layouts.keys()) {
        if (bytes <= maxBytes) break
        remove(oldest)
      }
    },
  }
}
