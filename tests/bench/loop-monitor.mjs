/**
 * Loaded into a server before it starts (`--import`): on SIGUSR2 writes the
 * longest turn of its event loop since the last signal to the file named in
 * LOOP_MONITOR_FILE, in ms: by the clock, and by the time that the thread was
 * on a core, which leaves out what other threads and programs took.
 *
 * A turn is what passes between two calls of a timer that is due every ms.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'

const file = process.env.LOOP_MONITOR_FILE
// The main thread's id is that of the process; the first field is its time on a core in ns (Linux, sched-stats).
const statistics = `/proc/self/task/${process.pid}/schedstat`
const onCore = () => Number(readFileSync(statistics, 'latin1').split(' ')[0]) / 1e6

let clock = performance.now()
let core = onCore()
let longest = { clockMs: 0, coreMs: 0 }

function measure() {
  const now = { clock: performance.now(), core: onCore() }
  longest = {
    clockMs: Math.max(longest.clockMs, now.clock - clock),
    coreMs: Math.max(longest.coreMs, now.core - core),
  }
  clock = now.clock
  core = now.core
}
setInterval(measure, 1).unref()

process.on('SIGUSR2', () => {
  // Renamed when it is whole, so that nobody reads half of it.
  writeFileSync(`${file}.part`, JSON.stringify(longest))
  renameSync(`${file}.part`, file)
  longest = { clockMs: 0, coreMs: 0 }
})
