import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { wavHeader } from '../../lib/audio/wav'
import { createTestPolly, speechRequest } from '../support/local-polly'
import { type Held, median } from './row'

/** CMU PocketSphinx with its model of US English: Debian's pocketsphinx and pocketsphinx-en-us. */
const RECOGNISER = 'pocketsphinx_continuous'
const SAMPLE_RATE_HZ = 16_000

/** Three hundred words, as they are written and as they are said. */
const WRITTEN = [
  'In the summer of 1998 my family moved to a small town near the sea. The house had 12 rooms, and it stood on the corner of a quiet street.',
  'Every morning at 7:30 my father walked down to the harbor to look at the boats, and my mother opened the windows to let in the fresh air.',
  'Our neighbor was Dr. Brown, who had worked in a hospital for 35 years.',
  'On the 3rd of July we had dinner with him. He said that the old bridge was 200 feet long, and that it cost $5 million to repair it after the storm.',
  'People came from every part of the country to see it. About 40% of them stayed for more than 2 days, and the others went home the same evening.',
  'When the weather was good, we took the bus to the next village. A ticket cost $2.50.',
  'There was a market in front of the church, where farmers sold bread, apples, cheese, and flowers.',
  'In the winter the streets were empty, and the wind was so strong that we could hear it at night. My brother and I would sit by the fire and read the same books again.',
  'Mr. Green, our teacher, believed that children should learn about the world by walking through it. So once a week he took the whole class into the forest, and we came back with dirty shoes and many questions.',
  'Today the town is much larger than it was. The school has 600 students, and there is a new road along the river. But the house on the corner is still there, and when I walk by in the evening, I can see a light in the window.',
].join('\n\n')

const SAID = [
  'in the summer of nineteen ninety eight my family moved to a small town near the sea the house had twelve rooms and it stood on the corner of a quiet street',
  'every morning at seven thirty my father walked down to the harbor to look at the boats and my mother opened the windows to let in the fresh air',
  'our neighbor was doctor brown who had worked in a hospital for thirty five years',
  'on the third of july we had dinner with him he said that the old bridge was two hundred feet long and that it cost five million dollars to repair it after the storm',
  'people came from every part of the country to see it about forty percent of them stayed for more than two days and the others went home the same evening',
  'when the weather was good we took the bus to the next village a ticket cost two dollars and fifty cents',
  'there was a market in front of the church where farmers sold bread apples cheese and flowers',
  'in the winter the streets were empty and the wind was so strong that we could hear it at night my brother and i would sit by the fire and read the same books again',
  'mister green our teacher believed that children should learn about the world by walking through it so once a week he took the whole class into the forest and we came back with dirty shoes and many questions',
  'today the town is much larger than it was the school has six hundred students and there is a new road along the river but the house on the corner is still there and when i walk by in the evening i can see a light in the window',
].join(' ')

/**
 * What somebody else hears: the share of the words that a recogniser writes down
 * right, in their places, and how far its times lie from our word marks. No
 * row where the recogniser is not installed.
 */
export async function benchWords(): Promise<Held[]> {
  if (spawnSync(RECOGNISER, ['-help']).error) {
    console.log(`No words are recognised, as ${RECOGNISER} is not on the PATH.`)
    return []
  }
  const polly = createTestPolly()
  const speak = (body: Record<string, unknown>) =>
    polly.serve(speechRequest({ Text: WRITTEN, ...body })).then(response => response.arrayBuffer())
  try {
    const rows: Held[] = []
    const expected = SAID.split(' ')
    for (const VoiceId of ['slt', 'rms']) {
      const pcm = await speak({ VoiceId, OutputFormat: 'pcm', SampleRate: String(SAMPLE_RATE_HZ) })
      const lines = await speak({ VoiceId, OutputFormat: 'json', SpeechMarkTypes: ['word'] })
      const heard = await recognised(new Uint8Array(pcm))
      const right = alike(
        expected,
        heard.map(({ word }) => word),
      ).length
      rows.push(
        {
          name: `Words of ${VoiceId} that a recogniser gets right, of ${expected.length}`,
          value: (100 * right) / expected.length,
          unit: '%',
          atLeast: 85,
        },
        {
          name: `Word marks of ${VoiceId} from where a recogniser hears the words, median`,
          value: median(errorsMs(new TextDecoder().decode(lines), heard)),
          unit: 'ms',
          atMost: 60,
        },
      )
    }
    return rows
  } finally {
    await polly.close()
  }
}

type Recognised = { word: string; startMs: number }

/** @param pcm Signed 16-bit little-endian at SAMPLE_RATE_HZ. */
async function recognised(pcm: Uint8Array): Promise<Recognised[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'recognised-'))
  try {
    const file = path.join(folder, 'speech.wav')
    await writeFile(file, [wavHeader({ sampleRateHz: SAMPLE_RATE_HZ }, pcm.length), pcm])
    const options = ['-infile', file, '-time', 'yes', '-logfn', '/dev/null']
    const { stdout } = await promisify(execFile)(RECOGNISER, options, { maxBuffer: 1 << 24 })
    // "bread(2) 12.340 12.760 0.998"; a line of words alone comes before those with times.
    return [...stdout.matchAll(/^([a-z'.]+)(?:\(\d+\))? ([\d.]+) [\d.]+ [\d.]+$/gm)].map(
      ([, word = '', start]) => ({ word, startMs: Number(start) * 1000 }),
    )
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Words written as they are said have a time of their own on both sides. */
function errorsMs(lines: string, heard: readonly Recognised[]): number[] {
  const marks: { time: number; value: string }[] = lines
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
  const pairs = alike(
    marks.map(({ value }) => value.toLowerCase()),
    heard.map(({ word }) => word),
  )
  return pairs.map(([mark, word]) => Math.abs((marks[mark]?.time ?? 0) - (heard[word]?.startMs ?? 0)))
}

/** The indices of words that stand in both lists in an alignment with the fewest errors (Levenshtein, 1966). */
function alike(expected: readonly string[], heard: readonly string[]): [number, number][] {
  const errors = expected.map(() => heard.map(() => 0))
  const at = (i: number, j: number) => (i < 0 ? j + 1 : j < 0 ? i + 1 : (errors[i]?.[j] ?? 0))
  const same = (i: number, j: number) => expected[i] === heard[j]
  for (const [i, row] of errors.entries()) {
    for (const j of row.keys()) {
      row[j] = Math.min(at(i - 1, j - 1) + (same(i, j) ? 0 : 1), at(i - 1, j) + 1, at(i, j - 1) + 1)
    }
  }
  const pairs: [number, number][] = []
  for (let [i, j] = [expected.length - 1, heard.length - 1]; i >= 0 && j >= 0; ) {
    if (at(i, j) === at(i - 1, j - 1) + (same(i, j) ? 0 : 1)) {
      if (same(i, j)) pairs.unshift([i, j])
      i--
      j--
    } else if (at(i, j) === at(i - 1, j) + 1) i--
    else j--
  }
  return pairs
}
