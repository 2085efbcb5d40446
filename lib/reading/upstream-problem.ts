import { isProblem, type Problem, problem } from '../http/problem'

/** Exceptions that are the asker's doing, with the parameter that each one is about (Polly, SynthesizeSpeech, Errors). */
const FIELD_OF: Readonly<Record<string, string>> = {
  EngineNotSupportedException: 'engine',
  InvalidSampleRateException: 'sampleRate',
  InvalidSsmlException: 'text',
  LanguageNotSupportedException: 'languageCode',
  LexiconNotFoundException: 'lexiconNames',
  TextLengthExceededException: 'text',
}

const DENIED =
  /^(AccessDenied|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|ExpiredToken|MissingAuthenticationToken|IncompleteSignature|InvalidClientTokenId|OptInRequired|CredentialsProvider)/
const THROTTLED = /^(Throttling|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown)/
const UNREACHABLE =
  /^(ECONN|ENOTFOUND|EAI_|EPIPE|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/

const RETRY_AFTER_SECONDS = 3

type SdkError = Error & { code?: string; $metadata?: { httpStatusCode?: number } }

/**
 * What a failure of the speech service means to whoever asked: the asker's
 * fault (4xx, with the parameter), or trouble upstream (5xx, told apart).
 * The original stays as the cause, for the log.
 */
export function upstreamProblem(error: unknown): Problem {
  if (isProblem(error)) return error
  if (!(error instanceof Error)) return problem('upstream-failed', {}, error)
  const { name, message, code = '', $metadata } = error as SdkError
  const status = $metadata?.httpStatusCode

  if (name === 'AbortError') return problem('client-gone', {}, error)
  const field = FIELD_OF[name]
  if (field) return problem('invalid-parameter', { field, reason: redact(message) }, error)
  if (name === 'ValidationException') {
    return problem('invalid-parameter', { field: fieldOf(message), reason: redact(message) }, error)
  }
  if (THROTTLED.test(name) || status === 429) {
    return problem('upstream-throttled', { retryAfterSeconds: RETRY_AFTER_SECONDS }, error)
  }
  if (message.startsWith('Region is missing')) {
    return problem(
      'upstream-unconfigured',
      { remedy: 'set AWS_REGION (or POLLY_REGION) to its region.' },
      error,
    )
  }
  if (DENIED.test(name) || status === 401 || status === 403) return problem('upstream-denied', {}, error)
  if (UNREACHABLE.test(code) || name === 'TimeoutError') return problem('upstream-unreachable', {}, error)
  return problem('upstream-failed', {}, error)
}

/** The parameter that a validation message is about: "… Value 'x' at 'voiceId' failed to satisfy constraint: …", or in prose. */
function fieldOf(message: string): string {
  const named = /at '(\w+)' failed/.exec(message)?.[1]
  if (named) return named
  if (/output format/i.test(message)) return 'outputFormat'
  if (/sample rate/i.test(message)) return 'sampleRate'
  return /voice/i.test(message) ? 'voiceId' : 'text'
}

/** A message of the service without what could tell of the account: ARNs and 12-digit account numbers. */
function redact(message: string): string {
  return message.replace(/arn:[^\s'",)]+/g, 'a resource').replace(/\b\d{12}\b/g, 'an account')
}
