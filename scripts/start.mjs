/** `npm start`: installs, builds, and serves; arguments go to `next start` (`npm start -- -p 4000 -H 127.0.0.1`). */
import { spawn } from 'node:child_process'
import { build, install, nextBin, root, serverEnv, serverOptions } from './setup.mjs'

install()
build()

const server = spawn(process.execPath, [...serverOptions, nextBin, 'start', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...serverEnv, ...process.env },
})
// The server ends by itself on these, after the streams that are open; we wait for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 0 : 1)))
