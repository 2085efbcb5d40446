import { DescribeVoicesCommand, type PollyClient, type Voice as WireVoice } from '@aws-sdk/client-polly'
import { problem } from '../http/problem'
import type { Engine, Voice } from './reading'
import { upstreamProblem } from './upstream-problem'

export type VoiceCatalogue = {
  /**
   * Every voice of the service. Kept for {@link FRESH_MS}; after that the kept
   * list is still answered at once, and asked for anew behind it.
   *
   * @throws Problem where there is no list to answer with.
   */
  all(): Promise<readonly Voice[]>
}

const FRESH_MS = 10 * 60_000
/** A failure is not asked about again sooner: page views must not become calls to a service in trouble. */
const FAILURE_KEPT_MS = 5_000
/** Polly needs two pages as yet: a service that never comes to an end is cut off here. */
const MAX_PAGES = 100

export function createVoiceCatalogue(client: PollyClient, timeoutMs: number, now = Date.now): VoiceCatalogue {
  let kept: readonly Voice[] | undefined
  let failure: unknown
  let askAgainAt = 0
  let asking: Promise<readonly Voice[]> | undefined

  async function ask(): Promise<readonly Voice[]> {
    try {
      kept = await describeAllVoices(client, timeoutMs)
      failure = undefined
      askAgainAt = now() + FRESH_MS
      return kept
    } catch (error) {
      failure = error
      askAgainAt = now() + FAILURE_KEPT_MS
      throw error
    } finally {
      asking = undefined
    }
  }

  return {
    async all() {
      if (now() >= askAgainAt) {
        asking ??= ask()
        // Behind a kept list nobody awaits the answer: a failure is told in the log.
        if (kept) asking.catch(error => console.warn('The list of voices could not be refreshed:', error))
      }
      if (kept) return kept
      if (asking) return asking
      throw failure
    },
  }
}

async function describeAllVoices(client: PollyClient, timeoutMs: number): Promise<readonly Voice[]> {
  const silence = AbortSignal.timeout(timeoutMs)
  const voices: Voice[] = []
  let nextToken: string | undefined
  try {
    for (let page = 0; page < MAX_PAGES; page++) {
      const command = new DescribeVoicesCommand({ NextToken: nextToken })
      const answer = await client.send(command, { abortSignal: silence })
      voices.push(...(answer.Voices ?? []).map(toVoice).filter(voice => voice !== undefined))
      nextToken = answer.NextToken
      if (!nextToken) return voices
    }
  } catch (error) {
    throw silence.aborted ? problem('upstream-silent', { limitMs: timeoutMs }, error) : upstreamProblem(error)
  }
  throw problem('upstream-failed', {}, new Error(`DescribeVoices has more than ${MAX_PAGES} pages`))
}

/** The SDK types every field as optional; a voice that nobody could ask for, or that has no engine, is left out. */
function toVoice(voice: WireVoice): Voice | undefined {
  const { Id, Name, Gender, LanguageCode, LanguageName, AdditionalLanguageCodes, SupportedEngines } = voice
  if (!Id || !LanguageCode || !SupportedEngines?.length) return undefined
  return {
    Id,
    Name: Name ?? Id,
    Gender: Gender ?? 'Female',
    LanguageCode,
    LanguageName: LanguageName ?? LanguageCode,
    ...(AdditionalLanguageCodes?.length ? { AdditionalLanguageCodes } : {}),
    SupportedEngines,
  }
}

/** Voices that have the engine and speak the language, as their first or as an additional one. */
export function filterVoices(
  voices: readonly Voice[],
  filter: { engine?: Engine | undefined; languageCode?: string | undefined },
): readonly Voice[] {
  const { engine, languageCode } = filter
  return voices.filter(
    voice =>
      (!engine || voice.SupportedEngines.includes(engine)) &&
      (!languageCode ||
        voice.LanguageCode === languageCode ||
        voice.AdditionalLanguageCodes?.includes(languageCode)),
  )
}
