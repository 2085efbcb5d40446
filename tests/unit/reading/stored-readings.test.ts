import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDisk, type Disk } from '../../../lib/clips/disk'
import type { Reading } from '../../../lib/reading/reading'
import { decodeReadingId } from '../../../lib/reading/reading-id'
import { createStoredReadings } from '../../../lib/reading/stored-readings'

const limits = { maxCharacters: 200_000 }
const long: Reading = {
  text: 'Äpfel, 林檎 und 🍎. '.repeat(2000),
  textType: 'text',
  voiceId: 'Vicki',
  engine: 'neural',
  languageCode: 'de-DE',
  lexiconNames: ['fruit'],
}

function keyOf(id: string): string {
  const decoded = decodeReadingId(id)
  if (decoded?.kind !== 'stored') throw new Error(`${id} is no id of a stored reading`)
  return decoded.key
}

let folder = ''
let disks: Disk[] = []

function openDisk(maxBytes = 10 * 1024 * 1024): Disk {
  const disk = createDisk({ folder, maxBytes })
  disks.push(disk)
  return disk
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'readings-'))
})

afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all(disks.map(disk => disk.close()))
  disks = []
  await rm(folder, { recursive: true, force: true })
})

describe('createStoredReadings', () => {
  it('answers a reading after a restart as it was put', async () => {
    const id = await createStoredReadings(openDisk(), limits).put(long)
    expect(await createStoredReadings(openDisk(), limits).get(keyOf(id))).toEqual(long)
  })

  it('puts the same reading once, under the same id', async () => {
    const disk = openDisk()
    const readings = createStoredReadings(disk, limits)
    const ids = await Promise.all([readings.put(long), readings.put({ ...long })])
    const write = vi.spyOn(disk, 'write')
    ids.push(await createStoredReadings(disk, limits).put(long))
    expect(new Set(ids).size).toBe(1)
    expect(write).not.toHaveBeenCalled()
    expect(await readings.put({ ...long, engine: undefined })).not.toBe(ids[0])
    expect(disk.stats().entries).toBe(2)
  })

  it('asks the disk no more for a reading that was used a while ago', async () => {
    const id = await createStoredReadings(openDisk(), limits).put(long)
    const disk = openDisk()
    const open = vi.spyOn(disk, 'open')
    const readings = createStoredReadings(disk, limits)
    await readings.get(keyOf(id))
    const asked = open.mock.calls.length
    expect(await readings.get(keyOf(id))).toEqual(long)
    expect(open.mock.calls.length).toBe(asked)
  })

  it('knows no reading that was never put', async () => {
    expect(await createStoredReadings(openDisk(), limits).get('0'.repeat(64))).toBeUndefined()
    expect(await createStoredReadings(undefined, limits).get('0'.repeat(64))).toBeUndefined()
  })

  it('knows a damaged reading no more', async () => {
    vi.spyOn(console, 'warn').mockReturnValue()
    const id = await createStoredReadings(openDisk(), limits).put(long)
    const [name = ''] = await readdir(folder)
    const file = path.join(folder, name)
    const bytes = await readFile(file)
    bytes[100] = (bytes[100] ?? 0) ^ 1
    await writeFile(file, bytes)
    expect(await createStoredReadings(openDisk(), limits).get(keyOf(id))).toBeUndefined()
  })

  it('keeps a reading in memory where the disk takes none', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const readings = createStoredReadings(openDisk(100), limits)
    const id = await readings.put(long)
    expect(await readings.get(keyOf(id))).toEqual(long)
    expect(warn).toHaveBeenCalled()
  })

  it('keeps what was used last where there is no disk, and no more than 16 MiB', async () => {
    const readings = createStoredReadings(undefined, limits)
    // 200,000 UTF-16 units each: 41 of them fit.
    const text = (at: number) => `${at}.`.padEnd(200_000, 'x')
    const keys: string[] = []
    for (let at = 0; at < 45; at++) {
      keys.push(keyOf(await readings.put({ ...long, text: text(at) })))
      await readings.get(keys[0] ?? '')
    }
    const kept = await Promise.all(keys.map(key => readings.get(key)))
    expect(kept.flatMap((reading, at) => (reading ? [] : [at]))).toEqual([1, 2, 3, 4])
    expect(kept[0]?.text).toBe(text(0))
  })

  it('holds a stored reading to the limits of now', async () => {
    const id = await createStoredReadings(openDisk(), limits).put(long)
    const stricter = createStoredReadings(openDisk(), { maxCharacters: 100 })
    await expect(stricter.get(keyOf(id))).rejects.toMatchObject({ type: 'text-too-long' })
  })
})
