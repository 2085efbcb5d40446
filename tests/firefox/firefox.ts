import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Bidi, connectBidi } from './bidi'

/** Not the folder for temporary files: a Firefox in a snap has one of its own. */
const RESULTS = path.join(import.meta.dirname, '../../test-results')

/** Besides these, a Firefox that is driven sets some ninety of its own: no updates, telemetry, lists, questions. */
const PREFERENCES = {
  // A loudspeaker that takes sound as fast as a real one, and makes none: the clock runs without a sound card.
  'media.cubeb.force_mock_context': true,
  // Whatever is not on this machine: nobody listens at port 9, discard.
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
}

export type Firefox = Bidi & { stop(): Promise<void> }

/**
 * The Firefox of this machine, without a window, with a profile that goes with
 * it. Sound needs a click or a key, as for people.
 *
 * @throws Error where there is none, or it ends at once.
 */
export async function startFirefox(): Promise<Firefox> {
  const file = [process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox'].find(
    candidate => candidate && existsSync(candidate),
  )
  if (!file) throw new Error('There is no Firefox: set FIREFOX_PATH to one')
  await mkdir(RESULTS, { recursive: true })
  const profile = await mkdtemp(path.join(RESULTS, 'firefox-'))
  const lines = Object.entries(PREFERENCES).map(([name, value]) => {
    return `user_pref("${name}", ${JSON.stringify(value)});\n`
  })
  await writeFile(path.join(profile, 'user.js'), lines.join(''))
  const child = spawn(file, ['--headless', '--remote-debugging-port=0', '--profile', profile], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Else the lists of Mozilla's servers are asked for all the same.
    env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1' },
  })
  const exited = once(child, 'exit')
  const remove = () => rm(profile, { recursive: true, force: true, maxRetries: 5 })
  try {
    const bidi = await connectBidi(await bidiUrl(child))
    return {
      ...bidi,
      async stop() {
        await bidi.send('browser.close', {})
        await exited
        await remove()
      },
    }
  } catch (error) {
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await exited
    await remove()
    throw error
  }
}

/** As Firefox tells it on its error output, of which the rest is let go. */
function bidiUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = ''
    child.stderr?.setEncoding('utf8').on('data', chunk => {
      told = (told + chunk).slice(-10_000)
      const url = /WebDriver BiDi listening on (ws:\S+)\s/.exec(told)?.[1]
      if (url) resolve(url)
    })
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`Firefox ended with ${code}: ${told}`)))
  })
}
