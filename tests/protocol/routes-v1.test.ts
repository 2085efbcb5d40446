import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, openApp } from '../support/app'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'
import { V1_HANDLERS } from '../support/v1-server'

let aws: PollyStandIn
let app: App
beforeAll(async () => {
  aws = await startPolly()
  app = await openApp({ AWS_ENDPOINT_URL_POLLY: aws.url })
})
afterAll(async () => {
  await app.close()
  await aws.close()
})

describe('the route at /v1, while the app speaks through AWS', () => {
  it.each([
    ['GET', 'voices'],
    ['POST', 'speech'],
    ['PUT', 'lexicons/a'],
    ['GET', 'lexicons/a'],
    ['GET', 'lexicons'],
    ['DELETE', 'lexicons/a'],
  ])('answers %s %s with 404 and the reason, and asks AWS nothing', async (method, path) => {
    const body = method === 'POST' || method === 'PUT' ? '{}' : null
    const answer = V1_HANDLERS[method]?.(new Request(`http://localhost/v1/${path}`, { method, body }))
    if (!answer) throw new Error(`The route has no ${method}`)
    const { status, headers } = await answer
    expect(status).toBe(404)
    expect(headers.get('x-amzn-errortype')).toBe('UnknownOperationException')
    expect(await (await answer).json()).toEqual({ message: expect.stringContaining('speaks through AWS') })
    expect(aws.requests).toEqual([])
  })
})
