import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as sdk from '@aws-sdk/client-polly'
import { describe, expect, it } from 'vitest'
import { SAMPLE_RATES } from '../../lib/reading/reading'

const root = path.join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const codesIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

/** The rows of the tables of docs/polly.md: what each is about, and the tests that it names. */
const ROWS = read('docs/polly.md')
  .split('\n')
  .filter(line => line.startsWith('| ') && !line.endsWith('| Test |'))
  .map(line => line.split('|').slice(1, -1))
  .map(cells => ({ about: cells[0]?.trim() ?? '', cells, tests: codesIn(cells.at(-1) ?? '') }))
const NAMED = new Set(ROWS.flatMap(({ about }) => codesIn(about)))
/** Everything that is named in the form of a test, in a table or beside one. */
const TESTS = codesIn(read('docs/polly.md')).filter(code => /^[\w-]+: /.test(code))

/** Sources of the tests, by file name: several rooms may have one of that name. */
const SOURCES = new Map<string, string[]>()
for (const file of readdirSync(path.join(root, 'tests'), { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.test.ts')) continue
  const name = path.basename(file, '.test.ts')
  SOURCES.set(name, [...(SOURCES.get(name) ?? []), read(path.join('tests', file))])
}

/** Names in the SDK, or in a source of the engine, that each need a row. */
const named = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].map(([, name = '']) => name)
const rules = read('lib/ssml/rules.ts')
const OWED: Readonly<Record<string, readonly string[]>> = {
  operation: named(/(\w+)Command\b/g, Object.keys(sdk).join(' ')),
  exception: [
    ...Object.keys(sdk).filter(name => /(?<!^PollyService)Exception$/.test(name)),
    ...named(/^ {2}(\w+Exception): \d{3},$/gm, read('lib/engine/errors.ts')),
  ],
  format: Object.values(sdk.OutputFormat),
  'type of speech mark': Object.values(sdk.SpeechMarkType),
  parameter: named(
    /check\.(?:oneOf|string|list)\(\s*'(\w+)'/g,
    read('lib/engine/synthesis-input.ts') + read('lib/engine/voice-list.ts'),
  ),
  tag: named(
    /^ {2}'?([\w:-]+)'?: \{/gm,
    rules.slice(rules.indexOf('const RULES'), rules.indexOf('const BY_NAME')),
  ),
}

describe('docs/polly.md', () => {
  it.each(Object.entries(OWED))('has a row for every %s', (_, names) => {
    expect(names.length).toBeGreaterThan(3)
    expect(names.filter(name => !NAMED.has(name))).toEqual([])
  })

  it.each(Object.entries({ ...SAMPLE_RATES, mulaw: [8000], alaw: [8000] }))(
    'has every sample rate of %s',
    (format, rates) => {
      const row = ROWS.find(({ about, cells }) => about === `\`${format}\`` && cells[1]?.includes('audio/'))
      expect(named(/\b(\d+)\b/g, row?.cells[2] ?? '').map(Number)).toEqual(rates)
    },
  )

  it('names a test in every row', () => {
    expect(ROWS.length).toBeGreaterThan(80)
    expect(ROWS.filter(({ tests }) => tests.length === 0).map(({ about }) => about)).toEqual([])
    expect(ROWS.flatMap(({ tests }) => tests).filter(test => !TESTS.includes(test))).toEqual([])
  })

  it.each([...new Set(TESTS)])('names a test that there is: %s', test => {
    const [file = ''] = test.split(': ', 1)
    const title = test.slice(file.length + 2)
    const quoted = [`'${title}'`, `"${title}"`, `\`${title}\``]
    const found = SOURCES.get(file)?.filter(source => quoted.some(literal => source.includes(literal)))
    expect(found, `a file ${file} with that title`).toHaveLength(1)
  })
})
