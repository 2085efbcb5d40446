import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLexiconStore, MAX_LEXICONS_STORED } from '../../../../lib/engine/lexicon/store'
import { aliasLexeme, pls } from '../../../support/pls'

const BOB = pls(aliasLexeme('Bob', 'Robert'))
const BOBBY = pls(aliasLexeme('Bob', 'Bobby'))

let folder: string
beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'lexicons-')), 'made', 'here')
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(path.join(folder, '../..'), { recursive: true })
})

describe.each([
  ['in memory', () => createLexiconStore()],
  ['in a folder', () => createLexiconStore({ folder })],
])('createLexiconStore %s', (_where, create) => {
  it('keeps, replaces and deletes by name, of which case counts', async () => {
    const store = create()
    await store.put('bob', BOB)
    await store.put('Bob', BOBBY)
    await store.put('bob', BOBBY)
    await store.put('bob', BOB)
    expect((await store.get('bob')).content).toBe(BOB)
    expect((await store.get('Bob')).content).toBe(BOBBY)
    await store.delete('bob')
    await expect(store.get('bob')).rejects.toMatchObject({ type: 'LexiconNotFoundException' })
    await expect(store.delete('bob')).rejects.toMatchObject({ type: 'LexiconNotFoundException' })
    expect((await store.list()).lexicons.map(({ name }) => name)).toEqual(['Bob'])
  })

  it('gives the lexicons of a request in its order', async () => {
    const store = create()
    await store.put('a', BOB)
    await store.put('b', BOBBY)
    expect((await store.named(['b', 'a', 'b'])).map(({ lexemes }) => lexemes[0])).toMatchObject([
      { alias: 'Bobby' },
      { alias: 'Robert' },
      { alias: 'Bobby' },
    ])
    await expect(store.named(['a', 'c'])).rejects.toMatchObject({ type: 'LexiconNotFoundException' })
  })

  it.each(['', 'a-b', '../a', 'é', 'a'.repeat(21), 'a\n'])('refuses the name %j', async name => {
    const store = create()
    for (const refused of [store.put(name, BOB), store.get(name), store.delete(name), store.named([name])]) {
      await expect(refused).rejects.toMatchObject({ type: 'ValidationException' })
    }
  })

  it('keeps the old lexicon where the new one is refused', async () => {
    const store = create()
    await store.put('bob', BOB)
    await expect(store.put('bob', '<lexicon/>')).rejects.toMatchObject({ type: 'InvalidLexiconException' })
    expect((await store.get('bob')).content).toBe(BOB)
  })

  it('holds a hundred, put at once, and lists them in pages', async () => {
    const store = create()
    const names = Array.from({ length: MAX_LEXICONS_STORED + 5 }, (_, i) => `L${i}`)
    const puts = await Promise.allSettled(names.map(name => store.put(name, BOB)))
    const refused = puts.filter(put => put.status === 'rejected')
    expect(refused.map(({ reason }) => reason.type)).toEqual(
      Array(5).fill('MaxLexiconsNumberExceededException'),
    )
    await store.put('L7', BOBBY)

    const first = await store.list()
    const second = await store.list(first.nextToken)
    expect(first.nextToken).toBeDefined()
    expect(second.nextToken).toBeUndefined()
    const listed = [...first.lexicons, ...second.lexicons].map(({ name }) => name)
    expect(listed).toEqual(names.slice(0, MAX_LEXICONS_STORED).sort())
  })

  it('refuses a token that it did not give', async () => {
    await expect(create().list('bGV4')).rejects.toMatchObject({ type: 'InvalidNextTokenException' })
  })
})

describe('createLexiconStore with a folder', () => {
  it('has after a restart what it had before', async () => {
    const store = createLexiconStore({ folder })
    await store.put('bob', BOB)
    await store.put('Bob', BOBBY)
    await store.put('gone', BOB)
    await store.delete('gone')
    const again = createLexiconStore({ folder })
    expect(await again.list()).toEqual(await store.list())
    expect((await again.list()).lexicons).toHaveLength(2)
  })

  it('has the last of many puts at once, on disk as in memory', async () => {
    const store = createLexiconStore({ folder })
    const contents = Array.from({ length: 20 }, (_, i) => pls(aliasLexeme('Bob', `Bob ${i}`)))
    await Promise.all(contents.map(content => store.put('bob', content)))
    expect((await store.get('bob')).content).toBe(contents.at(-1))
    expect((await createLexiconStore({ folder }).get('bob')).content).toBe(contents.at(-1))
    expect(await readdir(folder)).toEqual(['bob.pls'])
  })

  it('clears away what was being written when the process ended, and keeps the old file', async () => {
    await createLexiconStore({ folder }).put('bob', BOB)
    await writeFile(path.join(folder, 'ab12.unfinished'), BOBBY.slice(0, 100))
    expect((await createLexiconStore({ folder }).get('bob')).content).toBe(BOB)
    expect(await readdir(folder)).toEqual(['bob.pls'])
  })

  it('passes over files that are broken, with a warning, and leaves them', async () => {
    await createLexiconStore({ folder }).put('bob', BOB)
    const broken = {
      'cut.pls': BOB.slice(0, -9),
      'latin.pls': Buffer.from([0xff]),
      'big.pls': 'a'.repeat(16_001),
    }
    for (const [file, content] of Object.entries(broken)) await writeFile(path.join(folder, file), content)
    await writeFile(path.join(folder, 'README'), 'not a lexicon')
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const store = createLexiconStore({ folder })
    expect((await store.list()).lexicons.map(({ name }) => name)).toEqual(['bob'])
    expect(warn).toHaveBeenCalledTimes(3)
    expect(await readFile(path.join(folder, 'cut.pls'), 'utf8')).toBe(BOB.slice(0, -9))
  })

  it('keeps the lexicon in memory as it is on disk where a file can not be written', async () => {
    const store = createLexiconStore({ folder })
    await store.put('bob', BOB)
    await rm(folder, { recursive: true })
    await expect(store.put('bob', BOBBY)).rejects.toMatchObject({ code: 'ENOENT' })
    expect((await store.get('bob')).content).toBe(BOB)
  })
})
