import { createDucker } from '../../audio/ducker'
import { instrumentOf } from '../instruments'
import { partsOfMidi } from '../midi/midi-parts'
import { readMidi } from '../midi/read-midi'
import { mixOf } from '../mix'
import { place } from '../place'
import type { Song } from '../song'
import type { Part } from '../soundfont/part'
import { partsOfSong } from '../soundfont/song-parts'
import type { SoundFont } from '../soundfont/soundfont'
import { soundFontSource } from '../soundfont/soundfont-source'
import type { Source } from '../source'
import { synthSource } from '../synth-source'
import { duck } from './duck'
import type { RenderJob } from './job'
import { type LineSource, lineSource } from './line-source'
import { scaled } from './scaled'

/** What a render sums. */
export type Parts = {
  /** One a track, in order; or the mix alone. */
  sources: readonly Source[]
  /** Whether the song format says to the last bit how it sounds: synths, and nobody speaks. */
  isExact: boolean
}

/** A track's sound by who makes it, to be played alone or with all the others. */
type Playing = {
  /** One a track. */
  tracks: readonly { music: Source; speech: LineSource[]; placed: Source }[]
  /** All music together: the SoundFont's tracks share a room. */
  music: Source
}

/**
 * By how much the SoundFont is raised, which leaves room for more instruments than most songs
 * have: one alone peaks at −20 to −26 dBFS, eight together at −9. The limiter takes what is above.
 */
const ALONE_GAIN_DB = 13

/** Of so many instruments, as powers add up: not to be measured, so that the first block can leave. */
function fontGain(instruments: number): number {
  return 10 ** (Math.max(0, ALONE_GAIN_DB - 10 * Math.log10(Math.max(1, instruments))) / 20)
}

/** @param loadFont Called where the SoundFont plays, and only then. */
export async function partsOf(job: RenderJob, loadFont: () => Promise<SoundFont>): Promise<Parts> {
  const { score, options } = job
  const { rateHz, stems } = options
  const song = score.kind === 'song' ? (JSON.parse(new TextDecoder().decode(score.bytes)) as Song) : undefined
  const { tracks, music } = song ? await playSong(song, job, loadFont) : await playMidi(job, loadFont)

  const speech = tracks.flatMap(track => track.speech)
  const spans = speech.flatMap(line => line.spans)
  const isExact =
    speech.length === 0 &&
    song !== undefined &&
    song.Tracks.every(track => instrumentOf(track).kind === 'synth')
  // Each has a ducker of its own, as each goes through the song by itself.
  const over = (track: Source, lines: Source) => duck(track, lines, createDucker(spans, rateHz))
  const sources = stems
    ? tracks.map(track => (isExact ? track.music : over(track.music, track.placed)))
    : [isExact ? music : over(music, mixOf(tracks.map(({ placed }) => placed)))]
  return { sources, isExact }
}

async function playSong(
  song: Song,
  { score, options, speech }: RenderJob,
  loadFont: () => Promise<SoundFont>,
): Promise<Playing> {
  const { rateHz } = options
  const parts = partsOfSong(song, rateHz)
  const font = parts.length > 0 ? await loadFont() : undefined
  const lines = score.facts.lines.map(({ track, start }, index) => ({
    track,
    source: lineSource(speech[index] ?? new Int16Array(0), start[rateHz], rateHz),
  }))
  const play = font ? playerOf(font, parts, rateHz) : () => mixOf([])
  const synths: Source[] = []
  const tracks = song.Tracks.map((track, index) => {
    const own = lines.filter(line => line.track === index).map(({ source }) => source)
    const placed = place(mixOf(own), track, rateHz)
    const instrument = instrumentOf(track)
    if (instrument.kind === 'synth') {
      const music = place(synthSource(song, track, instrument.name, rateHz), track, rateHz)
      synths.push(music)
      return { music, speech: own, placed }
    }
    return { music: play(part => part.track === index), speech: own, placed }
  })
  return { tracks, music: mixOf([...synths, play(() => true)]) }
}

async function playMidi({ score, options }: RenderJob, loadFont: () => Promise<SoundFont>): Promise<Playing> {
  const { rateHz } = options
  const midi = readMidi(score.bytes)
  const play = playerOf(await loadFont(), partsOfMidi(midi, rateHz), rateHz)
  const tracks = midi.tracks.map((_, index) => ({
    music: play(part => part.track === index),
    speech: [],
    placed: mixOf([]),
  }))
  return { tracks, music: play(() => true) }
}

/** Plays some of the parts, as loud as they are among all of them. */
function playerOf(font: SoundFont, parts: readonly Part[], rateHz: number) {
  const gain = fontGain(parts.length)
  return (isWanted: (part: Part) => boolean): Source => {
    const wanted = parts.filter(isWanted)
    return wanted.length > 0 ? scaled(soundFontSource(font, wanted, rateHz), gain) : mixOf([])
  }
}
