import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { GET as health } from '../../app/health/route'
import { GET as file, HEAD as fileHead } from '../../app/read/[file]/route'
import { POST as post, GET as read, HEAD as readHead } from '../../app/read/route'
import { GET as renderFile } from '../../app/render/[file]/route'
import { POST as postScore, GET as render } from '../../app/render/route'
import { GET as voices } from '../../app/voices/route'
import { parseEnv } from '../../lib/env'
import { createSpeech, type Speech } from '../../lib/polly'
import { spawnTypescriptWorker } from './local-polly'
import { spawnTypescriptRenderer } from './render-thread'

const ORIGIN = 'http://localhost:3000'

export type App = {
  readonly speech: Speech
  /** `GET /read` with these parameters. */
  read(query: Record<string, string>, init?: RequestInit): Promise<Response>
  readHead(query: Record<string, string>): Promise<Response>
  /** `GET /read/{id}.{extension}`, or HEAD where that is the method; the query with its question mark. */
  file(id: string, extension: string, init?: RequestInit, query?: string): Promise<Response>
  /** `POST /read` with a body of that type. */
  post(body: string, contentType: string): Promise<Response>
  /** `GET /render`, or HEAD where that is the method; the query with its question mark. */
  render(query?: string, init?: RequestInit): Promise<Response>
  /** `POST /render` with a body of that type. */
  postScore(body: BodyInit, contentType: string, query?: string, init?: RequestInit): Promise<Response>
  /** `GET` of an address below /render, or HEAD where that is the method. */
  renderFile(address: string, init?: RequestInit): Promise<Response>
  voices(query?: Record<string, string>): Promise<Response>
  health(): Promise<Response>
  close(): Promise<void>
}

/**
 * The app's route handlers over the speech that these variables make, with
 * credentials of its own, so that nothing of this machine's environment counts.
 *
 * @param variables As in the environment: AWS_ENDPOINT_URL_POLLY or SPEECH_BACKEND=embedded. Without
 * a DATA_FOLDER the app has one of its own, which goes with it.
 */
export async function openApp(variables: Record<string, string>): Promise<App> {
  const folder = variables.DATA_FOLDER ? undefined : await mkdtemp(path.join(tmpdir(), 'pollyphony-'))
  const speech = await createSpeech(
    parseEnv({
      ...(folder ? { DATA_FOLDER: folder } : {}),
      POLLY_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      POLLY_SECRET_ACCESS_KEY: 'secret',
      POLLY_REGION: 'eu-west-1',
      ...variables,
    }),
    { spawn: spawnTypescriptWorker, spawnRenderer: spawnTypescriptRenderer },
  )
  // Where lib/polly keeps the speech of the process, which the handlers ask for.
  Reflect.set(globalThis, Symbol.for('pollyphony.speech'), Promise.resolve(speech))

  const request = (path: string, query: Record<string, string>, init?: RequestInit) =>
    new Request(`${ORIGIN}${path}?${new URLSearchParams(query)}`, init)
  return {
    speech,
    read: (query, init) => read(request('/read', query, init)),
    readHead: query => readHead(request('/read', query, { method: 'HEAD' })),
    file(id, extension, init = {}, query = '') {
      const name = `${id}.${extension}`
      const asked = new Request(`${ORIGIN}/read/${encodeURIComponent(name)}${query}`, init)
      const context = { params: Promise.resolve({ file: name }) }
      return init.method === 'HEAD' ? fileHead(asked, context) : file(asked, context)
    },
    post: (body, contentType) =>
      post(new Request(`${ORIGIN}/read`, { method: 'POST', headers: { 'Content-Type': contentType }, body })),
    render: (query = '', init) => render(new Request(`${ORIGIN}/render${query}`, init)),
    postScore(body, contentType, query = '', init = {}) {
      const headers = { 'Content-Type': contentType, ...init.headers }
      return postScore(new Request(`${ORIGIN}/render${query}`, { ...init, method: 'POST', headers, body }))
    },
    renderFile(address, init) {
      const asked = new Request(`${ORIGIN}${address}`, init)
      const file = new URL(asked.url).pathname.slice('/render/'.length)
      return renderFile(asked, { params: Promise.resolve({ file }) })
    },
    voices: (query = {}) => voices(request('/voices', query)),
    health: () => health(request('/health', {})),
    async close() {
      Reflect.deleteProperty(globalThis, Symbol.for('pollyphony.speech'))
      await speech.close()
      if (folder) await rm(folder, { recursive: true })
    },
  }
}

/** The members of a problem, once the answer is known to be one of that status. */
export async function problemOf(response: Response, status: number): Promise<Record<string, unknown>> {
  const text = await response.text()
  if (response.status !== status || response.headers.get('Content-Type') !== 'application/problem+json') {
    throw new Error(`Not a problem with status ${status}: ${response.status} ${text}`)
  }
  return JSON.parse(text)
}
