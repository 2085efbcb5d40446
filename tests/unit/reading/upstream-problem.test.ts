import * as sdk from '@aws-sdk/client-polly'
import { describe, expect, it } from 'vitest'
import { upstreamProblem } from '../../../lib/reading/upstream-problem'

const failure = (name: string, message = '', more: object = {}) =>
  Object.assign(new Error(message), { name, ...more })
const options = { message: 'That will not do.', $metadata: { httpStatusCode: 400 } }

describe('upstreamProblem', () => {
  it.each([
    [new sdk.EngineNotSupportedException(options), 'engine'],
    [new sdk.InvalidSampleRateException(options), 'sampleRate'],
    [new sdk.InvalidSsmlException(options), 'text'],
    [new sdk.LanguageNotSupportedException(options), 'languageCode'],
    [new sdk.LexiconNotFoundException(options), 'lexiconNames'],
    [new sdk.TextLengthExceededException(options), 'text'],
  ])("is the asker's fault: %s", (error, field) => {
    expect(upstreamProblem(error)).toMatchObject({
      status: 400,
      params: { field, reason: 'That will not do.' },
      cause: error,
    })
  })

  it('names the field that a validation error is about', () => {
    const message =
      "1 validation error detected: Value 'X' at 'outputFormat' failed to satisfy constraint: Member must satisfy enum value set"
    expect(upstreamProblem(failure('ValidationException', message)).params.field).toBe('outputFormat')
  })

  it.each([
    [failure('ThrottlingException'), 503, 'upstream-throttled'],
    [failure('Unknown', '', { $metadata: { httpStatusCode: 429 } }), 503, 'upstream-throttled'],
    [failure('AccessDeniedException'), 502, 'upstream-denied'],
    [failure('ExpiredTokenException'), 502, 'upstream-denied'],
    [failure('CredentialsProviderError'), 502, 'upstream-denied'],
    [failure('Unknown', '', { $metadata: { httpStatusCode: 403 } }), 502, 'upstream-denied'],
    [failure('Error', 'Region is missing'), 502, 'upstream-unconfigured'],
    [failure('Error', '', { code: 'ECONNREFUSED' }), 502, 'upstream-unreachable'],
    [failure('Error', '', { code: 'ENOTFOUND' }), 502, 'upstream-unreachable'],
    [failure('TimeoutError'), 502, 'upstream-unreachable'],
    [new sdk.ServiceFailureException({ ...options, message: 'x' }), 502, 'upstream-failed'],
    ['a string', 502, 'upstream-failed'],
  ])('tells trouble upstream apart: %s', (error, status, type) => {
    expect(upstreamProblem(error)).toMatchObject({ status, type, cause: error })
  })

  it('says when to come back where the service is busy', () => {
    expect(upstreamProblem(failure('ThrottlingException')).params.retryAfterSeconds).toBeGreaterThan(0)
  })

  it('tells nothing of the account, even in a message for the asker', () => {
    const message = 'No arn:aws:polly:eu-west-1:123456789012:lexicon/x in 123456789012.'
    const { message: detail } = upstreamProblem(failure('LexiconNotFoundException', message))
    expect(detail).not.toMatch(/123456789012|arn:/)
  })
})
