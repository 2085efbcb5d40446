import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '../..')

/** Who may import whom: a room's files, and what they may import besides their own room. The first that matches counts. */
const ROOMS: readonly { files: RegExp; ours: RegExp; packages: RegExp }[] = [
  { files: /^app\/.*route\.ts$/, ours: /^lib\/(http|reading|clips|score)\/|^lib\/polly$/, packages: /^next/ },
  {
    files: /^app\//,
    ours: /^(app|components)\/|^lib\/(http|reading|score)\/|^lib\/polly$/,
    packages: /^(next|react)(\/|$)/,
  },
  {
    files: /^components\//,
    // Of reading and of scores, only what runs in the page as on the server; of documents, what does not bring the parsers along.
    ours: /^components\/|^lib\/reading\/(reading|reading-id|timeline|language|language-tag|prices|ssml-check|ssml-insert)$|^lib\/ssml\/rules$|^lib\/document\/(document|plain|importers|import-file|import-error)$|^lib\/score\/(song|song-schema|timing|general-midi|synths|examples|midi\/(read-midi|midi-song))$|^lib\/http\/problem$/,
    packages: /^(react|react-dom|swr)(\/|$)/,
  },
  {
    files: /^instrumentation\.ts$/,
    ours: /^lib\/(polly|http\/(content-length|undecodable-path))$/,
    packages: /^$/,
  },
  { files: /^lib\/http\/problem\.ts$/, ours: /^$/, packages: /^$/ },
  { files: /^lib\/http\/(content-length|undecodable-path)\.ts$/, ours: /^$/, packages: /^node:/ },
  { files: /^lib\/http\//, ours: /^lib\/http\//, packages: /^$/ },
  {
    files: /^lib\/audio\//,
    ours: /^lib\/audio\//,
    packages: /^(node:|wasm-media-encoders$|opusscript\/)/,
  },
  {
    files: /^lib\/document\//,
    ours: /^lib\/document\//,
    packages: /^(markdown-it|markdown-it-footnote|parse5)$/,
  },
  { files: /^lib\/ssml\//, ours: /^lib\/ssml\//, packages: /^$/ },
  { files: /^lib\/clips\//, ours: /^lib\/clips\/|^lib\/http\/problem$/, packages: /^node:/ },
  { files: /^lib\/reading\/(reading|language-tag)\.ts$/, ours: /^$/, packages: /^$/ },
  {
    files: /^lib\/reading\/(language(-guess)?|prices|ssml-(check|insert|scan))\.ts$/,
    ours: /^lib\/reading\/(reading|language(-\w+)?|ssml-\w+)$|^lib\/ssml\//,
    packages: /^eld\/extrasmall$/,
  },
  {
    files: /^lib\/reading\/(reading-id|timeline)\.ts$/,
    ours: /^lib\/reading\/(reading|base64url|inflate)$/,
    packages: /^fflate$/,
  },
  {
    files: /^lib\/score\/soundfont\//,
    ours: /^lib\/score\/|^lib\/audio\/bytes$/,
    packages: /^(node:|spessasynth_core$)/,
  },
  {
    files: /^lib\/(reading|score)\//,
    ours: /^lib\/(reading|score|clips|audio|ssml)\/|^lib\/http\//,
    packages: /^(node:|valibot$|@aws-sdk\/client-polly$)/,
  },
  { files: /^lib\/engine\//, ours: /^lib\/(engine|audio|ssml)\//, packages: /^(?!next|react|swr)/ },
  { files: /^lib\/env\.ts$/, ours: /^lib\/reading\/reading$/, packages: /^valibot$/ },
  {
    files: /^lib\/aws\.ts$/,
    ours: /^lib\/env$|^lib\/http\/problem$/,
    packages: /^(node:|@aws-sdk\/|@smithy\/|@vercel\/oidc)/,
  },
  { files: /^lib\/polly\.ts$/, ours: /^lib\//, packages: /^(node:(os|path)$|@aws-sdk\/client-polly$)/ },
]

type Source = { file: string; text: string; imports: string[] }

function sources(folder: string): Source[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(name => path.join(folder, name))
    .filter(file => /\.tsx?$/.test(file))
    .map(read)
}

function read(file: string): Source {
  const text = readFileSync(path.join(root, file), 'utf8')
  const found = text.matchAll(
    /(?:^|[\s;])(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]/gm,
  )
  const imports = [...found].map(match => match[1] ?? match[2] ?? match[3] ?? '')
  return { file, text, imports: imports.map(name => resolve(file, name)) }
}

/** A relative import as a path from the root, without extension; a package as it is. */
function resolve(file: string, name: string): string {
  return name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name).replace(/\.tsx?$/, '') : name
}

const all = [...['app', 'components', 'lib'].flatMap(sources), read('instrumentation.ts')]

describe('the import rules', () => {
  it('find the imports of this house', () => {
    expect(all.length).toBeGreaterThan(10)
    expect(read('lib/polly.ts').imports).toContain('lib/engine/engine')
    expect(read('lib/aws.ts').imports).toContain('@vercel/oidc-aws-credentials-provider')
  })

  it.each(all)('hold in $file', ({ file, imports }) => {
    const room = ROOMS.find(({ files }) => files.test(file))
    expect(room, `${file} stands in no room of the design`).toBeDefined()
    const isOurs = (name: string) => /^(app|components|lib|tests|scripts)\//.test(name)
    const isStyle = (name: string) => name.endsWith('.css')
    const broken = imports.filter(
      name => !isStyle(name) && !(isOurs(name) ? room?.ours : room?.packages)?.test(name),
    )
    expect(broken, `${file} may not import these`).toEqual([])
  })

  it('leave no cycle', () => {
    const graph = new Map(all.map(({ file, imports }) => [file.replace(/\.tsx?$/, ''), imports]))
    const done = new Set<string>()
    const walk = (node: string, trail: readonly string[]): void => {
      expect(trail, 'a cycle of imports').not.toContain(node)
      if (done.has(node)) return
      for (const next of graph.get(node) ?? []) if (graph.has(next)) walk(next, [...trail, node])
      done.add(node)
    }
    for (const node of graph.keys()) walk(node, [])
  })
})

describe('the house', () => {
  it.each(all)('$file reads no environment, is no barrel, and fits in a room', ({ file, text }) => {
    if (file !== 'lib/env.ts') expect(text).not.toMatch(/process\.env(?!\.NEXT_RUNTIME)/)
    expect(text, 'a barrel').not.toMatch(/^export \* from/m)
    expect(text.split('\n').length, 'lines').toBeLessThanOrEqual(300)
    if (file.endsWith('route.ts')) expect(text.split('\n').length, 'lines of a route').toBeLessThanOrEqual(40)
  })
})
