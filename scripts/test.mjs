/**
 * `npm test`: installs, finds or installs Chromium and Firefox, builds, checks,
 * and runs every test. The last line carries the real totals: `N passed, N failed`.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
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

const vitestResult = read(vitestReport) ?? { numPassedTests: 0, numFailedTests: 1, testResults: [] }
const playwrightResult = read(playwrightReport) ?? {
  stats: { expected: 0, unexpected: 1, flaky: 0 },
  suites: [],
}
const { numPassedTests, numFailedTests } = vitestResult
const { expected, unexpected, flaky } = playwrightResult.stats
const failedChecks = checks.filter(check => !check.ok)
for (const { name } of failedChecks) console.error(`${name} found something: see above.`)
// The runners' own reports of a failure may lie thousands of lines above: what a log's end shows is its name.
for (const name of [...failedOfVitest(vitestResult), ...failedOfPlaywright(playwrightResult.suites)])
  console.error(`Failed: ${name}`)

const passed = numPassedTests + expected + checks.length - failedChecks.length
const failed = numFailedTests + unexpected + flaky + failedChecks.length
const ended = [vitest, playwright].every(status => status === 0)
if (!ended && failed === 0) console.error('A test runner ended with an error outside of any test: see above.')
console.log(`${passed} passed, ${failed + (ended || failed > 0 ? 0 : 1)} failed`)
process.exit(ended && failed === 0 ? 0 : 1)

/** File, full name and first line of the message of each failed test; of a file that could not be run, its message. */
function failedOfVitest({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(root, name)
    const tests = assertionResults.filter(test => test.status === 'failed')
    if (status === 'failed' && tests.length === 0) return [`${file}: ${firstLine(message)}`]
    return tests.map(test => `${file} > ${test.fullName}: ${firstLine(test.failureMessages[0])}`)
  })
}

/** As above, through suites that hold suites. */
function failedOfPlaywright(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs
      .filter(spec => !spec.ok)
      .map(
        ({ file, title, tests }) => `${file} > ${title}: ${firstLine(tests[0]?.results[0]?.error?.message)}`,
      ),
    ...failedOfPlaywright(inner),
  ])
}

function firstLine(message = '') {
  return stripVTControlCharacters(message.split('\n', 1)[0])
}

/** A runner that died before its report counts as one failure. */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    console.error(`No report from the test runner: ${error.message}`)
    return undefined
  }
}
