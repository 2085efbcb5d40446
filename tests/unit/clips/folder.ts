import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished, vi } from 'vitest'

/** An empty folder that goes when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await fs.mkdtemp(path.join(tmpdir(), 'clips-'))
  onTestFinished(() => fs.rm(folder, { recursive: true, force: true }))
  return folder
}

/** Names of the files that are no complete entries. */
export async function unfinishedIn(folder: string): Promise<string[]> {
  const names = await fs.readdir(folder)
  return names.filter(name => !/^[0-9a-f]{64}$/.test(name))
}

/** Watches files from now on until the test is over; the answer counts those that are open. */
export function watchOpenFiles(): () => number {
  const open = fs.open
  const handles: fs.FileHandle[] = []
  const spy = vi.spyOn(fs, 'open').mockImplementation(async (...args) => {
    const handle = await open(...args)
    handles.push(handle)
    return handle
  })
  onTestFinished(() => spy.mockRestore())
  return () => handles.filter(({ fd }) => fd !== -1).length
}

/** From now on until the answer is called, files take no more than so many bytes, as on a full disk. */
export async function fillDisk(folder: string, spareBytes = 0): Promise<() => void> {
  const probe = await fs.open(path.join(folder, 'probe'), 'w')
  const prototype: fs.FileHandle = Object.getPrototypeOf(probe)
  await probe.close()
  await fs.rm(path.join(folder, 'probe'))
  const write = prototype.write as (...args: unknown[]) => Promise<{ bytesWritten: number }>
  let spare = spareBytes
  const spy = vi.spyOn(prototype, 'write').mockImplementation(async function (this: unknown, ...args) {
    const [bytes, from, length, at] = args as unknown as [Uint8Array, number, number, number]
    if (spare === 0 && length > 0) {
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
    }
    const fitting = Math.min(length, spare)
    spare -= fitting
    return (await write.call(this, bytes, from, fitting, at)) as never
  })
  onTestFinished(() => spy.mockRestore())
  return () => spy.mockRestore()
}

/** Keeps warnings out of the output, and gives them to whoever expects them. */
export function quietWarnings() {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  onTestFinished(() => warn.mockRestore())
  return warn
}
