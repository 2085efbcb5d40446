import { PollyClient } from '@aws-sdk/client-polly'
import type { LocalPolly, LocalPollyOptions } from '../../lib/engine/engine'
import { createRequestHandler } from '../../lib/engine/handler'
import { createTestPolly } from './local-polly'
import { pollyClient } from './polly-client'
import { askDirectly, askThrough, type Subject } from './polly-subjects'
import { startV1Server } from './v1-server'

/** The ways to the engine: one conformance suite holds them all. */
export const WAYS = ['directly', 'through the SDK', 'through the SDK over HTTP'] as const
export type Way = (typeof WAYS)[number]

export type Conformance = {
  readonly polly: LocalPolly
  /** Of the server whose `/v1` leads to the engine. */
  readonly url: string
  readonly subjects: Readonly<Record<Way, Subject>>
  close(): Promise<void>
}

/** One warm engine, asked in each way. */
export async function openConformance(options: LocalPollyOptions = {}): Promise<Conformance> {
  const polly = createTestPolly(options)
  await polly.warm()
  const server = await startV1Server(polly)
  const inProcess = new PollyClient({
    region: 'local',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    requestHandler: createRequestHandler(polly.serve),
    maxAttempts: 1,
  })
  const overHttp = pollyClient(server.url)
  return {
    polly,
    url: server.url,
    subjects: {
      directly: askDirectly(polly),
      'through the SDK': askThrough(inProcess),
      'through the SDK over HTTP': askThrough(overHttp),
    },
    async close() {
      inProcess.destroy()
      overHttp.destroy()
      await server.close()
      await polly.close()
    },
  }
}
