/** What is wrong with a document, and where. */
export class SsmlError extends Error {
  override readonly name = 'SsmlError'
  /** What is wrong, without the place: a phrase that starts small and has no full stop. */
  readonly reason: string
  /** From 1. Lines end at LF, CR or CR LF. */
  readonly line: number
  /** In UTF-16 units, from 1. */
  readonly column: number

  /**
   * @param source The whole document.
   * @param offset UTF-16 offset into it, 0 to its length.
   */
  constructor(reason: string, source: string, offset: number, options?: ErrorOptions) {
    const lines = source.slice(0, offset).split(/\r\n|\r|\n/)
    const line = lines.length
    const column = (lines.at(-1) ?? '').length + 1
    super(`Invalid SSML request: ${reason} (line ${line}, column ${column})`, options)
    this.reason = reason
    this.line = line
    this.column = column
  }
}
