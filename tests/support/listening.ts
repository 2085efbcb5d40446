import type { LocalPolly } from '../../lib/engine/engine'
import type { MarkType } from '../../lib/engine/marks'
import { decodeAudio } from './audio'
import { type SpeechBody, speechRequest } from './local-polly'

/** Of the pcm that is listened to. */
export const RATE_HZ = 16_000

export type HeardMark = { time: number; type: MarkType; start?: number; end?: number; value: string }

/** Asks one local Polly for speech and for its marks: a document where the text is one, else plain text. */
export type Listener = {
  /** Mono samples from −1 to 1 at RATE_HZ. @throws Error with the refusal's type and message */
  hear(text: string, body?: SpeechBody): Promise<Float32Array>
  /** In the order in which they come; all types unless told otherwise. */
  marks(text: string, body?: SpeechBody): Promise<HeardMark[]>
  /** The shapes of the mouth that stand for sounds, in order. */
  mouth(text: string, body?: SpeechBody): Promise<string>
  /** The type of the refusal, or undefined where the request is taken. */
  refusal(text: string, body?: SpeechBody): Promise<string | undefined>
}

export function listenerTo(polly: LocalPolly): Listener {
  async function ask(text: string, body: SpeechBody): Promise<Response> {
    return polly.serve(
      speechRequest({ Text: text, TextType: text.startsWith('<speak') ? 'ssml' : 'text', ...body }),
    )
  }

  async function bytes(text: string, body: SpeechBody): Promise<Uint8Array> {
    const response = await ask(text, body)
    if (response.ok) return new Uint8Array(await response.arrayBuffer())
    throw new Error(`${response.headers.get('x-amzn-errortype')}: ${await response.text()}`)
  }

  async function marks(text: string, body: SpeechBody = {}): Promise<HeardMark[]> {
    const types = ['sentence', 'word', 'viseme', ...(text.startsWith('<speak') ? ['ssml'] : [])]
    const lines = await bytes(text, { OutputFormat: 'json', SpeechMarkTypes: types, ...body })
    return new TextDecoder()
      .decode(lines)
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line))
  }

  return {
    marks,
    async hear(text, body = {}) {
      const pcm = await bytes(text, { OutputFormat: 'pcm', SampleRate: String(RATE_HZ), ...body })
      return (await decodeAudio('pcm', pcm, RATE_HZ)).samples
    },
    async mouth(text, body = {}) {
      const shapes = await marks(text, { SpeechMarkTypes: ['viseme'], ...body })
      return shapes.flatMap(({ value }) => (value === 'sil' ? [] : [value])).join(' ')
    },
    async refusal(text, body = {}) {
      const response = await ask(text, body)
      await response.body?.cancel()
      return response.ok ? undefined : (response.headers.get('x-amzn-errortype') ?? 'none')
    },
  }
}
