import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDisk, type Disk } from '../../../../lib/clips/disk'
import type { Score } from '../../../../lib/score/render/score'
import { createScores } from '../../../../lib/score/render/scores'

let folder: string
const disks: Disk[] = []

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pollyphony-'))
})
afterEach(async () => {
  await Promise.all(disks.splice(0).map(disk => disk.close()))
  await rm(folder, { recursive: true })
})

const open = () => {
  const disk = createDisk({ folder, maxBytes: 10_000_000 })
  disks.push(disk)
  return createScores(disk)
}

const score = (text: string, kind: Score['kind'] = 'song'): Score => ({
  kind,
  bytes: new TextEncoder().encode(text),
  facts: { frames: { 44100: 1, 48000: 2 }, tracks: ['Flöte\n'], lines: [], isPlayedByFont: true },
})

describe('createScores', () => {
  it('keeps a score under an id that is its own, and over a restart', async () => {
    const scores = open()
    const ids = await Promise.all([
      scores.put(score('{"a":\n1}')),
      scores.put(score('{"a":\n1}')),
      scores.put(score('{"a":\n1}', 'midi')),
      scores.put(score('{"b":1}')),
    ])
    expect(ids[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(ids[1]).toBe(ids[0])
    expect(new Set(ids).size).toBe(3)
    const again = open()
    for (const [index, text] of ['{"a":\n1}', '{"a":\n1}', '{"a":\n1}', '{"b":1}'].entries()) {
      expect(await again.get(ids[index] ?? '')).toEqual(score(text, index === 2 ? 'midi' : 'song'))
    }
  })

  it('has nothing under an id that is none, or of nothing', async () => {
    const scores = open()
    for (const id of ['', '../../etc/passwd', '0'.repeat(64), 'A'.repeat(64)]) {
      expect(await scores.get(id)).toBeUndefined()
    }
  })

  it('keeps in memory what the disk does not take', async () => {
    const failing = {
      open: async () => undefined,
      has: async () => undefined,
      write: () => Promise.reject(new Error('full')),
    }
    const scores = createScores(failing)
    expect(await scores.get(await scores.put(score('{}')))).toEqual(score('{}'))
  })
})
