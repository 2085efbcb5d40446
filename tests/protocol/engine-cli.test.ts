import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeAudio, rms } from '../support/audio'
import { type Conformance, openConformance } from '../support/conformance'
import { marksIn } from '../support/marks'
import { aliasLexeme, pls } from '../support/pls'

const run = promisify(execFile)

const folder = await mkdtemp(path.join(tmpdir(), 'aws-'))
afterAll(() => rm(folder, { recursive: true }))

/** The AWS CLI with made-up credentials, and nothing of this machine's configuration. */
function aws(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  return run('aws', args, {
    cwd: folder,
    env: {
      ...{ PATH: process.env.PATH, HOME: folder, NODE_ENV: 'test' },
      ...{
        AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_DEFAULT_REGION: 'eu-west-1',
      },
      ...{ AWS_EC2_METADATA_DISABLED: 'true', AWS_PAGER: '' },
    },
  })
}

const installed = await aws('--version').then(
  () => true,
  () => false,
)

if (!installed) {
  it('no AWS CLI can be run here: nothing is known of how it gets on with the engine', async () => {
    await expect(aws('--version')).rejects.toThrow()
  })
} else {
  describe('the AWS CLI, at /v1 over HTTP', () => {
    let open: Conformance
    beforeAll(async () => {
      open = await openConformance({ voicesPerPage: 30 })
    })
    afterAll(() => open.close())

    async function polly(...args: string[]): Promise<Record<string, unknown>> {
      const { stdout } = await aws('polly', ...args, '--endpoint-url', open.url, '--output', 'json')
      return stdout === '' ? {} : JSON.parse(stdout)
    }

    it('describe-voices finds every voice, page by page', async () => {
      const { Voices } = await polly('describe-voices')
      const pages = await open.subjects.directly.voices({})
      expect(Voices).toHaveLength(new Set((Voices as { Id: string }[]).map(({ Id }) => Id)).size)
      expect(Voices).toEqual(expect.arrayContaining(pages.Voices))
      expect((Voices as unknown[]).length).toBeGreaterThan(60)
    })

    it('synthesize-speech writes audio that plays', async () => {
      const voice = ['--voice-id', 'Joanna', '--text', 'Hello there.']
      const answer = await polly('synthesize-speech', ...voice, '--output-format', 'mp3', 'hello.mp3')
      expect(answer).toEqual({ ContentType: 'audio/mpeg', RequestCharacters: 12 })
      const { samples, seconds } = await decodeAudio('mp3', await readFile(path.join(folder, 'hello.mp3')))
      expect(seconds).toBeGreaterThan(0.5)
      expect(rms(samples)).toBeGreaterThan(0.02)
    })

    it('synthesize-speech writes the marks of a document', async () => {
      const text = ['--text-type', 'ssml', '--text', '<speak>Hé <mark name="x"/>you</speak>']
      const types = ['--speech-mark-types', 'word', 'ssml', '--output-format', 'json']
      await polly('synthesize-speech', ...text, ...types, '--voice-id', 'slt', 'hello.json')
      const marks = marksIn(await readFile(path.join(folder, 'hello.json')))
      expect(marks).toMatchObject([
        { type: 'word', start: 7, end: 10, value: 'Hé' },
        { type: 'ssml', value: 'x' },
        { type: 'word', value: 'you' },
      ])
    })

    it('put-, get-, list- and delete-lexicon keep one', async () => {
      const content = pls(aliasLexeme('W3C', 'World Wide Web Consortium'))
      await writeFile(path.join(folder, 'w3c.pls'), content)
      await polly('put-lexicon', '--name', 'w3c', '--content', 'file://w3c.pls')
      expect(await polly('get-lexicon', '--name', 'w3c')).toMatchObject({
        Lexicon: { Name: 'w3c', Content: content },
        LexiconAttributes: { Alphabet: 'ipa', LanguageCode: 'en-US', LexemesCount: 1 },
      })
      expect(await polly('list-lexicons')).toMatchObject({ Lexicons: [{ Name: 'w3c' }] })
      await polly('delete-lexicon', '--name', 'w3c')
      await expect(polly('get-lexicon', '--name', 'w3c')).rejects.toMatchObject({
        stderr: expect.stringContaining('(LexiconNotFoundException)'),
      })
    })

    it('names the exception where the service refuses', async () => {
      const args = ['--voice-id', 'slt', '--engine', 'neural', '--text', 'Hi', '--output-format', 'mp3', 'x']
      await expect(polly('synthesize-speech', ...args)).rejects.toMatchObject({
        stderr: expect.stringContaining('(EngineNotSupportedException)'),
      })
    })
  })
}
