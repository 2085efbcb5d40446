/**
 * `npm test`: installs, finds or installs Chromium and Firefox, builds, checks,
 * and runs every test. The last line carries the real totals: `N passed, N failed`.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build, chromium, firefox, install, root, run } from './setup.mjs'

const reports = path.join(root, 'test-results')
const bin = name => path.join(root, 'node_modules/.bin', name)

install()
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports)
const browser = await chromium()
if (!browser) {
  console.error('No Chromium could be found or installed: set CHROMIUM_PATH to one and run again.')
  process.exit(1)
}
const secondBrowser = firefox()
if (!secondBrowser) {
  console.error('No Firefox could be found or installed, so its tests will fail: set FIREFOX_PATH to one.')
}
build()

const checks = [
  ['biome', ['ci', '.']],
  ['tsc', ['--noEmit']],
].map(([name, args]) => ({ name, ok: run(bin(name), args) === 0 }))

const vitestReport = path.join(reports, 'vitest.json')
const vitest = run(
  bin('vitest'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
  { env: { FIREFOX_PATH: secondBrowser } },
)
const playwrightReport = path.join(reports, 'playwright.json')
const playwright = run(bin('playwright'), ['test', '--reporter=list,json'], {
  env: { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport },
})

const { numPassedTests, numFailedTests } = read(vitestReport) ?? { numPassedTests: 0, numFailedTests: 1 }
const { expected, unexpected, flaky } = read(playwrightReport)?.stats ?? {
  expected: 0,
  unexpected: 1,
  flaky: 0,
}
const failedChecks = checks.filter(check => !check.ok)
for (const { name } of failedChecks) console.error(`${name} found something: see above.`)

const passed = numPassedTests + expected + checks.length - failedChecks.length
const failed = numFailedTests + unexpected + flaky + failedChecks.length
const ended = [vitest, playwright].every(status => status === 0)
if (!ended && failed === 0) console.error('A test runner ended with an error outside of any test: see above.')
console.log(`${passed} passed, ${failed + (ended || failed > 0 ? 0 : 1)} failed`)
process.exit(ended && failed === 0 ? 0 : 1)

/** A runner that died before its report counts as one failure. */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    console.error(`No report from the test runner: ${error.message}`)
    return undefined
  }
}
