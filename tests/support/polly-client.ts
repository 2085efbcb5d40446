import { PollyClient } from '@aws-sdk/client-polly'
import { NodeHttpHandler } from '@smithy/node-http-handler'

/** A PollyClient for the stand-in at that address: the SDK as it is, with made-up credentials and no retries. */
export function pollyClient(endpoint: string, maxAttempts = 1): PollyClient {
  return new PollyClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts,
    requestHandler: new NodeHttpHandler({ httpAgent: { keepAlive: true, maxSockets: 256 } }),
  })
}

/** Waits until the condition holds, looking every 5 ms. @throws Error when it does not within `limitMs`. */
export async function until(condition: () => boolean, limitMs = 1000): Promise<void> {
  const end = performance.now() + limitMs
  while (!condition()) {
    if (performance.now() > end) throw new Error(`It did not come true within ${limitMs} ms: ${condition}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
