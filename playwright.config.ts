import { defineConfig } from '@playwright/test'
import { CHROMIUM, DEAF_POLLY, SERVERS } from './tests/browser/servers'

/** Serves the build that is there: `npm test` makes it. */
function server(origin: string, env: Record<string, string>) {
  const { port } = new URL(origin)
  return {
    // As npm start does: a text may be longer in an address than node's 16 KiB of headers.
    command: `node --max-http-header-size=65536 node_modules/next/dist/bin/next start -p ${port} -H 127.0.0.1`,
    url: `${origin}/health`,
    // Nothing that an earlier run heard is kept for this one.
    env: { NEXT_TELEMETRY_DISABLED: '1', DATA_FOLDER: `test-results/data/${process.pid}-${port}`, ...env },
    reuseExistingServer: false,
    stdout: 'ignore',
    // What a server logs of the failures that are made here on purpose.
    stderr: 'ignore',
  } as const
}

const polly = (endpoint: string) => ({
  SPEECH_BACKEND: 'aws',
  AWS_ENDPOINT_URL_POLLY: endpoint,
  POLLY_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  POLLY_SECRET_ACCESS_KEY: 'secret',
  POLLY_REGION: 'eu-west-1',
  ABANDONED_CLIP_GRACE_MS: '500',
})

/** Tests that start the stand-in of Polly, which has one port, and some more: half of all, by time. */
const FIRST_HALF = /\/(axe|breaking-off|look|polly|taking|trouble|voices)\.test\.ts$/

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results/browser',
  reporter: 'list',
  workers: 2,
  // Sound is heard in real time, so most of it is waiting: two at a time leave each a core.
  projects: [
    { name: 'with-polly', testMatch: FIRST_HALF, workers: 1 },
    { name: 'without', testIgnore: FIRST_HALF, workers: 1 },
  ],
  timeout: 30_000,
  forbidOnly: true,
  use: { baseURL: SERVERS.embedded, launchOptions: CHROMIUM },
  webServer: [
    server(SERVERS.embedded, { SPEECH_BACKEND: 'embedded' }),
    server(SERVERS.polly, polly(SERVERS.pollyEndpoint)),
    server(SERVERS.deaf, polly(DEAF_POLLY)),
  ],
})
