/**
 * `npm run bench`: measures, prints, and writes docs/benchmarks.md between its
 * markers. Ends with 1 when a target is missed.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import { startApp } from '../support/served-app'
import { benchFirstSound } from './first-sound'
import { benchPage } from './page'
import { benchReadings } from './readings'
import { type Held, heldTable, isKept, type Row } from './row'
import { benchScore } from './score'
import { benchColdStart, benchEventLoop, benchFirstLoad, benchMemory } from './server'
import { benchStreams } from './streams'
import { benchVoice } from './voice'
import { benchWords } from './words'

const DOCUMENT = path.join(import.meta.dirname, '../../docs/benchmarks.md')
const MARKERS = ['<!-- figures: written by npm run bench -->', '<!-- end of figures -->'] as const

async function measure<T>(what: string, bench: () => Promise<T>): Promise<T> {
  console.log(`Measuring ${what} …`)
  return bench()
}

async function firstSound(): Promise<Row[]> {
  const app = await startApp({ SPEECH_BACKEND: 'embedded' })
  try {
    return await benchFirstSound(app.url)
  } finally {
    await app.stop()
  }
}

const { rows: streams, comparison } = await measure('streams beside a bare pipe', benchStreams)
const sections: [string, Held[]][] = [
  ['Streams', streams],
  ['Readings', await measure('readings', benchReadings)],
  [
    'The server',
    [
      ...(await measure('memory', benchMemory)),
      ...(await measure('the cold start', benchColdStart)),
      ...(await measure('the event loop', benchEventLoop)),
      ...(await measure('the first load', benchFirstLoad)),
    ],
  ],
  [
    'The voice that comes with it',
    [
      ...(await measure('the local voice', benchVoice)),
      ...(await measure('what a recogniser understands', benchWords)),
    ],
  ],
  ['Scores', await measure('scores', benchScore)],
  ['The page in Chromium', await measure('the page in a browser', benchPage)],
  ['First sound in Chromium', await measure('the first sound in a browser', firstSound)],
]

const cores = cpus()
const report = [
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version.slice(1)}, ${cores.length} cores (${cores[0]?.model.trim()}).`,
  ...sections.flatMap(([title, rows]) => [`### ${title}`, heldTable(rows)]),
  '### The app beside a bare pipe of the same SDK',
  comparison,
].join('\n\n')
console.log(`\n${report}\n`)

const document = readFileSync(DOCUMENT, 'utf8')
const [head, rest] = document.split(MARKERS[0])
const [, tail] = rest?.split(MARKERS[1]) ?? []
if (head === undefined || tail === undefined) throw new Error(`${DOCUMENT} has lost its markers`)
writeFileSync(DOCUMENT, `${head}${MARKERS[0]}\n\n${report}\n\n${MARKERS[1]}${tail}`)

const missed = sections.flatMap(([, rows]) => rows).filter(row => !isKept(row))
for (const { name } of missed) console.error(`Missed: ${name}`)
process.exit(missed.length > 0 ? 1 : 0)
