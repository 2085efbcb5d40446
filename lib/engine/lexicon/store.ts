import { LexiconError } from './error'
import { deleteLexicon, type LexiconFile, readLexicons, writeLexicon } from './folder'
import { type ParsedLexicon, parsePls } from './pls'

/** An account's lexicons (Polly, Quotas, Pronunciation lexicons). */
export const MAX_LEXICONS_STORED = 100
/** Lexicons on one page of a list. */
const PAGE_SIZE = 50

/** A lexicon in PLS as it was put, and what it says. */
export type StoredLexicon = LexiconFile & { readonly parsed: ParsedLexicon }

/**
 * Names are `[0-9A-Za-z]{1,20}` and case counts. Each may throw an Error of the
 * file system, where there is a folder, and a LexiconError as follows; a name
 * that is none is a ValidationException.
 */
export type LexiconStore = {
  /**
   * Keeps a lexicon, in place of one of that name. It is on disk once this resolves.
   *
   * @throws {LexiconError} What {@link parsePls} throws, MaxLexiconsNumberExceededException
   */
  put(name: string, content: string): Promise<void>
  /** @throws {LexiconError} LexiconNotFoundException */
  get(name: string): Promise<StoredLexicon>
  /**
   * A page of all lexicons, by name; `nextToken` where there are more.
   *
   * @throws {LexiconError} InvalidNextTokenException
   */
  list(nextToken?: string): Promise<{ lexicons: StoredLexicon[]; nextToken?: string }>
  /** @throws {LexiconError} LexiconNotFoundException */
  delete(name: string): Promise<void>
  /**
   * The lexicons of a request, in its order.
   *
   * @throws {LexiconError} LexiconNotFoundException
   */
  named(names: readonly string[]): Promise<ParsedLexicon[]>
}

export type LexiconStoreOptions = {
  /** One file a lexicon; for one process at a time. Made where it is missing. @default none: in memory only */
  folder?: string | undefined
}

/**
 * Lexicons in memory, and in a folder so that they outlive the process. The
 * folder is read once, before the first answer; what can not be read is passed
 * over with a warning.
 */
export function createLexiconStore({ folder }: LexiconStoreOptions = {}): LexiconStore {
  let reading: Promise<Map<string, StoredLexicon>> | undefined
  function all(): Promise<Map<string, StoredLexicon>> {
    reading ??= folder === undefined ? Promise.resolve(new Map()) : read(folder)
    return reading
  }

  /** One change at a time, so that folder and memory see the same order. */
  let last: Promise<void> = Promise.resolve()
  function inTurn(change: (lexicons: Map<string, StoredLexicon>) => Promise<void>): Promise<void> {
    const turn = last.then(async () => change(await all()))
    // The caller sees what went wrong; the next one is not concerned.
    last = turn.catch(() => undefined)
    return turn
  }

  return {
    async put(name, content) {
      checkName(name)
      const parsed = parsePls(content)
      await inTurn(async lexicons => {
        if (lexicons.size >= MAX_LEXICONS_STORED && !lexicons.has(name)) {
          throw new LexiconError(
            'MaxLexiconsNumberExceededException',
            `There are ${lexicons.size} lexicons, and ${MAX_LEXICONS_STORED} are allowed`,
          )
        }
        const lastModified = folder === undefined ? new Date() : await writeLexicon(folder, name, content)
        lexicons.set(name, { name, content, parsed, lastModified })
      })
    },
    async get(name) {
      return find(await all(), name)
    },
    async list(nextToken) {
      const lexicons = [...(await all()).values()].sort((a, b) => (a.name < b.name ? -1 : 1))
      const after = nextToken === undefined ? '' : nameIn(nextToken)
      const rest = lexicons.filter(({ name }) => name > after)
      const page = rest.slice(0, PAGE_SIZE)
      const end = rest.length > page.length ? page.at(-1) : undefined
      return { lexicons: page, ...(end ? { nextToken: tokenAfter(end.name) } : {}) }
    },
    async delete(name) {
      await inTurn(async lexicons => {
        find(lexicons, name)
        if (folder !== undefined) await deleteLexicon(folder, name)
        lexicons.delete(name)
      })
    },
    async named(names) {
      const lexicons = await all()
      return names.map(name => find(lexicons, name).parsed)
    },
  }
}

async function read(folder: string): Promise<Map<string, StoredLexicon>> {
  const warn = (file: string, cause: unknown) => console.warn(`Passing over the lexicon ${file}:`, cause)
  const lexicons = new Map<string, StoredLexicon>()
  for (const file of await readLexicons(folder, warn)) {
    try {
      lexicons.set(file.name, { ...file, parsed: parsePls(file.content) })
    } catch (error) {
      warn(file.name, error)
    }
  }
  return lexicons
}

function find(lexicons: ReadonlyMap<string, StoredLexicon>, name: string): StoredLexicon {
  checkName(name)
  const lexicon = lexicons.get(name)
  if (!lexicon) throw new LexiconError('LexiconNotFoundException', `Lexicon not found: ${name}`)
  return lexicon
}

function checkName(name: string): void {
  if (/^[0-9A-Za-z]{1,20}$/.test(name)) return
  const shown = name.slice(0, 100)
  throw new LexiconError(
    'ValidationException',
    `1 validation error detected: Value '${shown}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9A-Za-z]{1,20}`,
  )
}

/** Opaque to the client: the last name of the page. */
function tokenAfter(name: string): string {
  return Buffer.from(`lexicons:${name}`).toString('base64url')
}

function nameIn(token: string): string {
  const name = /^lexicons:([0-9A-Za-z]{1,20})$/.exec(Buffer.from(token, 'base64url').toString())?.[1]
  if (name !== undefined) return name
  throw new LexiconError('InvalidNextTokenException', 'The NextToken is invalid')
}
