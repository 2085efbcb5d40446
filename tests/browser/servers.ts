import { existsSync } from 'node:fs'

/** The first of four ports in a row: another one lets two runs go side by side. */
const PORT = Number(process.env.BROWSER_TEST_PORT ?? 4210)
const at = (offset: number) => `http://127.0.0.1:${PORT + offset}`

/** Where the page is served, by who speaks. */
export const SERVERS = {
  /** The voices that come with it. */
  embedded: at(0),
  /** Amazon Polly, played by a stand-in that a test starts at `pollyEndpoint`. */
  polly: at(1),
  pollyEndpoint: at(3),
  /** Amazon Polly, gone. */
  deaf: at(2),
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
