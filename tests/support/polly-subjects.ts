import * as exceptions from '@aws-sdk/client-polly'
import {
  DeleteLexiconCommand,
  DescribeVoicesCommand,
  type DescribeVoicesCommandInput,
  GetLexiconCommand,
  type LexiconAttributes,
  ListLexiconsCommand,
  type PollyClient,
  PollyServiceException,
  PutLexiconCommand,
  SynthesizeSpeechCommand,
  type SynthesizeSpeechCommandInput,
  type Voice,
} from '@aws-sdk/client-polly'
import type { LocalPolly } from '../../lib/engine/engine'
import { SENTENCE, type SpeechBody, speechRequest } from './local-polly'

export type Spoken = { contentType: string | null; characters: string | null; bytes: Uint8Array }
export type VoicePage = { Voices: Voice[]; NextToken?: string | undefined }
export type LexiconPage = {
  Lexicons: { Name: string; Attributes: LexiconAttributes }[]
  NextToken?: string | undefined
}
export type StoredLexicon = {
  Lexicon: { Name: string; Content: string }
  LexiconAttributes: LexiconAttributes
}

/** What the service answers instead, as its callers see it. */
export class Refusal extends Error {
  readonly type: string
  readonly status: number
  readonly requestId: string | undefined

  constructor(type: string, status: number, message: string, requestId: string | undefined) {
    super(message)
    this.type = type
    this.status = status
    this.requestId = requestId
  }
}

/** One way to talk to the engine; the same is expected of each. Each call rejects with a {@link Refusal}. */
export type Subject = {
  voices(query: Record<string, string>): Promise<VoicePage>
  /** `SENTENCE` by slt as mp3 unless told otherwise. */
  speak(body: SpeechBody): Promise<Spoken>
  putLexicon(name: string, content: string): Promise<void>
  getLexicon(name: string): Promise<StoredLexicon>
  listLexicons(token?: string): Promise<LexiconPage>
  deleteLexicon(name: string): Promise<void>
}

/** The engine's own function. */
export function askDirectly({ serve }: LocalPolly): Subject {
  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    return accepted(await serve(new Request(`http://local/v1/${path}`, init)))
  }
  const lexicon = (name: string) => `lexicons/${encodeURIComponent(name)}`
  return {
    voices: async query => (await ask(`voices?${new URLSearchParams(query)}`)).json(),
    async speak(body) {
      const response = await accepted(await serve(speechRequest(body)))
      return {
        contentType: response.headers.get('content-type'),
        characters: response.headers.get('x-amzn-requestcharacters'),
        bytes: new Uint8Array(await response.arrayBuffer()),
      }
    },
    async putLexicon(name, content) {
      await ask(lexicon(name), { method: 'PUT', body: JSON.stringify({ Content: content }) })
    },
    async getLexicon(name) {
      const { Lexicon, LexiconAttributes } = await (await ask(lexicon(name))).json()
      return { Lexicon, LexiconAttributes: withDate(LexiconAttributes) }
    },
    async listLexicons(token) {
      const query = token === undefined ? '' : `?NextToken=${encodeURIComponent(token)}`
      const { Lexicons, NextToken } = await (await ask(`lexicons${query}`)).json()
      return {
        Lexicons: Lexicons.map(({ Name, Attributes }: { Name: string; Attributes: WireAttributes }) => ({
          Name,
          Attributes: withDate(Attributes),
        })),
        NextToken,
      }
    },
    async deleteLexicon(name) {
      await ask(lexicon(name), { method: 'DELETE' })
    },
  }
}

type WireAttributes = Omit<LexiconAttributes, 'LastModified'> & { LastModified: number }

/** Timestamps in the bodies of the REST-JSON protocol are seconds. */
function withDate(attributes: WireAttributes): LexiconAttributes {
  return { ...attributes, LastModified: new Date(attributes.LastModified * 1000) }
}

async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response
  const { message } = await response.json()
  const type = response.headers.get('x-amzn-errortype') ?? 'none'
  throw new Refusal(type, response.status, message, response.headers.get('x-amzn-requestid') ?? undefined)
}

/** The SDK, wherever that client sends. */
export function askThrough(client: PollyClient): Subject {
  return {
    async voices(query) {
      const input = query as unknown as DescribeVoicesCommandInput
      const { Voices, NextToken } = await orRefusal(client.send(new DescribeVoicesCommand(input)))
      return { Voices: present(Voices), NextToken }
    },
    async speak(body) {
      const input = { Text: SENTENCE, VoiceId: 'slt', OutputFormat: 'mp3', ...body }
      const command = new SynthesizeSpeechCommand(input as unknown as SynthesizeSpeechCommandInput)
      const { AudioStream, ContentType, RequestCharacters } = await orRefusal(client.send(command))
      return {
        contentType: present(ContentType),
        characters: String(RequestCharacters),
        bytes: await present(AudioStream).transformToByteArray(),
      }
    },
    async putLexicon(Name, Content) {
      await orRefusal(client.send(new PutLexiconCommand({ Name, Content })))
    },
    async getLexicon(Name) {
      const { Lexicon, LexiconAttributes } = await orRefusal(client.send(new GetLexiconCommand({ Name })))
      const { Name: name, Content } = present(Lexicon)
      return {
        Lexicon: { Name: present(name), Content: present(Content) },
        LexiconAttributes: present(LexiconAttributes),
      }
    },
    async listLexicons(NextToken) {
      const page = await orRefusal(client.send(new ListLexiconsCommand({ NextToken })))
      return {
        Lexicons: present(page.Lexicons).map(({ Name, Attributes }) => ({
          Name: present(Name),
          Attributes: present(Attributes),
        })),
        NextToken: page.NextToken,
      }
    },
    async deleteLexicon(Name) {
      await orRefusal(client.send(new DeleteLexiconCommand({ Name })))
    },
  }
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The answer lacks a member')
  return value
}

/** @throws Refusal; Error where the SDK has a class for that exception and did not use it. */
async function orRefusal<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof PollyServiceException)) throw error
    const { name, message, $metadata } = error
    if (name in exceptions && error.constructor.name !== name) {
      throw new Error(`${name} is not raised by its class`, { cause: error })
    }
    throw new Refusal(name, $metadata.httpStatusCode ?? 0, message, $metadata.requestId)
  }
}
