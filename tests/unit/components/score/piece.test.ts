import { describe, expect, it } from 'vitest'
import { heardOf, isHeard, retuned, toggled, WHOLE, withTrack } from '../../../../components/score/piece'
import { readSongFile, readSongText } from '../../../../components/score/read-song'
import { songBody } from '../../../../components/score/song-body'
import { SongError } from '../../../../components/score/song-error'
import { songText } from '../../../../components/score/song-text'
import { nextBar, placeOf, secondsOf } from '../../../../components/score/song-time'
import { factsOf } from '../../../../components/score/track-facts'
import { parseState, stateAddress } from '../../../../components/score/use-render-state'
import { parseSong } from '../../../../lib/score/song-schema'
import { note, song, track } from './songs'

const two = song([track([[note(0)]], { Name: 'One' }), track([[note(1, 2, 'E')]], { Name: 'Two' })])

describe('the mix', () => {
  it('is the very same song while nothing is muted', () => {
    expect(heardOf(two, WHOLE)).toBe(two)
  })

  it('leaves out what is muted, and beside a solo all others', () => {
    const names = (muted: number[], soloed: number[]) =>
      heardOf(two, { muted: new Set(muted), soloed: new Set(soloed) }).Tracks.map(({ Name }) => Name)
    expect(names([0], [])).toEqual(['Two'])
    expect(names([], [0])).toEqual(['One'])
    expect(names([0], [0])).toEqual([])
    expect(isHeard({ muted: new Set([1]), soloed: new Set([1]) }, 1)).toBe(false)
  })

  it('toggles', () => {
    expect([...toggled(new Set([1, 2]), 2)]).toEqual([1])
    expect([...toggled(new Set([1]), 2)]).toEqual([1, 2])
  })
})

describe('retuned', () => {
  it('is no longer what the file says', () => {
    const piece = { name: 'x', song: two, midi: new Uint8Array(1) }
    const next = retuned(piece, { Tracks: withTrack(two.Tracks, 1, { Instrument: 'Cello' }) })
    expect(next.midi).toBeUndefined()
    expect(next.song.Tracks.map(({ Instrument }) => Instrument)).toEqual(['Vibraphone', 'Cello'])
    expect(two.Tracks[1]?.Instrument).toBe('Vibraphone')
  })
})

describe('time', () => {
  it('is counted from 1, as musicians count', () => {
    expect(placeOf(two, 0)).toEqual({ bar: 1, beat: 1 })
    expect(placeOf(two, 3.9999)).toEqual({ bar: 2, beat: 1 })
    expect(placeOf(two, 6.5)).toEqual({ bar: 2, beat: 3 })
  })

  it('goes on by bars, and back to the beginning of one before the one before', () => {
    expect(nextBar(two, 5, 1)).toBe(8)
    expect(nextBar(two, 4, 1)).toBe(8)
    expect(nextBar(two, 6, -1)).toBe(4)
    expect(nextBar(two, 4.2, -1)).toBe(0)
    expect(nextBar(two, 0, -1)).toBe(0)
  })

  it('lasts a bar and two seconds', () => {
    expect(secondsOf(two)).toBeCloseTo(6, 3)
  })
})

describe('readSong', () => {
  it('reads back what it writes', async () => {
    const rich = song([...two.Tracks, track([[], [{ Beat: 1, Say: { text: 'A "b"\n', voiceId: 'Amy' } }]])])
    expect(await readSongText(songText(rich), 'x')).toEqual({ name: 'x', song: parseSong(rich) })
  })

  it('leaves out for sending what is taken for granted, and nothing else', () => {
    const plain = song([track([[note(0, 1, 'A'), note(0.5, 2, 'A', 4)]], { Name: 'A', Instrument: 'Cello' })])
    expect(JSON.parse(songBody(plain)).Tracks[0]).toEqual({
      Name: 'A',
      Instrument: 'Cello',
      Bars: [{ SoundEvents: [{ Note: {} }, { Beat: 0.5, Duration: 2, Note: { Octave: 4 } }] }],
    })
    expect(parseSong(JSON.parse(songBody(plain)))).toEqual(parseSong(plain))
  })

  it('tells the line of a value that is not allowed', async () => {
    const text = '{"Tracks": [{"Bars": [{"SoundEvents": [\n  {"Note": {"Name": "H"}}]}]}]}'
    const error = await caught(readSongText(text, 'x'))
    expect(error.message).toMatch(
      /Tracks\[0\]\.Bars\[0\]\.SoundEvents\[0\]\.Note\.Name.*\(line 2, column 21\)$/,
    )
    expect(error.source).toEqual({ text, name: 'x', offset: text.indexOf('"H"') })
  })

  it('tells where a text ceases to be JSON', async () => {
    expect((await caught(readSongText('{\n  "Tempo": x}', 'x'))).message).toMatch(
      /not JSON.*line 2, column 12/,
    )
  })

  it('says what a file is, where it is none of both', async () => {
    const picture = new File([Uint8Array.of(0x89, 0x50, 0x4e, 0x47)], 'cat.png')
    await expect(readSongFile(picture)).rejects.toThrow(/cat\.png.*neither a song in JSON nor/)
    const large = new File([' '.repeat(1_000_001)], 'large.json')
    await expect(readSongFile(large)).rejects.toThrow(/1000000 at most/)
    await expect(readSongFile(new File(['MThd and then nothing'], 'broken.mid'))).rejects.toThrow(SongError)
  })
})

describe('factsOf', () => {
  it('says what a track holds', () => {
    expect(factsOf(track([[note(0), note(1, 1, 'G')]]))).toBe('2 notes, C5 to G5')
    expect(factsOf(track([[note(0)]], { IsDrumsTrack: true }))).toBe('1 note')
    expect(factsOf(track([[{ Beat: 0, Say: { text: 'x', voiceId: 'Amy' } }]]))).toBe('1 spoken line')
    expect(factsOf(track([]))).toBe('0 notes')
  })
})

describe('the state of a render', () => {
  it('is asked for beside it', () => {
    expect(stateAddress('/render/abc.mp3')).toBe('/render/abc.json?format=mp3')
    expect(stateAddress('/render/abc.zip')).toBe('/render/abc.json?stems=1')
  })

  it('is what the server says, or nothing', () => {
    expect(parseState({ state: 'waiting', place: 2 })).toEqual({ state: 'waiting', place: 2 })
    expect(parseState({ state: 'rendering', done: 1.5 })).toEqual({ state: 'rendering', done: 1 })
    expect(parseState({ state: 'kept', bytes: 9 })).toEqual({ state: 'kept' })
    expect([parseState(null), parseState({ state: 'asleep' })]).toEqual([undefined, undefined])
  })
})

async function caught(reading: Promise<unknown>): Promise<SongError> {
  try {
    await reading
  } catch (error) {
    if (error instanceof SongError) return error
    throw error
  }
  throw new Error('Nothing was thrown')
}
