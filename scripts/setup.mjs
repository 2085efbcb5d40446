/**
 * What `npm start` and `npm test` do before they do their work, so that a fresh
 * clone needs no other command. Plain JavaScript on node alone: it runs before
 * anything is installed.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
export const nextBin = path.join(root, 'node_modules/next/dist/bin/next')

/**
 * Options of node for every server we start. The text stands in the address of
 * /read: 3,000 characters of Chinese or emoji are more than node's 16 KiB of
 * headers. The SDK for JavaScript asks /v1 by HTTP/2.
 */
export const serverOptions = [
  '--max-http-header-size=65536',
  `--import=${pathToFileURL(path.join(root, 'scripts/http2.mjs'))}`,
]

/**
 * Environment of every server we start. The larger the pieces of memory that were given back, the
 * larger those that glibc keeps for later, up to 32 MB, unless it is told a size: with this one, what
 * a render needed for a moment goes back to the system, some 50 MB of the largest. Others pass it over.
 */
export const serverEnv = { NEXT_TELEMETRY_DISABLED: '1', MALLOC_MMAP_THRESHOLD_: '131072' }

/** Runs a command to its end and answers its exit code. */
export function run(command, args, { env = {}, quiet = false } = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? 'ignore' : 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
    // npm is a .cmd file on Windows
    shell: process.platform === 'win32' && command === 'npm',
  })
  if (error && error.code !== 'ENOENT') throw error
  return status ?? 1
}

/** Like {@link run}, but ends this process where the command fails. */
export function must(command, args, options) {
  const status = run(command, args, options)
  if (status !== 0) process.exit(status)
}

/**
 * Installs what package-lock.json names, unless it is installed already. Not by
 * `npm ci`, which refuses a lock file without the optional packages of platforms
 * that the machine it was written on could not see; and without writing to it.
 */
export function install() {
  const installed = modified('node_modules/.package-lock.json')
  if (installed >= modified('package-lock.json') && installed >= modified('package.json')) return
  must('npm', ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund'])
}

/** Builds the app, unless nothing that goes into it changed since the last build. */
export function build() {
  const sources = ['app', 'components', 'lib', 'public', 'instrumentation.ts', 'next.config.js']
  const newest = Math.max(...[...sources, 'tsconfig.json', 'package-lock.json'].map(newestIn))
  if (modified('.next/BUILD_ID') > newest) return
  must(process.execPath, [nextBin, 'build'])
}

/** Modification time in ms, 0 for what is not there. */
function modified(file) {
  return statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** The newest modification below a path; a folder's own tells of what was deleted from it. */
function newestIn(file) {
  const entry = path.join(root, file)
  if (!existsSync(entry)) return 0
  if (!statSync(entry).isDirectory()) return modified(file)
  return Math.max(modified(file), ...readdirSync(entry).map(name => newestIn(path.join(file, name))))
}

/**
 * A Chromium to test with: the one in CHROMIUM_PATH, one on this machine, or one
 * that is installed now, from Debian's packages or by Playwright.
 *
 * @returns Its path, or '' where none could be had.
 */
export async function chromium() {
  const { chromium: playwright } = await import('@playwright/test')
  return foundOrInstalled(
    'Chromium',
    () => [
      process.env.CHROMIUM_PATH,
      ...inPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'),
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      playwright.executablePath(),
    ],
    [
      () => installFromDebian('chromium'),
      () => run('npx', ['playwright', 'install', '--with-deps', 'chromium']),
    ],
  )
}

/**
 * A Firefox to test with: the one in FIREFOX_PATH, one on this machine, or one
 * that is installed now from Debian's packages. Playwright's own has changes of
 * theirs, and is not the one that people have.
 *
 * @returns Its path, or '' where none could be had.
 */
export function firefox() {
  return foundOrInstalled(
    'Firefox',
    () => [
      process.env.FIREFOX_PATH,
      ...inPath('firefox-esr', 'firefox'),
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
    ],
    [() => installFromDebian('firefox-esr')],
  )
}

function foundOrInstalled(name, candidates, attempts) {
  const find = () => candidates().find(file => file && existsSync(file))
  const found = find()
  if (found) return found
  console.log(`No ${name} found: installing one to test with.`)
  for (const attempt of attempts) {
    if (attempt() === 0) {
      const installed = find()
      if (installed) return installed
    }
  }
  return ''
}

function inPath(...names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return folders.flatMap(folder => names.map(name => path.join(folder, name)))
}

/** Debian's browsers are real packages (Ubuntu's are stubs that want snap). */
function installFromDebian(name) {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  if (!/^ID="?debian"?$/m.test(release)) return 1
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const apt = args => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args]
    return run(command, rest, { env: { DEBIAN_FRONTEND: 'noninteractive' } })
  }
  return apt(['update', '-qq']) || apt(['install', '-y', '-qq', '--no-install-recommends', name])
}
