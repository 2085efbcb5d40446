/** The JSON text at fault, how its song is called, and where it is wrong, where that is known (UTF-16 units). */
type Source = { text: string; name: string; offset: number | undefined }

/** Why something is no song that could be heard, in words for the person who opened it. */
export class SongError extends Error {
  readonly source: Source | undefined

  constructor(message: string, source?: Source, cause?: unknown) {
    super(message, { cause })
    this.name = 'SongError'
    this.source = source
  }
}
