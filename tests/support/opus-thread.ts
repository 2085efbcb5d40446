import { setImmediate } from 'node:timers/promises'
import { parentPort } from 'node:worker_threads'
import { createOpusEncoder } from '../../lib/audio/opus'

/** Makes encoders and leaves them in the middle of a stream. Answers the growth of the process from the second half of them, in MB. */
async function leaveEncoders(count: number): Promise<number> {
  const sound = new Float32Array(640)
  for (let i = 0; i < count; i++) {
    const encoder = await createOpusEncoder(16_000)
    encoder.encode(sound)
    await setImmediate()
  }
  return process.memoryUsage.rss() / 1e6
}

const before = await leaveEncoders(300)
const after = await leaveEncoders(300)
parentPort?.postMessage(after - before)
