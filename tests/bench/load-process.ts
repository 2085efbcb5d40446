/** The load generator, in a process of its own: bounded in requests, listeners and time. */
import { setMaxListeners } from 'node:events'
import { Agent, get } from 'node:http'
import type { LoadJob, LoadResult } from './messages'

const SENTENCE =
  'The harbour lay still in the early light, and only the gulls had anything to say about it, number'

process.on('message', async (job: LoadJob) => {
  process.send?.(await run(job))
})
process.on('disconnect', () => process.exit())

async function run(job: LoadJob): Promise<LoadResult[]> {
  const { origins, paths, listeners, requests, bytes } = job
  const agent = new Agent({ keepAlive: true, maxSockets: listeners })
  const results = origins.map((): LoadResult => ({ firstByteMs: [], wholeMs: [], errors: [], seconds: 0 }))
  const begin = performance.now()
  const limit = AbortSignal.timeout(job.limitMs)
  // Every listener's request listens to it.
  setMaxListeners(listeners + 10, limit)
  let next = 0

  async function listen(): Promise<void> {
    while (next < requests) {
      const index = next++
      const subject = index % origins.length
      const origin = origins[subject]
      const result = results[subject]
      if (!origin || !result) return
      try {
        if (limit.aborted) throw new Error('Not begun within the time')
        const { firstByteMs, wholeMs } = await read(
          `${origin}${paths?.[subject] ?? newText(index)}`,
          bytes,
          agent,
          limit,
        )
        result.firstByteMs.push(firstByteMs)
        result.wholeMs.push(wholeMs)
      } catch (error) {
        result.errors.push(String(error))
      }
    }
  }
  await Promise.all(Array.from({ length: listeners }, listen))
  for (const result of results) result.seconds = (performance.now() - begin) / 1000
  agent.destroy()
  return results
}

/** Every text is another one, so that nothing can be answered from the store. */
function newText(index: number): string {
  const text = `${SENTENCE} ${process.pid}.${index}.${Date.now()}.`
  return `/read?${new URLSearchParams({ text, voiceId: 'Joanna', outputFormat: 'mp3' })}`
}

/** @throws Error for any answer but a whole 200. */
function read(url: string, expectedBytes: number, agent: Agent, signal: AbortSignal) {
  return new Promise<{ firstByteMs: number; wholeMs: number }>((resolve, reject) => {
    const begin = performance.now()
    const request = get(url, { agent, signal }, response => {
      let firstByteMs = 0
      let bytes = 0
      response.on('data', (part: Buffer) => {
        if (bytes === 0) firstByteMs = performance.now() - begin
        bytes += part.length
      })
      response.on('end', () => {
        const wholeMs = performance.now() - begin
        if (response.statusCode === 200 && bytes === expectedBytes) resolve({ firstByteMs, wholeMs })
        else reject(new Error(`status ${response.statusCode}, ${bytes} bytes of ${expectedBytes}`))
      })
      response.on('error', reject)
    })
    request.on('error', reject)
  })
}
