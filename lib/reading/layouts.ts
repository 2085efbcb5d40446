import type { JoinState } from '../audio/join/joiner'

/** Where the clips of a reading lie in its audio file: known once it was joined to its end. */
export type Layout = {
  parts: readonly Part[]
  /** Length of the file without what goes before the audio, in bytes. */
  bytes: number
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
  delete(tag: string): void
}

/** About 300 bytes a part. */
const MAX_PARTS = 50_000

/** The layouts used last, bounded by their parts. */
export function createLayouts(maxParts = MAX_PARTS): Layouts {
  const layouts = new Map<string, Layout>()
  let parts = 0

  function remove(tag: string): void {
    parts -= layouts.get(tag)?.parts.length ?? 0
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
      parts += layout.parts.length
      for (const oldest of layouts.keys()) {
        if (parts <= maxParts) break
        remove(oldest)
      }
    },
    delete: remove,
  }
}
