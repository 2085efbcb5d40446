import * as v from 'valibot'
import { problem } from '../http/problem'
import { engineSchema, oneOf } from '../reading/reading-schema'
import { allowedInstruments, findInstrument } from './instruments'
import { type Bar, heightOf, type Line, NOTE_NAMES, type Song, type SoundEvent } from './song'
import { checkCounts, checkSize } from './song-size'
import { inOneGo } from './steps'

/** As much of a wrong value as is said again to whoever sent it, in UTF-16 units. */
const ECHO = 80
/** Beats of 600 s at the fastest tempo: nothing lies further on. */
const MAX_BEATS = 10_000
/** Bars and events that are looked at in one step. */
const STEP = 250
/** The highest MIDI key: G10. */
const MAX_HEIGHT = 127
/** UTF-16 units. */
const MAX_NAME = 120

/** A number from `min` to `max`, both allowed. */
const within = (min: number, max: number) => {
  const wrong = (issue: v.BaseIssue<unknown>) => `${received(issue)} is no number from ${min} to ${max}`
  return v.pipe(v.number(wrong), v.minValue(min, wrong), v.maxValue(max, wrong))
}

const wholeWithin = (min: number, max: number) => {
  const wrong = (issue: v.BaseIssue<unknown>) => `${received(issue)} is no whole number from ${min} to ${max}`
  return v.pipe(v.number(wrong), v.integer(wrong), v.minValue(min, wrong), v.maxValue(max, wrong))
}

/** What is said of a value of another type. */
const mustBe = (what: string) => (issue: v.BaseIssue<unknown>) =>
  issue.received === 'undefined' ? 'it is missing' : `it is ${received(issue)}, and must be ${what}`

const object = <const T extends v.ObjectEntries>(entries: T, what: string) =>
  v.object(entries, mustBe(`an object: ${what}`))

/** A field that may be left out, or be null, which is the same. */
const optional = <T extends v.GenericSchema>(schema: T) =>
  v.pipe(
    v.nullish(schema),
    v.transform(value => value ?? undefined),
  )

const note = v.pipe(
  object(
    { Name: v.nullish(oneOf(NOTE_NAMES), 'A'), Octave: v.nullish(wholeWithin(0, 10), 5) },
    'Name and Octave',
  ),
  v.check(
    note => heightOf(note) <= MAX_HEIGHT,
    ({ input }) => `${input.Name}${input.Octave} is above the highest note, which is G10`,
  ),
)

const noteEvent = object(
  {
    Beat: v.nullish(within(0, MAX_BEATS), 0),
    Duration: v.nullish(within(0, MAX_BEATS), 1),
    Note: v.nullish(note, {}),
    Velocity: v.nullish(within(0, 127), 60),
  },
  'Beat, Duration, Note and Velocity, or Beat and Say',
)

const words = optional(v.pipe(v.string(mustBe('a string')), v.regex(/\S/, 'there is nothing in it to say')))

const line = v.pipe(
  object(
    {
      text: words,
      ssml: words,
      voiceId: v.pipe(
        v.string(issue => `${mustBe('a string')(issue)}; GET /voices lists the voices`),
        v.regex(
          /^[\w-]{1,64}$/,
          issue => `${received(issue)} is no id, which has letters, digits and hyphens only, at most 64`,
        ),
      ),
      engine: optional(engineSchema),
    },
    'text or ssml, voiceId, and engine if wanted',
  ),
  v.check(
    ({ text, ssml }) => (text === undefined) !== (ssml === undefined),
    'it must have either text or ssml',
  ),
  v.transform(
    ({ text, ssml, ...voice }): Line => ({
      ...(ssml === undefined ? { text: text ?? '' } : { ssml }),
      ...voice,
    }),
  ),
)

const sayEvent = v.pipe(
  object(
    { Beat: v.nullish(within(0, MAX_BEATS), 0), Say: line, Note: v.nullish(v.unknown()) },
    'Beat and Say',
  ),
  v.check(({ Note }) => Note === undefined || Note === null, 'it has a Note and a Say: it may not have both'),
  v.transform(({ Beat, Say }) => ({ Beat, Say })),
)

const soundEvent = v.lazy((input): v.GenericSchema<unknown, SoundEvent> => {
  const isLine = typeof input === 'object' && input !== null && 'Say' in input && input.Say !== null
  return isLine ? sayEvent : noteEvent
})

const bar = object(
  { SoundEvents: v.nullish(v.array(v.unknown(), mustBe('a list of events')), []) },
  'SoundEvents',
)

/** A track whose bars are not looked at yet. */
const track = v.pipe(
  object(
    {
      Name: v.nullish(
        v.pipe(
          v.string(mustBe('a string')),
          v.maxLength(
            MAX_NAME,
            issue => `a name has at most ${MAX_NAME} characters: this one has ${received(issue)}`,
          ),
        ),
        'Untitled',
      ),
      Instrument: v.nullish(v.union([v.string(), v.number()], mustBe('a name or a program number')), ''),
      IsDrumsTrack: v.nullish(v.boolean(mustBe('true or false')), false),
      BankUsed: v.nullish(wholeWithin(0, 128), 0),
      Bars: v.nullish(v.array(v.unknown(), mustBe('a list of bars')), []),
      Pan: optional(within(0, 1)),
      Delay: optional(object({ Seconds: within(0, 5), Gain: within(0, 1) }, 'Seconds and Gain')),
    },
    'Name, Instrument, Bars and more',
  ),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
    const { Instrument, IsDrumsTrack } = value
    const found = findInstrument(Instrument, IsDrumsTrack)
    if (found.kind !== 'unknown') return { ...value, Instrument: found.name }
    addIssue({
      message: unknownInstrument(Instrument, IsDrumsTrack, found.nearest),
      path: [{ type: 'object', origin: 'value', input: value, key: 'Instrument', value: Instrument }],
    })
    return NEVER
  }),
)

const song = object(
  {
    Tempo: v.nullish(within(1, 1000), 80),
    BeatsPerBar: v.nullish(v.pipe(within(0, 64), v.gtValue(0, mustBe('more than 0'))), 4),
    Tracks: v.pipe(v.array(track, mustBe('a list of tracks')), v.minLength(1, 'there is no track in it')),
  },
  'Tempo, BeatsPerBar and Tracks',
)

/**
 * The song that JSON describes, with the format's defaults for what was left
 * out or null, and instruments by their canonical names. Fields of other names
 * are passed over.
 *
 * @param json As `JSON.parse` gives it.
 * @throws Problem `invalid-parameter` (400) for the first value that is wrong, `field` being its path, as in
 * `Tracks[2].Bars[0].SoundEvents[5].Note.Name`; `song-too-large` (413) with limit and actual.
 */
export function parseSong(json: unknown): Song {
  return inOneGo(parseSongInSteps(json))
}

/**
 * `parseSong` in steps of about a millisecond, for whoever must let others in between.
 *
 * @yields After each step, nothing.
 */
export function* parseSongInSteps(json: unknown): Generator<void, Song> {
  checkCounts(json)
  const { Tracks, ...rest } = parse(song, json, () => '')
  const parsed: Song = { ...rest, Tracks: [] }
  let read = 0
  for (const [t, { Bars, ...track }] of Tracks.entries()) {
    const bars: Bar[] = []
    parsed.Tracks.push({ ...track, Bars: bars })
    for (const [b, each] of Bars.entries()) {
      const { SoundEvents } = parse(bar, each, () => `Tracks[${t}].Bars[${b}]`)
      const events: SoundEvent[] = []
      bars.push({ SoundEvents: events })
      if (++read % STEP === 0) yield
      for (const [e, event] of SoundEvents.entries()) {
        events.push(parse(soundEvent, event, () => `Tracks[${t}].Bars[${b}].SoundEvents[${e}]`))
        if (++read % STEP === 0) yield
      }
    }
  }
  checkSize(parsed)
  return parsed
}

/** @param base The path of the value; empty for the whole. @throws Problem `invalid-parameter`. */
function parse<T extends v.GenericSchema>(schema: T, value: unknown, base: () => string): v.InferOutput<T> {
  // The first issue is what is told: to look for more of them would cost as much as the sender likes.
  const result = v.safeParse(schema, value, { abortEarly: true })
  if (result.success) return result.output
  const [issue] = result.issues
  throw problem('invalid-parameter', {
    field: (base() + pathOf(issue)).replace(/^\./, '') || 'song',
    reason: issue.message,
  })
}

/** Where in the value it is wrong, as one would write it to get at it. */
function pathOf(issue: v.BaseIssue<unknown>): string {
  return (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
}

function unknownInstrument(wanted: string | number, isDrums: boolean, nearest: readonly string[]): string {
  const name = JSON.stringify(wanted).slice(0, ECHO)
  const known = isDrums ? 'drum kit' : 'instrument'
  const near = nearest.length > 0 ? `; the nearest are ${nearest.join(', ')}` : ''
  return `${name} is no ${known}${near}. It may be ${allowedInstruments(isDrums)}`
}

function received(issue: v.BaseIssue<unknown>): string {
  if (issue.received === 'Object') return 'an object'
  if (issue.received === 'Array') return 'a list'
  return issue.received.length > ECHO ? `${issue.received.slice(0, ECHO)}…` : issue.received
}
