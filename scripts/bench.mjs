/** `npm run bench`: installs, builds, measures, and writes docs/benchmarks.md. */
import { build, chromium, install, run } from './setup.mjs'

install()
build()
const env = { CHROMIUM_PATH: await chromium() }
process.exit(run(process.execPath, ['--import', 'tsx', 'tests/bench/run.ts'], { env }))
