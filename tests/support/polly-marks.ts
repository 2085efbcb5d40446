import type { SpeechMarkType } from '@aws-sdk/client-polly'

type Mark = { time: number; type: SpeechMarkType; start?: number; end?: number; value: string }

const TAG = /<[^>]*>/g

/** In which marks of the same time are sent. */
const ORDER: readonly SpeechMarkType[] = ['sentence', 'ssml', 'word', 'viseme']

/**
 * Speech marks of a text, a JSON object a line: times in proportion to the
 * characters that are spoken before, offsets in bytes of UTF-8 into the whole
 * text, tags included (Polly, Speech mark output).
 *
 * @param durationMs Of the audio of that text.
 */
export function speechMarks(
  text: string,
  ssml: boolean,
  types: readonly SpeechMarkType[],
  durationMs: number,
): Buffer {
  // Tags become as many spaces, so that places in the one are places in the other.
  const spoken = ssml ? text.replace(TAG, tag => ' '.repeat(tag.length)) : text
  const { characters, bytes } = countsBefore(text, ssml)
  const total = Math.max(1, characters[text.length] ?? 0)
  const time = (at: number) => Math.floor((durationMs * (characters[at] ?? 0)) / total)
  const marks: Mark[] = []

  const add = (type: SpeechMarkType, start: number, end: number) => {
    marks.push({
      time: time(start),
      type,
      start: bytes[start] ?? 0,
      end: bytes[end] ?? 0,
      value: text.slice(start, end),
    })
  }
  for (const { segment, index } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(spoken)) {
    const start = index + segment.length - segment.trimStart().length
    if (segment.trim() !== '') add('sentence', start, index + segment.trimEnd().length)
  }
  const words = new Intl.Segmenter('en', { granularity: 'word' }).segment(spoken)
  for (const { segment, index, isWordLike } of words) {
    if (!isWordLike) continue
    const end = index + segment.length
    add('word', index, end)
    marks.push({ time: time(index), type: 'viseme', value: 'p' })
    marks.push({ time: time(end), type: 'viseme', value: 'sil' })
  }
  if (ssml) {
    for (const { 0: tag, 1: name = '', index } of text.matchAll(/<mark\s+name="([^"]*)"\s*\/>/g)) {
      const [start, end] = [bytes[index] ?? 0, bytes[index + tag.length] ?? 0]
      marks.push({ time: time(index), type: 'ssml', start, end, value: name })
    }
  }
  const lines = marks
    .filter(({ type }) => types.includes(type))
    .sort((a, b) => a.time - b.time || ORDER.indexOf(a.type) - ORDER.indexOf(b.type))
    .map(mark => `${JSON.stringify(mark)}\n`)
  return Buffer.from(lines.join(''))
}

/** For each place in UTF-16, how many billed characters and bytes of UTF-8 lie before it. */
function countsBefore(text: string, ssml: boolean): { characters: Uint32Array; bytes: Uint32Array } {
  const characters = new Uint32Array(text.length + 1)
  const bytes = new Uint32Array(text.length + 1)
  const free = new Uint8Array(text.length)
  if (ssml) for (const { 0: tag, index } of text.matchAll(TAG)) free.fill(1, index, index + tag.length)
  let at = 0
  for (const character of text) {
    const end = at + character.length
    characters[end] = (characters[at] ?? 0) + (free[at] ? 0 : 1)
    bytes[end] = (bytes[at] ?? 0) + Buffer.byteLength(character)
    at = end
  }
  return { characters, bytes }
}
