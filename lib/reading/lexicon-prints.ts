import { createHash, randomUUID } from 'node:crypto'
import { GetLexiconCommand, type PollyClient } from '@aws-sdk/client-polly'
import { problem } from '../http/problem'
import { upstreamProblem } from './upstream-problem'

export type LexiconPrints = {
  /**
   * What the lexicons of these names say now, as one short text that changes with any of them.
   *
   * @throws Problem for a lexicon that does not exist, or trouble of the service.
   */
  of(names: readonly string[]): Promise<string>
}

/** A change of a lexicon is heard after this many ms, and a burst of requests asks for it once. */
const FRESH_MS = 1000
/** Where contents may not be read, nobody knows when they change: what is kept is used for this long only. */
const UNREADABLE_MS = 60_000

/** Contents shape the sound as much as the text: a clip must not outlive a change of its lexicon. */
export function createLexiconPrints(client: PollyClient, timeoutMs: number, now = Date.now): LexiconPrints {
  const prints = new Map<string, { until: number; print: Promise<string> }>()

  function printOf(name: string): Promise<string> {
    const known = prints.get(name)
    if (known && now() < known.until) return known.print
    const entry = { until: now() + FRESH_MS, print: ask(name) }
    prints.set(name, entry)
    async function ask(asked: string): Promise<string> {
      const silence = AbortSignal.timeout(timeoutMs)
      try {
        const { Lexicon } = await client.send(new GetLexiconCommand({ Name: asked }), {
          abortSignal: silence,
        })
        return createHash('sha256')
          .update(Lexicon?.Content ?? '')
          .digest('base64url')
      } catch (error) {
        const reason = silence.aborted
          ? problem('upstream-silent', { limitMs: timeoutMs }, error)
          : upstreamProblem(error)
        if (reason.type !== 'upstream-denied') {
          prints.delete(asked)
          throw reason
        }
        console.warn(
          `The lexicon '${asked}' may be used but not read (polly:GetLexicon): clips with it are kept for a minute.`,
        )
        entry.until = now() + UNREADABLE_MS
        return randomUUID()
      }
    }
    return entry.print
  }

  return {
    async of(names) {
      const all = await Promise.all(names.map(async name => `${name}:${await printOf(name)}`))
      return all.join(',')
    },
  }
}
