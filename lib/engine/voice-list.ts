import { Engine } from '@aws-sdk/client-polly'
import { createConstraints } from './constraints'
import { PollyError } from './errors'
import { type LocalVoice, languageCodes } from './voices'

/**
 * DescribeVoices: a page of the voices that have the engine and speak the language asked for.
 *
 * @param query Engine, LanguageCode, IncludeAdditionalLanguageCodes, NextToken, all optional; others are passed over.
 * @param pageSize Voices on one page.
 * @throws PollyError
 */
export function describeVoices(query: URLSearchParams, all: readonly LocalVoice[], pageSize: number) {
  const check = createConstraints(Object.fromEntries(query))
  const engine = check.oneOf('Engine', Object.values(Engine))
  const languageCode = check.oneOf('LanguageCode', languageCodes(all))
  const bilingual = check.string('IncludeAdditionalLanguageCodes') === 'true'
  const token = check.string('NextToken')
  check.finish()

  const voices = all
    .map(({ listed }) => listed)
    .filter(
      ({ LanguageCode, AdditionalLanguageCodes, SupportedEngines }) =>
        (!languageCode ||
          LanguageCode === languageCode ||
          (bilingual && AdditionalLanguageCodes?.includes(languageCode))) &&
        (!engine || SupportedEngines.some(supported => supported === engine)),
    )
  const start = token === undefined ? 0 : startOf(token, voices.length)
  const end = start + pageSize
  return {
    Voices: voices.slice(start, end),
    ...(end < voices.length ? { NextToken: tokenFor(end) } : {}),
  }
}

/** Opaque to the client: where the next page starts. */
function tokenFor(start: number): string {
  return Buffer.from(`voices:${start}`).toString('base64url')
}

function startOf(token: string, count: number): number {
  const start = Number(
    /^voices:(\d{1,6})$/.exec(Buffer.from(token, 'base64url').toString())?.[1] ?? Number.NaN,
  )
  if (start >= 1 && start < count) return start
  throw new PollyError('InvalidNextTokenException', 'The NextToken is invalid')
}
