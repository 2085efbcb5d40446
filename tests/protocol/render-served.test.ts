import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Song } from '../../lib/score/song'
import { type App, openApp, problemOf } from '../support/app'
import { midiFile, note as midiNote } from '../support/midi-file'
import { filesOfZip, peakOf, renderBytes, renderJob, samplesOfWav } from '../support/renders'
import { note, synthTrack } from '../support/songs'
import { decodeStereo } from '../support/stereo'

let app: App

beforeAll(async () => {
  app = await openApp({ SPEECH_BACKEND: 'embedded' })
})
afterAll(() => app.close())

const bytesOf = async (response: Response) => {
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
  return Buffer.from(await response.arrayBuffer())
}
const json = 'application/json'
const DUET: Song = {
  Tempo: 120,
  BeatsPerBar: 4,
  Tracks: [
    synthTrack('Default_Synth', { Name: 'Main', Bars: [{ SoundEvents: [note('C', 5)] }] }),
    synthTrack('test_synth', { Name: 'Main', Bars: [{ SoundEvents: [note('G', 4)] }] }),
  ],
}
const post = (song: unknown, query = '', init?: RequestInit) =>
  app.postScore(JSON.stringify(song), json, query, init)
const put = async (song: unknown, query = ''): Promise<{ id: string; url: string }> =>
  (await post(song, query, { headers: { Accept: json } })).json()

describe('GET /render', () => {
  test('answers the demo song as t1.wav, sample by sample what the song format says', async () => {
    const response = await app.render()
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-disposition': 'attachment; filename="t1.wav"',
      'content-length': '2646044',
      'accept-ranges': 'bytes',
    })
    const bytes = await bytesOf(response)
    expect(bytes).toHaveLength(2_646_044)
    const { left, right, sampleRateHz } = samplesOfWav(bytes)
    expect([sampleRateHz, bytes.readUInt16LE(34), left.length]).toEqual([44_100, 24, 441_000])
    expect(left).toEqual(right)
    const known = { 1: 0.00503332774, 100: 0.39330252344, 1000: -0.27410452493, 44100: 0.42096316572 }
    for (const [frame, value] of Object.entries({ ...known, 352799: -0.06592347337, 440999: 0 })) {
      expect(Math.abs((left[Number(frame)] ?? 1) - value), frame).toBeLessThanOrEqual(2 ** -23)
    }
  })

  test('answers HEAD with the same headers and nothing rendered, and 304 to who has it', async () => {
    const { begun } = app.speech.renderer.stats()
    const head = await app.render('?rate=48000', { method: 'HEAD' })
    expect([head.status, head.headers.get('Content-Length')]).toEqual([200, '2880044'])
    expect(await head.text()).toBe('')
    const tag = head.headers.get('ETag') ?? ''
    const same = await app.render('?rate=48000', { headers: { 'If-None-Match': tag } })
    expect([same.status, await same.text(), same.headers.get('ETag')]).toEqual([304, '', tag])
    expect(app.speech.renderer.stats().begun).toBe(begun)
    const other = await app.render('?rate=48000&bits=16', { method: 'HEAD' })
    expect(other.headers.get('ETag')).not.toBe(tag)
    expect(other.headers.get('Content-Length')).toBe('1920044')
  })

  test('answers ranges exactly, while it renders and afterwards', async () => {
    const query = '?bits=16&rate=48000'
    const range = (bytes: string) => app.render(query, { headers: { Range: `bytes=${bytes}` } })
    const answers: Buffer[] = []
    for (const name of ['while it renders', 'kept']) {
      const middle = await range('1000000-1000999')
      expect([middle.status, middle.headers.get('Content-Range')], name).toEqual([
        206,
        'bytes 1000000-1000999/1920044',
      ])
      expect(middle.headers.get('Content-Length')).toBe('1000')
      answers.push(await bytesOf(middle))
      const probe = await range('0-1')
      expect([probe.status, await probe.text()], name).toEqual([206, 'RI'])
      const last = await range('-2')
      expect(last.headers.get('Content-Range'), name).toBe('bytes 1920042-1920043/1920044')
      await last.arrayBuffer()
      expect(await problemOf(await range('1920044-'), 416), name).toMatchObject({ length: 1_920_044 })
    }
    const whole = await bytesOf(await app.render(query))
    for (const bytes of answers) expect(bytes.equals(whole.subarray(1_000_000, 1_001_000))).toBe(true)
    expect(app.speech.renderer.stats().begun).toBe(2)
  })

  test.each([
    ['mp3', 'mp3', 'audio/mpeg'],
    ['ogg', 'ogg_vorbis', 'audio/ogg; codecs=vorbis'],
    ['opus', 'ogg_opus', 'audio/ogg; codecs=opus'],
  ] as const)('answers %s, with ranges once it is complete', async (format, codec, type) => {
    const response = await app.render(`?format=${format}&name=Demo`)
    expect(response.headers.get('Content-Type')).toBe(type)
    expect(response.headers.get('Content-Disposition')).toBe(`attachment; filename="Demo.${format}"`)
    const bytes = await bytesOf(response)
    const { left, sampleRateHz } = await decodeStereo(codec, bytes)
    expect(left.length / sampleRateHz).toBeCloseTo(10, 0)
    const kept = await app.render(`?format=${format}`, { headers: { Range: 'bytes=100-199' } })
    expect(kept.headers.get('Content-Range')).toBe(`bytes 100-199/${bytes.length}`)
    expect((await bytesOf(kept)).equals(bytes.subarray(100, 200))).toBe(true)
  })

  test('answers a growing mp3 from where a player asks for it', async () => {
    const rest = await app.render('?format=mp3&rate=48000', { headers: { Range: 'bytes=1000-' } })
    expect(rest.status).toBe(206)
    expect(rest.headers.get('Content-Range')).toMatch(/^bytes 1000-\d+\/(\*|\d+)$/)
    const bytes = await bytesOf(rest)
    const whole = await bytesOf(await app.render('?format=mp3&rate=48000'))
    expect(bytes.equals(whole.subarray(1000))).toBe(true)
    const probe = await app.render('?format=mp3&normalise=peak', { headers: { Range: 'bytes=0-1' } })
    expect([probe.status, (await bytesOf(probe)).length]).toEqual([206, 2])
  })
})

describe('POST /render', () => {
  test('answers a song as audio, and tells where it is had again', async () => {
    const response = await post(DUET)
    expect(response.headers.get('Content-Disposition')).toBe('attachment; filename="song.wav"')
    const address = response.headers.get('Content-Location') ?? ''
    expect(address).toMatch(/^\/render\/[0-9a-f]{64}\.wav$/)
    const bytes = await bytesOf(response)
    expect(bytes.equals(await renderBytes(renderJob(DUET)))).toBe(true)
    const again = await app.renderFile(address)
    expect(again.headers.get('ETag')).toBe(response.headers.get('ETag'))
    expect((await bytesOf(again)).equals(bytes)).toBe(true)
  })

  test('answers an id and an address to who accepts JSON, the same for the same song', async () => {
    const { id, url } = await put(DUET, '?format=mp3&rate=48000&name=My+duet')
    expect(url).toBe(`/render/${id}.mp3?rate=48000&name=My+duet`)
    const spelt = { Tracks: DUET.Tracks, Tempo: 120, BeatsPerBar: null, Title: 'Passed over' }
    expect((await put(spelt)).id).toBe(id)
    expect((await put({ ...DUET, Tempo: 121 })).id).not.toBe(id)
    const response = await app.renderFile(url)
    expect(response.headers.get('Content-Disposition')).toBe('attachment; filename="My duet.mp3"')
    await bytesOf(response)
  })

  test('tells how far a render is', async () => {
    const { id } = await put({ ...DUET, Tempo: 100 })
    const status = async () => (await app.renderFile(`/render/${id}.json?format=ogg`)).json()
    expect(await status()).toEqual({ state: 'idle' })
    const bytes = await bytesOf(await app.renderFile(`/render/${id}.ogg`))
    expect(await status()).toEqual({ state: 'kept', bytes: bytes.length })
    const zip = await bytesOf(await app.renderFile(`/render/${id}.zip`))
    const stems = await app.renderFile(`/render/${id}.json?stems=1`)
    expect(await stems.json()).toEqual({ state: 'kept', bytes: zip.length })
  })

  test('answers 32-bit floats, and a file of 16 bits at 48 kHz', async () => {
    const floats = await bytesOf(await post(DUET, '?bits=32f'))
    expect(floats.readUInt16LE(20)).toBe(3)
    const small = await bytesOf(await post(DUET, '?bits=16&rate=48000'))
    expect([small.readUInt32LE(24), small.readUInt16LE(34)]).toEqual([48_000, 16])
  })

  test('answers stems as a ZIP of one WAV a track, in parts too', async () => {
    const response = await post(DUET, '?stems=1')
    expect(response.headers.get('Content-Type')).toBe('application/zip')
    expect(response.headers.get('Content-Disposition')).toBe('attachment; filename="song.zip"')
    const zip = await bytesOf(response)
    expect(response.headers.get('Content-Length')).toBe(String(zip.length))
    const files = filesOfZip(zip)
    expect(files.map(({ name }) => name)).toEqual(['01 Main.wav', '02 Main.wav'])
    const mix = samplesOfWav(await bytesOf(await post(DUET)))
    const [one, two] = files.map(({ bytes }) => samplesOfWav(bytes).left)
    const apart = mix.left.map((sample, i) => Math.abs(sample - (one?.[i] ?? 0) - (two?.[i] ?? 0)))
    expect(peakOf(apart)).toBeLessThanOrEqual(2 ** -23)
    const { id } = await put(DUET)
    const range = await app.renderFile(`/render/${id}.zip`, {
      headers: { Range: `bytes=${zip.length - 500}-` },
    })
    expect((await bytesOf(range)).equals(zip.subarray(-500))).toBe(true)
  })

  test.each(['audio/midi', 'audio/x-midi', 'audio/mid'])('plays a MIDI file of type %s', async type => {
    const file = midiFile([midiNote(60, 480)])
    const response = await app.postScore(file, type)
    const { left } = samplesOfWav(await bytesOf(response))
    expect(left).toHaveLength(2.5 * 44_100)
    expect(Math.max(...left)).toBeGreaterThan(0.01)
  })
})

describe('what cannot be rendered', () => {
  test.each([
    [
      'a field that is wrong',
      { Tracks: [{}, { Bars: [{}, { SoundEvents: [{ Note: { Name: 'H' } }] }] }] },
      'Tracks[1].Bars[1].SoundEvents[0].Note.Name',
    ],
    ['an instrument that is none', { Tracks: [{ Instrument: 'Vibrafone' }] }, 'Tracks[0].Instrument'],
    ['no song', [], 'body'],
  ])('%s is told by its path', async (_, song, field) => {
    const problem = await problemOf(await post(song), 400)
    if (field !== 'body') expect(problem).toMatchObject({ field })
  })

  test.each([
    ['?format=flac', 'format'],
    ['?bits=8', 'bits'],
    ['?bits=16&format=mp3', 'bits'],
    ['?rate=22050', 'rate'],
    ['?rate=44100&format=opus', 'rate'],
    ['?normalise=rms', 'normalise'],
    ['?stems=1&format=ogg', 'format'],
    ['?stems=yes', 'stems'],
    ['?bits=16&bits=24', 'bits'],
  ])('a query of %s names its parameter', async (query, field) => {
    expect(await problemOf(await post(DUET, query), 400)).toMatchObject({ field })
    expect(await problemOf(await app.render(query), 400)).toMatchObject({ field })
  })

  test('other types are refused, and other methods with those that are allowed', async () => {
    const refused = await app.postScore('<song/>', 'text/xml')
    expect(await problemOf(refused, 415)).toMatchObject({ actual: 'text/xml' })
    const { PUT } = await import('../../app/render/route')
    const response = await PUT(new Request('http://localhost/render', { method: 'PUT' }))
    expect(response.headers.get('Allow')).toBe('GET, HEAD, POST')
    await problemOf(response, 405)
  })

  test('a body that is too large, or a song that would last too long, is 413', async () => {
    expect(await problemOf(await app.postScore(' '.repeat(1_000_001), json), 413)).toMatchObject({
      limit: 1_000_000,
    })
    expect(await problemOf(await app.postScore(new Uint8Array(2_000_001), 'audio/midi'), 413)).toMatchObject({
      limit: 2_000_000,
    })
    const long = { Tempo: 1, Tracks: [{ Bars: [{ SoundEvents: [{ Beat: 11 }] }] }] }
    expect(await problemOf(await post(long), 413)).toMatchObject({ unit: 'seconds' })
  })

  test('stems that would fill the disk are 413, before anything is rendered', async () => {
    const tracks = Array.from({ length: 16 }, () =>
      synthTrack('Default_Synth', { Bars: [{ SoundEvents: [note('C', 5, { Duration: 590 })] }] }),
    )
    const problem = await problemOf(await post({ Tempo: 60, Tracks: tracks }, '?stems=1'), 413)
    expect(problem).toMatchObject({ type: 'urn:pollyphony:problem:render-too-large' })
    expect(app.speech.renderer.stats()).toMatchObject({ active: 0 })
  })

  test('a MIDI file that is broken, or says it is longer than it is, is 400', async () => {
    const file = midiFile([midiNote(60, 480)])
    const longer = file.slice()
    // The length of the track chunk, behind the header of 14 bytes and its name.
    longer.set([0x7f, 0xff, 0xff, 0xff], 18)
    for (const hostile of [longer, file.slice(0, 30), new Uint8Array(100), new Uint8Array(0)]) {
      await problemOf(await app.postScore(hostile, 'audio/midi'), 400)
    }
  })

  test.each([
    ['nested deeply', '['.repeat(400_000) + ']'.repeat(400_000), 400],
    ['of objects in objects', `${'{"Tracks":'.repeat(80_000)}1${'}'.repeat(80_000)}`, 400],
    ['of more tracks than there may be', `{"Tracks":[${'{},'.repeat(300_000)}{}]}`, 413],
    ['of very long names', `{"Tracks":[{"Name":"${'x'.repeat(900_000)}"}]}`, 400],
    ['of no JSON', '{"Tracks":[', 400],
    ['of no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 400],
    ['of nothing', '', 400],
  ])('JSON %s is refused, and the thread lives on', async (_, body, status) => {
    // One, or two where an earlier test's render is on its way to the end of its grace.
    const { threads } = app.speech.renderer.stats()
    await problemOf(await app.postScore(body, json), status)
    expect(app.speech.renderer.stats().threads).toBeGreaterThanOrEqual(Math.max(1, threads))
  })

  test('an address of nothing is 404', async () => {
    const { id } = await put(DUET)
    for (const address of [
      `/render/${id}.flac`,
      `/render/${id}`,
      `/render/${'0'.repeat(64)}.wav`,
      '/render/..%2f.wav',
    ]) {
      await problemOf(await app.renderFile(address), 404)
    }
  })
})
