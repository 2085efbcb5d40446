import { describe, expect, it } from 'vitest'
import type { Clips } from '../../../lib/clips/clips'
import { audioFile } from '../../../lib/reading/audio-file'
import type { Voiced } from '../../../lib/reading/clip-specs'
import { createLayouts } from '../../../lib/reading/layouts'
import { marksFile } from '../../../lib/reading/marks-file'
import type { Service } from '../../../lib/reading/service'

const CHUNKS = 40
const READING: Voiced = {
  text: 'A word.\n\n'.repeat(CHUNKS),
  textType: 'text',
  voiceId: 'Joanna',
  engine: 'neural',
  lexiconNames: [],
  stamp: '',
}
const SIZE = 320

/** Every clip is in memory: nothing that is awaited takes a turn. */
function keptService(bytes: () => Uint8Array): Service {
  const clips: Pick<Clips, 'open' | 'sizeOf'> = {
    open() {
      let rest: Uint8Array | undefined = bytes()
      return {
        async read() {
          const read = rest
          rest = undefined
          return read
        },
        size: SIZE,
        close: () => undefined,
      }
    },
    sizeOf: async () => SIZE,
  }
  return { clips, layouts: createLayouts() } as Partial<Service> as Service
}

/** How often others could go on meanwhile. */
async function turnsDuring(action: () => Promise<unknown>): Promise<number> {
  let turns = 0
  let isOver = false
  const count = () => {
    turns++
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  await action()
  isOver = true
  return turns
}

describe('a reading of which everything is kept', () => {
  const { signal } = new AbortController()

  it('lets others go on between its chunks as it is laid out', async () => {
    const file = audioFile(
      READING,
      'wav',
      keptService(() => new Uint8Array(SIZE)),
    )
    const turns = await turnsDuring(() => file.layout(signal, true))
    expect((await file.layout(signal, false))?.parts).toHaveLength(CHUNKS)
    expect(turns).toBeGreaterThanOrEqual(2 * CHUNKS - 1)
  })

  it('lets others go on between the marks of its chunks', async () => {
    const line = `${JSON.stringify({ time: 0, type: 'sentence', start: 0, end: 7, value: 'A word.' })}\n`
    const service = keptService(() => new TextEncoder().encode(line))
    const file = marksFile(READING, 'wav', ['sentence'], service)
    let marks = 0
    const turns = await turnsDuring(async () => {
      for await (const batch of file.marks(signal, { follow: false, toEnd: false }))
        marks += batch.marks.length
    })
    expect(marks).toBe(CHUNKS)
    expect(turns).toBeGreaterThanOrEqual(CHUNKS - 1)
  })
})
