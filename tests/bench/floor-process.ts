/**
 * The floor to compare with: bare node:http and the SDK with the app's
 * settings, the audio piped to the listener, and nothing else: no checks, no
 * admission, no timeouts.
 */
import { Agent, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { PollyClient, SynthesizeSpeechCommand, type VoiceId } from '@aws-sdk/client-polly'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { Listening } from './messages'

const [endpoint = ''] = process.argv.slice(2)
const client = new PollyClient({
  endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  requestHandler: new NodeHttpHandler({
    httpAgent: new Agent({ keepAlive: true, maxSockets: 2016 }),
    connectionTimeout: 5000,
  }),
})

const server = createServer(async (request, response) => {
  const { searchParams } = new URL(request.url ?? '/', 'http://floor')
  try {
    const { AudioStream } = await client.send(
      new SynthesizeSpeechCommand({
        Text: searchParams.get('text') ?? '',
        VoiceId: searchParams.get('voiceId') as VoiceId,
        Engine: 'neural',
        OutputFormat: 'mp3',
      }),
    )
    response.writeHead(200, { 'Content-Type': 'audio/mpeg' })
    if (AudioStream instanceof Readable) await pipeline(AudioStream, response)
  } catch (error) {
    console.error('The floor failed:', error)
    response.destroy()
  }
})
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } satisfies Listening)
})
process.on('disconnect', () => process.exit())
