import { createHash } from 'node:crypto'
import type { Disk } from '../../clips/disk'
import { createMemory } from '../../clips/memory'
import type { Score, ScoreFacts, ScoreKind } from './score'

/** Scores that have been checked, by their ids. */
export type Scores = {
  /** Keeps a score. The same score has the same id: SHA-256 in 64 hexadecimal digits. */
  put(score: Score): Promise<string>
  /** Undefined where it is not kept (any more). */
  get(id: string): Promise<Score | undefined>
}

/** Bytes of memory for the scores that were used last. */
const MEMORY_BYTES = 16 * 1024 * 1024

/**
 * Changes with the way in which the same score is read or sounds, so that older facts and renders,
 * whose keys have the id, are not taken for it.
 */
const SOUND_VERSION = 2

const ID = /^[0-9a-f]{64}$/

/** What is kept with the bytes of a score: to check it again would take a thread. */
type Head = { kind: ScoreKind; facts: ScoreFacts }

/** @param disk Where it does not take a score, which it reports itself, memory alone keeps it. */
export function createScores(disk: Pick<Disk, 'open' | 'write' | 'has'>): Scores {
  const recent = createMemory<Score>(MEMORY_BYTES, () => undefined)

  function remember(id: string, score: Score): void {
    if (recent.get(id)) recent.touch(id)
    else recent.add(id, score, score.bytes.length + JSON.stringify(score.facts).length)
  }

  async function write(id: string, score: Score): Promise<void> {
    if ((await disk.has(id)) !== undefined) return
    const writer = await disk.write(id)
    try {
      await writer.append(pack(score))
      await writer.commit()
    } finally {
      await writer.discard()
    }
  }

  return {
    async put(score) {
      const id = createHash('sha256')
        .update(`${SOUND_VERSION} ${score.kind}\n`)
        .update(score.bytes)
        .digest('hex')
      remember(id, score)
      // The disk has said why.
      await write(id, score).catch(() => undefined)
      return id
    },
    async get(id) {
      if (!ID.test(id)) return undefined
      const kept = recent.get(id)
      if (kept) {
        recent.touch(id)
        return kept
      }
      const entry = await disk.open(id)
      if (!entry) return undefined
      // The disk warns of an entry that it cannot read, and drops it: it is no longer kept.
      const packed = await entry.read(0, entry.size).catch(() => undefined)
      await entry.close()
      const score = packed && unpack(packed)
      if (score) remember(id, score)
      return score
    },
  }
}

/** The head as one line of JSON, and behind it the score's bytes. */
function pack({ kind, facts, bytes }: Score): Uint8Array {
  const head: Head = { kind, facts }
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), bytes])
}

function unpack(packed: Uint8Array): Score {
  const end = packed.indexOf(0x0a)
  const head = JSON.parse(new TextDecoder().decode(packed.subarray(0, end))) as Head
  return { ...head, bytes: packed.slice(end + 1) as Uint8Array<ArrayBuffer> }
}
