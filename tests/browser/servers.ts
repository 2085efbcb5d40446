import { existsSync } from 'node:fs'

/** Where the page is served, by who speaks. */
export const SERVERS = {
  /** The voices that come with it. */
  embedded: 'http://127.0.0.1:4210',
  /** Amazon Polly, played by a stand-in that a test starts at `pollyEndpoint`. */
  polly: 'http://127.0.0.1:4211',
  pollyEndpoint: 'http://127.0.0.1:4213',
  /** Amazon Polly, gone. */
  deaf: 'http://127.0.0.1:4212',
} as const

/** Nobody listens at port 9, discard. */
export const DEAF_POLLY = 'http://127.0.0.1:9'

const installed = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find(path => path && existsSync(path))

/** The browser of this machine, else Playwright's own; sound without a click, nothing sent anywhere. */
export const CHROMIUM = {
  ...(installed ? { executablePath: installed } : {}),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--autoplay-policy=no-user-gesture-required',
  ],
}
