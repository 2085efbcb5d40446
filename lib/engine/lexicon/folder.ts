import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'

export type LexiconFile = { readonly name: string; readonly content: string; readonly lastModified: Date }

/** 4,000 characters of four bytes: a file beyond it is none of ours. */
const MAX_FILE_BYTES = 16_000
const UNFINISHED = '.unfinished'

/**
 * The lexicons in a folder, which is made where it is missing. What a process
 * left unfinished is cleared away.
 *
 * @param passOver Told of a file that can not be read, and why; it is left where it is.
 * @throws Error of the file system, where the folder itself can not be read.
 */
export async function readLexicons(
  folder: string,
  passOver: (file: string, cause: unknown) => void,
): Promise<LexiconFile[]> {
  await mkdir(folder, { recursive: true })
  const lexicons: LexiconFile[] = []
  for (const file of (await readdir(folder)).sort()) {
    if (file.endsWith(UNFINISHED)) await rm(path.join(folder, file), { force: true })
    const name = nameOf(file)
    if (name === undefined) continue
    try {
      lexicons.push({ name, ...(await readLexicon(path.join(folder, file))) })
    } catch (error) {
      passOver(path.join(folder, file), error)
    }
  }
  return lexicons
}

async function readLexicon(file: string): Promise<Omit<LexiconFile, 'name'>> {
  const { size, mtime } = await stat(file)
  if (size > MAX_FILE_BYTES) throw new Error(`The file has ${size} bytes, and ${MAX_FILE_BYTES} are allowed`)
  const content = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file))
  return { content, lastModified: mtime }
}

/**
 * Writes a lexicon beside its place and moves it there, so that whenever the
 * process ends the file is the old one or the new one, and whole.
 *
 * @returns When it was modified, as a later start reads it.
 */
export async function writeLexicon(folder: string, name: string, content: string): Promise<Date> {
  const unfinished = path.join(folder, `${randomUUID()}${UNFINISHED}`)
  try {
    const handle = await open(unfinished, 'wx')
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    const { mtime } = await stat(unfinished)
    await rename(unfinished, path.join(folder, fileOf(name)))
    return mtime
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

export async function deleteLexicon(folder: string, name: string): Promise<void> {
  await rm(path.join(folder, fileOf(name)), { force: true })
}

/** `Bob` is `_bob.pls`: names differ by case, which the files of some systems do not. */
function fileOf(name: string): string {
  return `${name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)}.pls`
}

function nameOf(file: string): string | undefined {
  const name = /^((?:[0-9a-z]|_[a-z]){1,20})\.pls$/.exec(file)?.[1]
  return name?.replace(/_[a-z]/g, letter => letter.charAt(1).toUpperCase())
}
