import type { SynthesizeSpeechInput } from '@aws-sdk/client-polly'
import type { Reading } from '../../lib/reading/reading'
import { encodeReadingId } from '../../lib/reading/reading-id'
import { decodeAudio, type Heard, sineFit } from './audio'
import { PITCHES_HZ, pitchOf, type SpokenFormat, speechBytes } from './polly-audio'
import type { Asked, Behaviour } from './polly-behaviour'
import type { PollyStandIn } from './polly-stand-in'

/** The containers in which a reading is heard, and what is asked of Polly for each. */
export const CONTAINERS = {
  mp3: { format: 'mp3', sampleRateHz: 24_000, contentType: 'audio/mpeg' },
  ogg: { format: 'ogg_vorbis', sampleRateHz: 24_000, contentType: 'audio/ogg; codecs=vorbis' },
  opus: { format: 'ogg_opus', sampleRateHz: 48_000, contentType: 'audio/ogg; codecs=opus' },
  wav: { format: 'pcm', sampleRateHz: 16_000, contentType: 'audio/wav' },
} as const satisfies Record<string, { format: SpokenFormat; sampleRateHz: number; contentType: string }>
export type Extension = keyof typeof CONTAINERS
export const EXTENSIONS = Object.keys(CONTAINERS) as Extension[]

/** A paragraph lasts about half a second, long enough to tell its pitch. */
export const SPEECH = { audio: 'by-text', msPerCharacter: 4 } as const satisfies Partial<Behaviour['speech']>
const WAV_HEADER_BYTES = 44
/** Of the middle of a part, where its pitch is listened for. */
const LISTEN_SECONDS = 0.2

/** So many paragraphs, each of about so many characters and different from all others. */
export function paragraphs(count: number, characters = 140): string[] {
  return Array.from({ length: count }, (_, i) => {
    const words = `Paragraph ${i + 1}. It is ${i * 37} steps along the shore, and the gulls cry above the boats.`
    const more = ' They have all day, and the tide is slow.'
    return words + more.repeat(Math.max(0, Math.round((characters - words.length) / more.length)))
  })
}

/** As one text: paragraphs are apart by a blank line. */
export const textOf = (parts: readonly string[]): string => parts.join('\n\n')

/** What is asked for each of these paragraphs: one that another follows ends in a blank line, for its pause. */
export const askedParts = (parts: readonly string[]): string[] =>
  parts.map((part, index) => (index < parts.length - 1 ? `${part}\n\n` : part))

/** Chooses the requests that speak the paragraph of that number, from 1. */
export const ofParagraph =
  (number: number) =>
  ({ body }: Asked): boolean =>
    body?.Text?.includes(`Paragraph ${number}.`) ?? false

export function readingOf(text: string, change: Partial<Reading> = {}): Reading {
  return { text, textType: 'text', voiceId: 'Joanna', engine: 'neural', lexiconNames: [], ...change }
}

/** @throws Error where the text is too long for an id that holds it. */
export function idOf(text: string, change?: Partial<Reading>): string {
  const id = encodeReadingId(readingOf(text, change))
  if (!id) throw new Error(`No id holds ${text.length} characters`)
  return id
}

const speechBodies = (polly: PollyStandIn): Partial<SynthesizeSpeechInput>[] =>
  polly.requests.flatMap(({ path, body }) => (path === '/v1/speech' && body ? [body] : []))

/** The texts that Polly was asked to speak, in the order of asking. */
export function textsAsked(polly: PollyStandIn): string[] {
  return speechBodies(polly).flatMap(({ OutputFormat, Text }) =>
    OutputFormat === 'json' ? [] : [Text ?? ''],
  )
}

/** The texts that Polly was asked to mark. */
export function textsMarked(polly: PollyStandIn): string[] {
  return speechBodies(polly).flatMap(({ OutputFormat, Text }) =>
    OutputFormat === 'json' ? [Text ?? ''] : [],
  )
}

/** The numbers of the paragraphs that Polly was asked to speak, in the order of asking. */
export function paragraphsAsked(polly: PollyStandIn): number[] {
  return textsAsked(polly).map(text => Number(/Paragraph (\d+)\./.exec(text)?.[1]))
}

export async function bytesOf(response: Response): Promise<Buffer> {
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
  return Buffer.from(await response.arrayBuffer())
}

/** What differs between a WAV file whose end was not known and the same with its real sizes: nothing behind this. */
export function audioOf(extension: Extension, bytes: Buffer): Buffer {
  return extension === 'wav' ? bytes.subarray(WAV_HEADER_BYTES) : bytes
}

/** What a player hears. @throws Error for the first complaint of the decoder. */
export function decodeReading(extension: Extension, bytes: Buffer): Promise<Heard> {
  const { format, sampleRateHz } = CONTAINERS[extension]
  return decodeAudio(format, audioOf(extension, bytes), sampleRateHz)
}

/**
 * Listens to a reading of paragraphs that the stand-in spoke as {@link SPEECH}.
 *
 * @returns The pitch heard in the middle of each part where it is due, and by how
 * much the whole is longer than the parts decoded one by one.
 */
export async function hearParts(
  extension: Extension,
  bytes: Buffer,
  parts: readonly string[],
): Promise<{ pitches: number[]; excessSeconds: number }> {
  const { samples, sampleRateHz, seconds } = await decodeReading(extension, bytes)
  const pitches: number[] = []
  let begin = 0
  for (const alone of await secondsOf(extension, parts, SPEECH.msPerCharacter)) {
    const at = Math.round((begin + alone / 2 - LISTEN_SECONDS / 2) * sampleRateHz)
    const end = at + Math.round(LISTEN_SECONDS * sampleRateHz)
    pitches.push(pitchIn(samples.subarray(at, end), sampleRateHz))
    begin += alone
  }
  return { pitches, excessSeconds: seconds - begin }
}

/** How long the clip of each paragraph lasts, decoded alone. */
export async function secondsOf(
  extension: Extension,
  parts: readonly string[],
  msPerCharacter: number,
): Promise<number[]> {
  const { format, sampleRateHz } = CONTAINERS[extension]
  const seconds: number[] = []
  for (const text of askedParts(parts)) {
    const options = { msPerCharacter, characters: [...text].length, mp3Tags: false }
    const bytes = await speechBytes(text, format, sampleRateHz, options)
    seconds.push((await decodeAudio(format, bytes, sampleRateHz)).seconds)
  }
  return seconds
}

/** The pitches that these paragraphs are spoken with. */
export const pitchesOf = (parts: readonly string[]): number[] => askedParts(parts).map(pitchOf)

/** Which of the stand-in's pitches these samples are. */
function pitchIn(samples: Float32Array, sampleRateHz: number): number {
  const amplitudes = PITCHES_HZ.map(hz => sineFit(samples, hz, sampleRateHz).amplitude)
  return PITCHES_HZ[amplitudes.indexOf(Math.max(...amplitudes))] ?? 0
}

export type Hearing = {
  /** How many bytes have been heard. */
  readonly length: number
  /** Reads on until so many bytes have been heard, or all there are. */
  reach(bytes: number): Promise<void>
  /** Reads to the end. @returns all bytes. */
  rest(): Promise<Buffer>
  leave(): Promise<void>
}

/** Listens to an answer step by step: what is not asked for is not read. */
export function listenTo(response: Response): Hearing {
  if (!response.ok || !response.body) throw new Error(`No audio, but a ${response.status}`)
  const reader = response.body.getReader()
  const parts: Uint8Array[] = []
  let length = 0

  async function next(): Promise<boolean> {
    const { done, value } = await reader.read()
    if (done) return false
    parts.push(value)
    length += value.length
    return true
  }

  return {
    get length() {
      return length
    },
    async reach(bytes) {
      while (length < bytes && (await next()));
    },
    async rest() {
      while (await next());
      return Buffer.concat(parts)
    },
    leave: () => reader.cancel(),
  }
}
