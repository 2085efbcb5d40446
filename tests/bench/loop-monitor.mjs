/**
 * Loaded into a server before it starts (`--import`): on SIGUSR2 writes the
 * longest time in ms that its event loop was held since the last signal to the
 * file named in LOOP_MONITOR_FILE.
 */
import { renameSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const file = process.env.LOOP_MONITOR_FILE
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
process.on('SIGUSR2', () => {
  // Renamed when it is whole, so that nobody reads half of it.
  writeFileSync(`${file}.part`, JSON.stringify({ maxMs: delay.max / 1e6 }))
  renameSync(`${file}.part`, file)
  delay.reset()
})
