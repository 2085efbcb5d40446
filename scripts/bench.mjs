/** `npm run bench`: installs, builds, measures, and writes docs/benchmarks.md. */
import { build, install, run } from './setup.mjs'

install()
build()
process.exit(run(process.execPath, ['--import', 'tsx', 'tests/bench/run.ts']))
