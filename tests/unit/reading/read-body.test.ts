import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseReadBody } from '../../../lib/reading/read-body'

const limits = { maxCharacters: 1000 }
/** What a body may have within these limits. */
const maxBytes = 12_000 + 16 * 1024
const hello = { text: 'Hello.', voiceId: 'Joanna' }

function posted(body: BodyInit, type: string | undefined, signal?: AbortSignal): Request {
  return new Request('http://localhost/read', {
    method: 'POST',
    body,
    headers: type === undefined ? {} : { 'content-type': type },
    ...(signal ? { signal } : {}),
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  })
}

const readJson = (body: unknown) => parseReadBody(posted(JSON.stringify(body), 'application/json'), limits)
const readForm = (body: string) => parseReadBody(posted(body, 'application/x-www-form-urlencoded'), limits)

describe('parseReadBody', () => {
  it('reads an object and a form alike', async () => {
    const all = { ...hello, engine: 'neural', textType: 'ssml', languageCode: 'en-GB' }
    const expected = { ...all, lexiconNames: ['a', 'b'] }
    expect(await readJson({ ...all, lexiconNames: ['a', 'b'] })).toEqual(expected)
    expect(await readJson({ ...all, lexiconNames: 'a,b' })).toEqual(expected)
    const form = new URLSearchParams({ ...all, lexiconNames: 'a' })
    form.append('lexiconNames', 'b')
    expect(await parseReadBody(posted(form, undefined), limits)).toEqual(expected)
  })

  it('takes null and what is empty for absent, and passes over what it does not know', async () => {
    const expected = { ...hello, textType: 'text', lexiconNames: [] }
    const empty = {
      engine: null,
      languageCode: '',
      lexiconNames: [],
      outputFormat: 'mp3',
      theme: { dark: true },
    }
    expect(await readJson({ ...hello, ...empty })).toEqual(expected)
    expect(await readForm('text=Hello.&voiceId=Joanna&engine=&lexiconNames=&colour=red')).toEqual(expected)
  })

  it('reads any text, in whatever pieces the body comes, and its type in any case', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 100 }),
        fc.integer({ min: 1, max: 9 }),
        async (part, size) => {
          const text = `${part.replace(/\r\n?/g, '\n')}.`
          const bytes = new TextEncoder().encode(JSON.stringify({ ...hello, text }))
          const pieces = new ReadableStream<Uint8Array>({
            start(controller) {
              for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size))
              controller.close()
            },
          })
          const reading = await parseReadBody(posted(pieces, 'Application/JSON; charset="UTF-8"'), limits)
          expect(reading.text).toBe(text)
          expect((await readForm(`voiceId=Joanna&text=${encodeURIComponent(text)}`)).text).toBe(text)
        },
      ),
      { numRuns: 50 },
    )
  })

  it.each([
    ['text/plain', 'text/plain'],
    ['multipart/form-data; boundary=x', 'multipart/form-data'],
    ['application/jsonp', 'application/jsonp'],
  ])('answers 415 to a body of the type %s', async (type, actual) => {
    await expect(parseReadBody(posted('{}', type), limits)).rejects.toMatchObject({
      status: 415,
      params: { actual, supported: ['application/json', 'application/x-www-form-urlencoded'] },
    })
  })

  it.each([
    ['body', '{"text":', 'it is not JSON'],
    ['body', '', 'it is not JSON'],
    ['body', '["Hello.","Joanna"]', 'an object'],
    ['body', '"Hello."', 'an object'],
    ['body', 'null', 'an object'],
    ['text', '{"voiceId":"Joanna"}', 'it is missing'],
    ['text', '{"text":["Hello."],"voiceId":"Joanna"}', 'it must be a string'],
    ['voiceId', '{"text":"Hello."}', 'it is missing; GET /voices'],
    ['voiceId', '{"text":"Hello.","voiceId":{}}', 'it must be a string'],
    ['lexiconNames', '{"text":"Hello.","voiceId":"Joanna","lexiconNames":[1]}', 'a list of names'],
    ['lexiconNames', '{"text":"Hello.","voiceId":"Joanna","lexiconNames":["a b"]}', '1 to 20 letters'],
    ['body', `{"text":"Hello.","voiceId":"Joanna","x":${'['.repeat(200)}`, 'more than 100 members'],
    ['body', `[${'1,'.repeat(200)}1]`, 'more than 100 members'],
  ])('names what is wrong, %s, in the JSON %s', async (field, json, reason) => {
    await expect(parseReadBody(posted(json, 'application/json'), limits)).rejects.toMatchObject({
      status: 400,
      type: 'invalid-parameter',
      params: { field, reason: expect.stringContaining(reason) },
    })
  })

  it('counts no bracket or comma in a string as a member', async () => {
    const text = '[{,"\\'.repeat(150)
    expect((await readJson({ ...hello, text })).text).toBe(text)
  })

  it('refuses a form of a million fields, one field twice, and what is no UTF-8', async () => {
    await expect(readForm('a&'.repeat(5000))).rejects.toMatchObject({ params: { field: 'body' } })
    await expect(readForm('text=a&voiceId=b&text=c')).rejects.toMatchObject({ params: { field: 'text' } })
    const latin1 = new Uint8Array([...Buffer.from('{"text":"caf'), 0xe9, ...Buffer.from('"}')])
    await expect(parseReadBody(posted(latin1, 'application/json'), limits)).rejects.toMatchObject({
      params: { field: 'body', reason: 'it is not UTF-8' },
    })
  })

  it('takes as many characters as the limit says, however they are written, and no more', async () => {
    const text = '🎈'.repeat(1000)
    const escaped = JSON.stringify({ ...hello, text }).replace(
      /[\ud800-\udfff]/g,
      unit => `\\u${unit.charCodeAt(0).toString(16)}`,
    )
    expect(escaped.length).toBeGreaterThan(12_000)
    expect((await parseReadBody(posted(escaped, 'application/json'), limits)).text).toBe(text)
    expect((await readForm(`voiceId=Joanna&text=${encodeURIComponent(text)}`)).text).toBe(text)
    await expect(readJson({ ...hello, text: `${text}!` })).rejects.toMatchObject({
      status: 413,
      params: { field: 'text', limit: 1000, actual: 1001 },
    })
  })

  it('reads no further than a body may go, and cancels the rest', async () => {
    let sent = 0
    let cancelled = false
    const endless = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          sent += 1024
          controller.enqueue(new Uint8Array(1024).fill(0x20))
        },
        cancel() {
          cancelled = true
        },
      },
      { highWaterMark: 0 },
    )
    await expect(parseReadBody(posted(endless, 'application/json'), limits)).rejects.toMatchObject({
      status: 413,
      type: 'body-too-large',
      params: { limit: maxBytes },
    })
    expect(cancelled).toBe(true)
    expect(sent).toBeLessThanOrEqual(maxBytes + 2 * 1024)
  })

  it('believes a Content-Length that is too much without reading', async () => {
    let asked = false
    const body = new ReadableStream<Uint8Array>(
      {
        pull() {
          asked = true
        },
      },
      { highWaterMark: 0 },
    )
    const request = posted(body, 'application/json')
    request.headers.set('content-length', String(maxBytes + 1))
    await expect(parseReadBody(request, limits)).rejects.toMatchObject({ type: 'body-too-large' })
    expect(asked).toBe(false)
  })

  it('knows a body that breaks off for a sender who left', async () => {
    const cause = new Error('socket hang up')
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(cause)
      },
    })
    await expect(parseReadBody(posted(broken, 'application/json'), limits)).rejects.toMatchObject({
      type: 'client-gone',
      cause,
    })
  })
})
