/** Why something is no song that could be heard, in words for the person who opened it. */
export class SongError extends Error {
  /** The JSON text at fault, and where in it, where that is known (UTF-16 units). */
  readonly source: { text: string; offset: number | undefined } | undefined

  constructor(message: string, source?: { text: string; offset: number | undefined }, cause?: unknown) {
    super(message, { cause })
    this.name = 'SongError'
    this.source = source
  }
}
