import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { PollyClient, type PollyClientConfig } from '@aws-sdk/client-polly'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { type Env, skipInstanceMetadata } from './env'
import { problem } from './http/problem'

/** What answers within this time is decided; credentials that take longer are there, but slow. */
const DECISION_MS = 1_000
const CONNECTION_TIMEOUT_MS = 5_000

/**
 * The client of Amazon Polly, or undefined where the app is to speak for
 * itself: where it was told to, or where nothing on this machine speaks for AWS.
 *
 * With `auto`, credentials count that the SDK's own chain finds without the
 * instance metadata service, and `AWS_ENDPOINT_URL_POLLY`; with `aws` the whole
 * chain does. On Vercel, where the platform's own credentials stand in the
 * environment, only the app's own names count.
 *
 * @throws Problem `upstream-unconfigured` where AWS is meant, on Vercel, and something is missing.
 */
export async function connectToAws(env: Env): Promise<PollyClient | undefined> {
  const { speechBackend, polly, onVercel } = env
  if (speechBackend === 'embedded') return undefined
  const own = await ownCredentials(env)
  if (own) {
    if (onVercel && !polly.region) throw problem('upstream-unconfigured', { remedy: 'set POLLY_REGION.' })
    return createClient(env, own)
  }
  if (onVercel) {
    if (speechBackend === 'auto') return undefined
    const remedy = 'on Vercel, set POLLY_ROLE_ARN, or POLLY_ACCESS_KEY_ID and POLLY_SECRET_ACCESS_KEY.'
    throw problem('upstream-unconfigured', { remedy })
  }
  if (speechBackend === 'aws') return createClient(env)

  skipInstanceMetadata()
  const client = createClient(env)
  if (polly.endpoint || (await hasCredentials(client))) return client
  client.destroy()
  return undefined
}

async function ownCredentials({ polly }: Env): Promise<PollyClientConfig['credentials']> {
  if (polly.credentials) return polly.credentials
  if (!polly.roleArn) return undefined
  // Loaded where it is used: nobody else should pay for it at start.
  const { awsCredentialsProvider } = await import('@vercel/oidc-aws-credentials-provider')
  return awsCredentialsProvider({ roleArn: polly.roleArn })
}

function createClient({ polly }: Env, credentials?: PollyClientConfig['credentials']): PollyClient {
  // As many sockets as requests are let in, and some for the list of voices:
  // a request that waits for a socket would wait where nobody counts it.
  const places = Object.values(polly.concurrency).reduce((sum, count) => sum + count, 0)
  const agent = { keepAlive: true, maxSockets: places + 16 }
  return new PollyClient({
    ...(polly.region ? { region: polly.region } : {}),
    ...(polly.endpoint ? { endpoint: polly.endpoint } : {}),
    ...(credentials ? { credentials } : {}),
    // The SDK's default for Polly is HTTP/2 with a new connection for every request.
    requestHandler: new NodeHttpHandler({
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
      connectionTimeout: CONNECTION_TIMEOUT_MS,
    }),
  })
}

/** Whether the SDK's chain finds credentials; a source that is slow to answer is one that is there. */
async function hasCredentials(client: PollyClient): Promise<boolean> {
  const found = client.config.credentials().then(
    () => true,
    // Anything else than "there are none" is a source that is there and broken: the first call will tell how.
    (error: Error) => error.name !== 'CredentialsProviderError',
  )
  let timer: NodeJS.Timeout | undefined
  const slow = new Promise<boolean>(resolve => {
    timer = setTimeout(resolve, DECISION_MS, true)
  })
  try {
    return await Promise.race([found, slow])
  } finally {
    clearTimeout(timer)
  }
}
