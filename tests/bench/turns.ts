import { readFileSync, rmSync } from 'node:fs'

/** The longest turn of an event loop: by the clock, and by the time that its thread was on a core. */
export type Turn = { clockMs: number; coreMs: number }

/**
 * @param server Started with loop-monitor.mjs, which writes to that file.
 * @returns The longest turn of its event loop while something was done.
 */
export async function heldTurn(
  server: { pid: number },
  file: string,
  act: () => Promise<unknown>,
): Promise<Turn> {
  process.kill(server.pid, 'SIGUSR2')
  await written(file)
  await act()
  process.kill(server.pid, 'SIGUSR2')
  return JSON.parse(await written(file))
}

/** The content of a file as soon as it is there; it is removed, so that the next one is a new one. */
async function written(file: string): Promise<string> {
  const end = performance.now() + 5000
  while (performance.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 20))
    try {
      const content = readFileSync(file, 'utf8')
      rmSync(file)
      return content
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
  throw new Error('The server did not tell how long its event loop was held')
}
