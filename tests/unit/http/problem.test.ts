import { afterEach, describe, expect, it, vi } from 'vitest'
import { isMediaElement } from '../../../lib/http/media-element'
import { problem } from '../../../lib/http/problem'
import { problemResponse } from '../../../lib/http/problem-response'
import { route } from '../../../lib/http/route'

const request = new Request('http://localhost/read')

afterEach(() => vi.restoreAllMocks())

describe('problemResponse', () => {
  it('answers type, title, status, detail and the numbers as problem+json', async () => {
    const response = problemResponse(problem('text-too-long', { field: 'text', limit: 3000, actual: 3001 }))
    expect(response.status).toBe(413)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toEqual({
      type: 'urn:pollyphony:problem:text-too-long',
      title: 'The text is too long',
      status: 413,
      detail:
        'Cannot read more than 3000 characters at once: the text has 3001. Shorten it or read it in parts.',
      field: 'text',
      limit: 3000,
      actual: 3001,
    })
  })

  it('says in Retry-After when to come back', () => {
    const response = problemResponse(problem('upstream-throttled', { retryAfterSeconds: 3 }))
    expect(response.headers.get('retry-after')).toBe('3')
  })

  it('keeps the cause to itself', async () => {
    const cause = new Error('arn:aws:iam::123456789012:user/secret')
    const response = problemResponse(problem('upstream-denied', {}, cause))
    expect(await response.text()).not.toContain('123456789012')
  })
})

describe('route', () => {
  it('answers a thrown problem as it is, and logs no fault of the asker', async () => {
    const log = vi.spyOn(console, 'error')
    const handler = route(async () => {
      throw problem('unknown-voice', { field: 'voiceId', voiceId: 'Nobody' })
    })
    expect((await handler(request)).status).toBe(400)
    expect(log).not.toHaveBeenCalled()
  })

  it('answers anything else as a 500 that tells nothing, and logs what it was', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const secret = new Error('/home/me/key.pem')
    const response = await route(async () => {
      throw secret
    })(request)
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('key.pem')
    expect(log.mock.calls[0]).toContain(secret)
  })
})

describe('isMediaElement', () => {
  const asks = (headers: HeadersInit) => isMediaElement(new Request('http://localhost/read', { headers }))

  it('believes Fetch Metadata', () => {
    expect(asks({ 'sec-fetch-dest': 'audio' })).toBe(true)
    expect(asks({ 'sec-fetch-dest': 'video' })).toBe(true)
    expect(asks({ 'sec-fetch-dest': 'empty', range: 'bytes=0-' })).toBe(false)
    expect(asks({ 'sec-fetch-dest': 'document' })).toBe(false)
  })

  it('believes nothing else: a range from the start is asked for by a download that goes on as well', () => {
    expect(asks({ range: 'bytes=0-' })).toBe(false)
    expect(asks({})).toBe(false)
  })
})
