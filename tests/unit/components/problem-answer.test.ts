import { describe, expect, it } from 'vitest'
import { readProblem } from '../../../components/problem-answer'

function problem(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })
}

describe('readProblem', () => {
  it('takes title and detail of a problem', async () => {
    const answer = problem(502, { title: 'It failed', detail: 'It failed on its side. Try again.' })
    expect(await readProblem(answer)).toEqual({
      title: 'It failed',
      message: 'It failed on its side. Try again.',
    })
  })

  it('waits as long as Retry-After says, in seconds or until a date', async () => {
    const seconds = await readProblem(problem(503, {}, { 'Retry-After': '7' }))
    expect(seconds.retryAfterSeconds).toBe(7)
    const past = await readProblem(problem(429, {}, { 'Retry-After': 'Thu, 01 Jan 1970 00:00:00 GMT' }))
    expect(past.retryAfterSeconds).toBe(0)
    const far = await readProblem(problem(429, {}, { 'Retry-After': 'Fri, 01 Jan 2100 00:00:00 GMT' }))
    expect(far.retryAfterSeconds).toBeGreaterThan(3600)
    const none = await readProblem(problem(429, {}))
    expect(none.retryAfterSeconds).toBe(3)
  })

  it('does not wait for what does not pass by itself', async () => {
    const answer = problem(502, {}, { 'Retry-After': '7' })
    expect((await readProblem(answer)).retryAfterSeconds).toBeUndefined()
  })

  it.each([414, 431])('knows an address that was too long (%i)', async status => {
    expect((await readProblem(new Response(null, { status }))).message).toContain('too long for this server')
  })

  it.each([
    ['no problem document', new Response('<h1>', { status: 500, headers: { 'Content-Type': 'text/html' } })],
    ['a list', problem(500, [])],
    ['null', problem(500, null)],
    ['other types', problem(500, { title: 1, detail: {} })],
  ])('tells the status of an answer that is %s', async (_, answer) => {
    expect((await readProblem(answer)).message).toBe(
      'The server answered with an error (500). Try again in a moment.',
    )
  })
})
