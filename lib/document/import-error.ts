const MIB = 1024 * 1024

const MESSAGES = {
  'too-large': ({ name, limit = 0, actual = 0 }: Facts) =>
    `Cannot open ${name}: it has ${(actual / MIB).toFixed(1)} MB, and the limit is ${limit / MIB} MB. Open a part of it.`,
  'not-text': ({ name }: Facts) =>
    `Cannot open ${name}: what is in it is not text. Save it as text, Markdown or HTML first.`,
  unsupported: ({ name }: Facts) =>
    `Cannot open ${name}: files of its kind are not read. Save it as text, Markdown or HTML first.`,
  empty: ({ name }: Facts) => `Cannot open ${name}: there is no text in it.`,
  unreadable: ({ name }: Facts) => `Cannot open ${name}: reading it failed. Try again, or paste its text.`,
} as const

/** The file's name; of a file that is too large also how large it may be and is, in bytes. */
type Facts = { name: string; limit?: number; actual?: number }

export type ImportRefusal = keyof typeof MESSAGES

/** Why a file was not imported. The message is meant for whoever opened the file. */
export class ImportError extends Error {
  readonly reason: ImportRefusal
  /** In bytes, of a file that is too large. */
  readonly limit: number | undefined
  /** In bytes, of a file that is too large. */
  readonly actual: number | undefined

  constructor(reason: ImportRefusal, facts: Facts, cause?: unknown) {
    super(MESSAGES[reason](facts), { cause })
    this.name = 'ImportError'
    this.reason = reason
    this.limit = facts.limit
    this.actual = facts.actual
  }
}
