import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isProblem } from '../../../lib/http/problem'
import { DEMO_SONG } from '../../../lib/score/demo-song'
import { LIMITS } from '../../../lib/score/song'
import { parseSong, parseSongInSteps } from '../../../lib/score/song-schema'

/** What parsing answers with, if it is a problem. */
function refusal(json: unknown): {
  status: number
  params: Readonly<Record<string, unknown>>
  message: string
} {
  try {
    parseSong(json)
  } catch (error) {
    if (isProblem(error)) return error
    throw error
  }
  throw new Error('It was not refused')
}

const track = (fields: object) => ({ Tracks: [{}, fields] })
const event = (fields: unknown) => track({ Bars: [{}, { SoundEvents: [{}, {}, fields] }] })
const say = (fields: object) => event({ Say: { text: 'Hello', voiceId: 'Joanna', ...fields } })

describe('parseSong', () => {
  it('fills in what was left out, or null, as the format has it', () => {
    const whole = {
      Tempo: 80,
      BeatsPerBar: 4,
      Tracks: [
        {
          Name: 'Untitled',
          Instrument: 'Acoustic Grand Piano',
          IsDrumsTrack: false,
          BankUsed: 0,
          Bars: [
            { SoundEvents: [{ Beat: 0, Duration: 1, Note: { Name: 'A', Octave: 5 }, Velocity: 60 }] },
            { SoundEvents: [] },
          ],
        },
      ],
    }
    expect(parseSong({ Tracks: [{ Bars: [{ SoundEvents: [{}] }, {}] }] })).toEqual(whole)
    const nulls = {
      Tempo: null,
      BeatsPerBar: null,
      Tracks: [
        {
          Name: null,
          Instrument: null,
          IsDrumsTrack: null,
          BankUsed: null,
          Pan: null,
          Delay: null,
          Bars: [
            { SoundEvents: [{ Beat: null, Duration: null, Note: null, Velocity: null, Say: null }] },
            { SoundEvents: null },
          ],
        },
      ],
    }
    expect(parseSong(nulls)).toEqual(whole)
  })

  it('keeps a whole song as it is', () => {
    expect(parseSong(JSON.parse(JSON.stringify(DEMO_SONG)))).toEqual(DEMO_SONG)
    const song = {
      Tempo: 97.5,
      BeatsPerBar: 3.5,
      Tracks: [
        {
          Name: 'Erzähler',
          Instrument: 'Jazz',
          IsDrumsTrack: true,
          BankUsed: 128,
          Pan: 0.25,
          Delay: { Seconds: 0.5, Gain: 0.4 },
          Bars: [
            {
              SoundEvents: [
                { Beat: 5.25, Duration: 12, Note: { Name: 'G', Octave: 10 }, Velocity: 127 },
                { Beat: 1, Say: { text: 'Hello', voiceId: 'Joanna' } },
                { Beat: 2, Say: { ssml: '<speak>Salut</speak>', voiceId: 'Lea', engine: 'neural' } },
              ],
            },
          ],
        },
      ],
    }
    expect(parseSong(song)).toEqual(song)
  })

  it('passes over fields of other names', () => {
    expect(parseSong({ ...DEMO_SONG, Composer: 'nobody', __proto__: { Tempo: 5 } })).toEqual(DEMO_SONG)
  })

  it('takes an instrument by its program, or by its name in any spelling, and names it as the list does', () => {
    const named = (Instrument: unknown, IsDrumsTrack = false) =>
      parseSong({ Tracks: [{ Instrument, IsDrumsTrack }] }).Tracks[0]?.Instrument
    expect(named(11)).toBe('Vibraphone')
    expect(named('VIBRAPHONE')).toBe('Vibraphone')
    expect(named('ElectricGuitarJazz')).toBe('Electric Guitar (jazz)')
    expect(named('default_synth')).toBe('Default_Synth')
    expect(named('Jazz Drum Kit', true)).toBe('Jazz')
    expect(named(25, true)).toBe('TR-808')
    expect(named('', true)).toBe('Standard')
  })

  it.each([
    ['song', null, 'it is null, and must be an object'],
    ['song', 'la la la', 'it is "la la la", and must be an object'],
    ['Tracks', {}, 'it is missing'],
    ['Tracks', [], 'it is missing'],
    ['Tracks', { Tracks: {} }, 'it is an object, and must be a list of tracks'],
    ['Tracks', { Tracks: [] }, 'there is no track'],
    ['Tempo', { ...track({}), Tempo: 0.99 }, '0.99 is no number from 1 to 1000'],
    ['Tempo', { ...track({}), Tempo: Number.POSITIVE_INFINITY }, 'Infinity is no number from 1 to 1000'],
    ['Tempo', { ...track({}), Tempo: '80' }, '"80" is no number from 1 to 1000'],
    ['BeatsPerBar', { ...track({}), BeatsPerBar: 0 }, 'it is 0, and must be more than 0'],
    ['BeatsPerBar', { ...track({}), BeatsPerBar: 64.5 }, '64.5 is no number from 0 to 64'],
    ['Tracks[1]', { Tracks: [{}, 7] }, 'it is 7, and must be an object'],
    ['Tracks[1].Name', track({ Name: 7 }), 'it is 7, and must be a string'],
    ['Tracks[1].Name', track({ Name: 'n'.repeat(121) }), 'at most 120 characters: this one has 121'],
    ['Tracks[1].Instrument', track({ Instrument: true }), 'it is true, and must be a name'],
    ['Tracks[1].Instrument', track({ Instrument: 128 }), '128 is no instrument'],
    ['Tracks[1].Instrument', track({ Instrument: 1.5 }), '1.5 is no instrument'],
    [
      'Tracks[1].Instrument',
      track({ Instrument: 'Vibrafone' }),
      '"Vibrafone" is no instrument; the nearest are Vibraphone',
    ],
    ['Tracks[1].Instrument', track({ Instrument: 'piano' }), 'Electric Piano 1'],
    [
      'Tracks[1].Instrument',
      track({ Instrument: 'alert(1)' }),
      'Default_Synth, test_synth, a General MIDI name',
    ],
    ['Tracks[1].Instrument', track({ Instrument: 'Violin', IsDrumsTrack: true }), '"Violin" is no drum kit'],
    ['Tracks[1].IsDrumsTrack', track({ IsDrumsTrack: 'yes' }), 'it is "yes", and must be true or false'],
    ['Tracks[1].BankUsed', track({ BankUsed: 129 }), '129 is no whole number from 0 to 128'],
    ['Tracks[1].BankUsed', track({ BankUsed: 0.5 }), '0.5 is no whole number'],
    ['Tracks[1].Pan', track({ Pan: 1.01 }), '1.01 is no number from 0 to 1'],
    ['Tracks[1].Delay', track({ Delay: 1 }), 'it is 1, and must be an object: Seconds and Gain'],
    ['Tracks[1].Delay.Seconds', track({ Delay: { Seconds: 5.1, Gain: 1 } }), '5.1 is no number from 0 to 5'],
    ['Tracks[1].Delay.Gain', track({ Delay: { Seconds: 1 } }), 'it is missing'],
    ['Tracks[1].Delay.Gain', track({ Delay: { Seconds: 1, Gain: -0.1 } }), '-0.1 is no number from 0 to 1'],
    ['Tracks[1].Bars', track({ Bars: 'none' }), 'it is "none", and must be a list of bars'],
    ['Tracks[1].Bars[1]', track({ Bars: [{}, null] }), 'must be an object'],
    ['Tracks[1].Bars[0].SoundEvents', track({ Bars: [{ SoundEvents: {} }] }), 'a list of events'],
    ['Tracks[1].Bars[1].SoundEvents[2]', event(0), 'it is 0, and must be an object'],
    ['Tracks[1].Bars[1].SoundEvents[2].Beat', event({ Beat: -0.5 }), '-0.5 is no number from 0 to 10000'],
    ['Tracks[1].Bars[1].SoundEvents[2].Duration', event({ Duration: 1e4 + 1 }), '10001 is no number'],
    ['Tracks[1].Bars[1].SoundEvents[2].Velocity', event({ Velocity: 128 }), '128 is no number from 0 to 127'],
    [
      'Tracks[1].Bars[1].SoundEvents[2].Note',
      event({ Note: 60 }),
      'it is 60, and must be an object: Name and Octave',
    ],
    ['Tracks[1].Bars[1].SoundEvents[2].Note', event({ Note: { Name: 'Gs', Octave: 10 } }), 'Gs10 is above'],
    ['Tracks[1].Bars[1].SoundEvents[2].Note.Name', event({ Note: { Name: 'H' } }), '"H" is none of C, Cs, D'],
    [
      'Tracks[1].Bars[1].SoundEvents[2].Note.Octave',
      event({ Note: { Octave: 4.5 } }),
      '4.5 is no whole number from 0 to 10',
    ],
    [
      'Tracks[1].Bars[1].SoundEvents[2].Beat',
      event({ Beat: 1e5, Say: { text: 'Hi', voiceId: 'Amy' } }),
      'from 0 to 10000',
    ],
    ['Tracks[1].Bars[1].SoundEvents[2].Say', event({ Say: 'Hello' }), 'text or ssml'],
    ['Tracks[1].Bars[1].SoundEvents[2].Say', say({ text: undefined }), 'either text or ssml'],
    ['Tracks[1].Bars[1].SoundEvents[2].Say', say({ ssml: '<speak>Hello</speak>' }), 'either text or ssml'],
    ['Tracks[1].Bars[1].SoundEvents[2].Say.text', say({ text: ' \n' }), 'nothing in it to say'],
    [
      'Tracks[1].Bars[1].SoundEvents[2].Say.ssml',
      say({ text: null, ssml: 3 }),
      'it is 3, and must be a string',
    ],
    ['Tracks[1].Bars[1].SoundEvents[2].Say.voiceId', say({ voiceId: undefined }), 'GET /voices'],
    ['Tracks[1].Bars[1].SoundEvents[2].Say.voiceId', say({ voiceId: 7 }), 'it is 7, and must be a string'],
    ['Tracks[1].Bars[1].SoundEvents[2].Say.voiceId', say({ voiceId: 'a b' }), '"a b" is no id'],
    ['Tracks[1].Bars[1].SoundEvents[2].Say.engine', say({ engine: 'steam' }), 'neural'],
    [
      'Tracks[1].Bars[1].SoundEvents[2]',
      event({ Note: {}, Say: { text: 'Hi', voiceId: 'Amy' } }),
      'may not have both',
    ],
  ])('refuses a wrong %s, naming it and the value', (field, json, reason) => {
    const { status, params, message } = refusal(json)
    expect(status).toBe(400)
    expect(params.field).toBe(field)
    expect(message).toContain(field)
    expect(params.reason).toContain(reason)
  })

  it('says no more of a long value than shows which it is', () => {
    expect(refusal(track({ Instrument: 'x'.repeat(100_000) })).message.length).toBeLessThan(400)
    expect(refusal(event({ Note: { Name: 'x'.repeat(100_000) } })).message.length).toBeLessThan(400)
  })

  const many = (bars: number, events: object[]) =>
    Array.from({ length: bars }, () => ({ SoundEvents: events }))
  const line = { Say: { text: 'Hi', voiceId: 'Amy' } }
  it.each([
    ['tracks', { Tracks: Array.from({ length: LIMITS.tracks + 1 }, () => ({})) }, 65],
    ['bars', { Tracks: [{ Bars: many(40_000, []) }, { Bars: [{}] }] }, 40_001],
    [
      'notes',
      {
        Tempo: 1000,
        Tracks: [
          {
            Bars: many(
              2_001,
              Array.from({ length: 10 }, () => ({})),
            ),
          },
        ],
      },
      20_010,
    ],
    [
      'notes',
      {
        Tracks: [
          {
            Bars: many(
              1,
              Array.from({ length: 100_000 }, () => ({})),
            ),
          },
        ],
      },
      100_000,
    ],
    ['spoken lines', { Tempo: 1000, Tracks: [{ Bars: many(201, [line]) }] }, 201],
    ['seconds', { Tempo: 60, Tracks: [{ Bars: many(151, []) }] }, 604],
    ['seconds', { Tempo: 60, Tracks: [{ Bars: many(1, [{ Beat: 600, Duration: 0.25 }]) }] }, 600.25],
    ['seconds', { Tempo: 60, Tracks: [{ Bars: many(1, [{ Beat: 601, ...line }]) }] }, 601],
    [
      'seconds of notes',
      {
        Tempo: 60,
        Tracks: [
          {
            Bars: many(
              1,
              Array.from({ length: 101 }, () => ({ Duration: 600 })),
            ),
          },
        ],
      },
      60_600,
    ],
    [
      'seconds of delay',
      { Tracks: Array.from({ length: 9 }, () => ({ Delay: { Seconds: 5, Gain: 1 } })) },
      45,
    ],
  ])('refuses too many %s', (unit, json, actual) => {
    const { status, params, message } = refusal(json)
    expect(status).toBe(413)
    expect(params.unit).toContain(unit)
    expect(params.actual).toBe(actual)
    expect(message).toContain(`Cannot render more than ${params.limit} ${params.unit} at once`)
  })

  it('takes as much as the limits allow', () => {
    const Bars = many(150, [{ Duration: 4 }, {}])
    expect(parseSong({ Tempo: 60, Tracks: [{ Bars }] }).Tracks[0]?.Bars).toHaveLength(150)
    const events = Array.from({ length: LIMITS.notes }, () => ({ Duration: 3 }))
    expect(
      parseSong({ Tempo: 60, Tracks: [{ Bars: many(1, events) }] }).Tracks[0]?.Bars[0]?.SoundEvents,
    ).toHaveLength(LIMITS.notes)
  })

  it('goes in steps of few events, for whoever lets others in between', () => {
    const json = {
      Tempo: 60,
      Tracks: [
        {
          Bars: many(
            100,
            Array.from({ length: 99 }, () => ({})),
          ),
        },
      ],
    }
    const steps = [...parseSongInSteps(json)]
    expect(steps).toHaveLength(10_000 / 250)
  })

  it('answers any JSON with a song or a problem', () => {
    const keys = [
      'Tempo',
      'BeatsPerBar',
      'Tracks',
      'Bars',
      'SoundEvents',
      'Note',
      'Name',
      'Say',
      'Instrument',
      'Delay',
    ]
    const { value } = fc.letrec<{ value: unknown }>(tie => ({
      value: fc.oneof(
        { maxDepth: 8, withCrossShrink: true },
        fc.constantFrom(null, 0, -1, Number.POSITIVE_INFINITY, '', 'C', true),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys, '__proto__', 'constructor'), tie('value'), { maxKeys: 4 }),
      ),
    }))
    let refused = 0
    const within = [
      (inner: unknown) => inner,
      (inner: unknown) => ({ Tracks: [inner] }),
      (inner: unknown) => ({ Tracks: [{ Bars: [inner] }] }),
      (inner: unknown) => ({ Tracks: [{ Bars: [{ SoundEvents: [inner, inner] }] }] }),
    ]
    const wrapped = fc.tuple(value, fc.constantFrom(...within)).map(([inner, wrap]) => wrap(inner))
    fc.assert(
      fc.property(wrapped, json => {
        try {
          expect(parseSong(json).Tracks.length).toBeGreaterThan(0)
        } catch (error) {
          if (!isProblem(error)) throw error
          expect([400, 413]).toContain(error.status)
          refused++
        }
      }),
      { numRuns: 1000 },
    )
    expect(refused).toBeGreaterThan(0)
  })
})
