import { fork } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createDisk, type Disk } from '../../../lib/clips/disk'
import { FOOTER_BYTES } from '../../../lib/clips/disk-format'
import { fillDisk, quietWarnings, temporaryFolder, unfinishedIn, watchOpenFiles } from './folder'
import { bytesOf, keyOf } from './written'

/** How to wait for what happens soon, on a machine that is busy too. */
const PATIENTLY = { interval: 1, timeout: 10_000 }

function diskIn(folder: string, maxBytes = 1e9): Disk {
  const disk = createDisk({ folder, maxBytes })
  onTestFinished(() => disk.close())
  return disk
}

async function put(disk: Disk, n: number, length = 1000): Promise<void> {
  const writer = await disk.write(keyOf(n))
  await writer.append(bytesOf(n, length))
  await writer.commit()
}

async function get(disk: Disk, n: number): Promise<Uint8Array | undefined> {
  const entry = await disk.open(keyOf(n))
  const bytes = await entry?.read(0, entry.size)
  await entry?.close()
  return bytes
}

/** A disk that knows the folder, as after some time. */
async function settledDisk(folder: string, maxBytes?: number): Promise<Disk> {
  const disk = diskIn(folder, maxBytes)
  const names = await fs.readdir(folder)
  await expect
    .poll(() => disk.stats().entries, PATIENTLY)
    .toBe(names.filter(name => !name.includes('.')).length)
  return disk
}

describe('createDisk', () => {
  it('answers what was written, also after a restart, from any place on', async () => {
    const folder = await temporaryFolder()
    const before = createDisk({ folder: path.join(folder, 'not', 'there', 'yet'), maxBytes: 1e9 })
    await put(before, 1, 200_000)
    expect(isSame(await get(before, 1), bytesOf(1, 200_000))).toBe(true)
    expect(await get(before, 2)).toBeUndefined()
    await before.close()

    const after = diskIn(path.join(folder, 'not', 'there', 'yet'))
    expect(await after.has(keyOf(1))).toBe(200_000)
    const entry = await after.open(keyOf(1))
    expect(await entry?.read(70_000, 10)).toEqual(bytesOf(1, 200_000).subarray(70_000, 70_010))
    expect(await entry?.read(199_990, 100)).toEqual(bytesOf(1, 200_000).subarray(199_990))
    expect(await entry?.read(200_000, 100)).toEqual(new Uint8Array())
    await entry?.close()
  })

  it('knows an entry only once it is committed, and leaves nothing of one that is discarded', async () => {
    const folder = await temporaryFolder()
    const openFiles = watchOpenFiles()
    const disk = diskIn(folder)
    const writer = await disk.write(keyOf(1))
    await writer.append(bytesOf(1, 10))
    expect(await disk.has(keyOf(1))).toBeUndefined()
    await writer.discard()
    expect(await fs.readdir(folder)).toEqual([])
    expect(openFiles()).toBe(0)
  })

  it('lets what is being written be read, also after it was discarded', async () => {
    const openFiles = watchOpenFiles()
    const disk = diskIn(await temporaryFolder())
    const writer = await disk.write(keyOf(1))
    const view = writer.view()
    await writer.append(bytesOf(1, 1000))
    await writer.discard()
    expect(await view.read(900, 1000)).toEqual(bytesOf(1, 1000).subarray(900))
    await view.close()
    expect(openFiles()).toBe(0)
  })

  it.each([
    ['cut', (file: string) => fs.truncate(file, 500)],
    ['cut to nothing', (file: string) => fs.truncate(file, 0)],
    ['changed in one bit of its body', (file: string) => flip(file, 123)],
    ['changed in its digest', (file: string) => flip(file, 1000 + FOOTER_BYTES - 1)],
    ['of another version', (file: string) => flip(file, 1000 + 7)],
    ['longer than it was', (file: string) => fs.appendFile(file, 'more')],
  ])('drops an entry whose file was %s, and says so once', async (_, damage) => {
    const warn = quietWarnings()
    const folder = await temporaryFolder()
    const before = createDisk({ folder, maxBytes: 1e9 })
    await put(before, 1)
    await before.close()
    await damage(path.join(folder, keyOf(1)))

    const disk = await settledDisk(folder)
    expect(await get(disk, 1)).toBeUndefined()
    expect(await disk.has(keyOf(1))).toBeUndefined()
    expect(warn).toHaveBeenCalledTimes(1)
    await disk.close()
    expect(await fs.readdir(folder)).toEqual([])
  })

  it('evicts what was longest unused, counts bytes, and lets go on who reads it', async () => {
    const folder = await temporaryFolder()
    const disk = diskIn(folder, 3 * (1000 + FOOTER_BYTES))
    for (const n of [1, 2, 3]) await put(disk, n)
    const reading = await disk.open(keyOf(2))
    await get(disk, 1)
    await put(disk, 4)
    await put(disk, 5)
    const kept = await Promise.all([1, 2, 3, 4, 5].map(n => disk.has(keyOf(n))))
    expect(kept).toEqual([1000, undefined, undefined, 1000, 1000])
    expect(disk.stats()).toEqual({ entries: 3, bytes: 3 * (1000 + FOOTER_BYTES) })
    expect(await reading?.read(0, 1000)).toEqual(bytesOf(2, 1000))
    await reading?.close()
    await disk.close()
    expect(await fs.readdir(folder)).toHaveLength(3)
  })

  it('evicts by the last use after a restart as well, down to a smaller bound', async () => {
    const folder = await temporaryFolder()
    const before = createDisk({ folder, maxBytes: 1e9 })
    for (const n of [1, 2, 3]) await put(before, n)
    await before.close()
    for (const [n, age] of [
      [1, 3],
      [2, 1],
      [3, 2],
    ]) {
      const time = Date.now() / 1000 - (age ?? 0) * 10_000
      await fs.utimes(path.join(folder, keyOf(n ?? 0)), time, time)
    }
    const again = await settledDisk(folder)
    await get(again, 1)
    await again.close()

    const after = diskIn(folder, 2500)
    await expect.poll(() => after.stats().entries, PATIENTLY).toBe(2)
    expect(await Promise.all([1, 2, 3].map(n => after.has(keyOf(n))))).toEqual([1000, 1000, undefined])
  })

  it('refuses an entry that is larger than all it may hold', async () => {
    const warn = quietWarnings()
    const folder = await temporaryFolder()
    const disk = diskIn(folder, 1500)
    const writer = await disk.write(keyOf(1))
    await writer.append(bytesOf(1, 1000))
    await expect(writer.append(bytesOf(1, 1000))).rejects.toThrow('more than 1500 bytes')
    await writer.discard()
    await put(disk, 2)
    expect(await get(disk, 2)).toEqual(bytesOf(2, 1000))
    expect(warn).toHaveBeenCalledTimes(1)
  })

  it('keeps nothing of what a full disk did not take, says so once, and goes on when there is room', async () => {
    const warn = quietWarnings()
    const folder = await temporaryFolder()
    const openFiles = watchOpenFiles()
    const disk = diskIn(folder)
    const makeRoom = await fillDisk(folder, 500)
    await expect(put(disk, 1)).rejects.toThrow('ENOSPC')
    await expect(put(disk, 2)).rejects.toThrow('ENOSPC')
    expect(warn).toHaveBeenCalledTimes(1)
    makeRoom()
    await put(disk, 3)
    expect(await get(disk, 3)).toEqual(bytesOf(3, 1000))
    await disk.close()
    expect(disk.stats().entries).toBe(1)
    expect(openFiles()).toBe(0)
  })

  it('has no entry any more that it knew and can no longer open', async () => {
    quietWarnings()
    const folder = await temporaryFolder()
    const disk = await settledDisk(folder)
    await put(disk, 1)
    expect(await disk.has(keyOf(1))).toBe(1000)
    await fs.rm(path.join(folder, keyOf(1)))
    await fs.mkdir(path.join(folder, keyOf(1)))
    expect(await get(disk, 1)).toBeUndefined()
    expect(await disk.has(keyOf(1))).toBeUndefined()
    await fs.rmdir(path.join(folder, keyOf(1)))
    await put(disk, 1)
    expect(await disk.has(keyOf(1))).toBe(1000)
  })

  it('is empty and refuses to write where its folder is a file', async () => {
    const warn = quietWarnings()
    const file = path.join(await temporaryFolder(), 'file')
    await fs.writeFile(file, 'in the way')
    const disk = diskIn(file)
    await expect.poll(() => warn.mock.calls.length, PATIENTLY).toBe(1)
    expect(await get(disk, 1)).toBeUndefined()
    expect(await disk.has(keyOf(1))).toBeUndefined()
    expect(warn).toHaveBeenCalledTimes(1)
    await expect(disk.write(keyOf(1))).rejects.toThrow('ENOTDIR')
  })

  it('begins anew when its folder is deleted under it', async () => {
    const folder = await temporaryFolder()
    const disk = await settledDisk(folder)
    await put(disk, 1)
    await fs.rm(folder, { recursive: true })
    expect(await get(disk, 1)).toBeUndefined()
    await put(disk, 2)
    expect(await get(disk, 2)).toEqual(bytesOf(2, 1000))
    expect(disk.stats().entries).toBe(1)
  })

  it('removes what dead processes left unfinished, and nothing of a living one', async () => {
    const folder = await temporaryFolder()
    const parent = `${keyOf(1)}.${process.ppid}.1.0.tmp`
    const earlier = `${keyOf(1)}.${process.pid}.1.0.tmp`
    const dead = `${keyOf(1)}.999999999.1.0.tmp`
    const foreign = 'notes.txt'
    for (const name of [parent, earlier, dead, foreign]) await fs.writeFile(path.join(folder, name), 'x')
    const writer = await diskIn(folder).write(keyOf(2))
    await settledDisk(folder)
    await expect.poll(async () => (await unfinishedIn(folder)).includes(dead), PATIENTLY).toBe(false)
    const left = await unfinishedIn(folder)
    expect(left).toHaveLength(3)
    expect(left).toEqual(expect.arrayContaining([parent, foreign]))
    await writer.append(bytesOf(2, 10))
    await writer.commit()
  })

  it('shares a folder: sees the entries of another and survives its evictions', async () => {
    const folder = await temporaryFolder()
    const one = await settledDisk(folder)
    await put(one, 1)
    const two = await settledDisk(folder)
    expect(await get(two, 1)).toEqual(bytesOf(1, 1000))
    await Promise.all([put(one, 2), put(two, 2)])
    await fs.rm(path.join(folder, keyOf(1)))
    expect(await get(one, 1)).toBeUndefined()
    expect(await get(two, 1)).toBeUndefined()
    expect(await get(one, 2)).toEqual(bytesOf(2, 1000))
    expect(await get(two, 2)).toEqual(bytesOf(2, 1000))
  })

  it('refuses a key that is no digest', async () => {
    const disk = diskIn(await temporaryFolder())
    await expect(disk.open('../../etc/passwd')).rejects.toThrow('64 hexadecimal digits')
    await expect(disk.write('A'.repeat(64))).rejects.toThrow('64 hexadecimal digits')
  })

  it('survives a kill in mid-write: what is there is whole, what is not is gone', async () => {
    const folder = await temporaryFolder()
    const script = path.join(import.meta.dirname, 'killed-writer.ts')
    const child = fork(script, [folder], { execArgv: ['--import', 'tsx'] })
    const committed = new Promise<number>(resolve => {
      child.on('message', n => {
        if (Number(n) >= 4) resolve(Number(n))
      })
    })
    const last = await committed
    // Killed at a moment when an entry is under way.
    while ((await unfinishedIn(folder)).length === 0) await new Promise(setImmediate)
    child.kill('SIGKILL')
    await once(child, 'exit')

    const disk = diskIn(folder)
    await expect.poll(() => disk.stats().entries, PATIENTLY).toBeGreaterThan(last)
    for (let n = 0; n <= last; n++) expect(isSame(await get(disk, n), bytesOf(n, 300_000))).toBe(true)
    await disk.close()
    expect(await unfinishedIn(folder)).toEqual([])
  })
})

function isSame(bytes: Uint8Array | undefined, expected: Uint8Array): boolean {
  return bytes !== undefined && Buffer.compare(bytes, expected) === 0
}

async function flip(file: string, at: number): Promise<void> {
  const bytes = await fs.readFile(file)
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  await fs.writeFile(file, bytes)
}
