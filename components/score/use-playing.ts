import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Song } from '../../lib/score/song'
import { canMove, isUnderWay } from '../speech-state'
import { BREAK_BYTES, type Speech, useSpeech } from '../use-speech'
import type { Render } from './render-address'
import { songFrom } from './song-from'
import { beatOfSeconds, secondsOfBeat } from './song-time'
import type { RenderAddress } from './use-render-address'

/** Changes while it plays are let settle for so long before it goes on with them, in ms. */
const SETTLE_MS = 250

/** By so much an MP3 comes late, in s: what its encoder and decoder need to begin, 1,105 frames (measured). */
const MP3_DELAY_SECONDS = 1105 / 44_100

/** What the audio element has: a render from a beat on. */
type Take = { render: Render; fromBeat: number }

export type Playing = {
  speech: Speech
  action: 'start' | 'pause' | 'resume'
  /** Where the playhead was put, by hand or for the audio to begin there, in beats. */
  cursor: number
  /** Where it is. */
  beatNow(): number
  /** How much of the song comes before the audio, in s. */
  startSeconds: number
  toggle(): void
  goTo(beat: number): void
  /** Ends it: the playhead goes back to the beginning. */
  stop(): void
}

/**
 * Plays a render and moves in it. What cannot be moved in as it still grows is
 * loaded anew, as by then the server mostly has all of it; and where it has not,
 * the rest of the song is rendered, from the beat asked for on. Likewise a song
 * that is changed while it plays goes on at the same beat.
 *
 * @param song On the page, of which `render` has what is to be heard.
 * @param beats How far the song reaches.
 */
export function usePlaying(
  render: Render | undefined,
  song: Song,
  beats: number,
  address: RenderAddress,
): Playing {
  const speech = useSpeech({
    resumption: () => ({
      place: beatNow(),
      path: () => (take ? soundFrom(take.render, beatNow()) : ''),
      bytes: BREAK_BYTES,
    }),
    onRetry: retries => begin(beatNow(), retries),
  })
  const { audio, state } = speech
  const [take, setTake] = useState<Take>()
  const [cursor, setCursor] = useState(0)
  /** Of the move that waits for its audio to load: the next one takes its place. */
  const pending = useRef<AbortController>(undefined)
  const tempo = take?.render.song ?? song
  const isCurrent = take !== undefined && take.render === render
  const action =
    state.phase === 'loading' || state.phase === 'playing'
      ? 'pause'
      : state.phase === 'paused' && isCurrent
        ? 'resume'
        : 'start'

  function beatNow(): number {
    if (!take) return cursor
    const heardSeconds = (audio.current?.currentTime ?? 0) - MP3_DELAY_SECONDS
    return take.fromBeat + Math.max(0, beatOfSeconds(tempo, heardSeconds))
  }

  /** Where the song is heard from a beat on. */
  function soundFrom(from: Render, beat: number): string | Promise<string> {
    const path = address.of(beat > 0 ? { song: songFrom(from.song, beat) } : from)
    return typeof path === 'string' ? `${path}.mp3` : path.then(known => `${known}.mp3`)
  }

  /** To be called in the click itself. */
  function begin(beat: number, retries = 0) {
    if (!render) return
    pending.current?.abort()
    // What failed may have done so because the server keeps it no more.
    if (retries > 0 || state.phase === 'failed') address.forget(render)
    const path = soundFrom(render, beat)
    setTake({ render, fromBeat: beat })
    if (typeof path === 'string') {
      speech.start(path, retries)
      return
    }
    // What sounds until its address is known is another take: by its clock this one would seem to be further on.
    speech.stop()
    speech.prepare(path, retries)
  }

  function letGo(beat: number) {
    pending.current?.abort()
    if (take) speech.stop()
    setTake(undefined)
    setCursor(beat)
  }

  function goTo(beat: number) {
    const player = audio.current
    const isHeard = state.phase !== 'paused' && (isUnderWay(state) || state.phase === 'ended')
    if (!take || !player || !isCurrent || !canMove(state) || beat < take.fromBeat) {
      if (isHeard) begin(beat)
      else letGo(beat)
      return
    }
    const seconds = secondsOfBeat(tempo, beat - take.fromBeat) + MP3_DELAY_SECONDS
    if (isWithin(player.seekable, seconds)) speech.seek(seconds)
    else if (isHeard) reload(player, seconds, beat)
    else letGo(beat)
  }

  function reload(player: HTMLAudioElement, seconds: number, beat: number) {
    pending.current?.abort()
    pending.current = new AbortController()
    speech.reload(seconds)
    player.addEventListener(
      'loadedmetadata',
      () => {
        if (!isWithin(player.seekable, seconds)) begin(beat)
      },
      { once: true, signal: pending.current.signal },
    )
  }

  const goOn = useEffectEvent(() => {
    if (!take || take.render === render) return
    // The same beat, in whatever tempo.
    const beat = beatNow()
    if (render && action === 'pause') begin(beat)
    else letGo(beat)
  })
  useEffect(() => {
    const timer = setTimeout(() => goOn(), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [render])

  return {
    speech,
    action,
    cursor: take ? take.fromBeat : cursor,
    beatNow,
    startSeconds: secondsOfBeat(tempo, take ? take.fromBeat : cursor),
    toggle() {
      // What is not loading yet cannot be paused, but would begin after all.
      if (state.phase === 'loading' && state.path === '') letGo(beatNow())
      else if (action === 'pause') speech.pause()
      else if (action === 'resume') speech.resume()
      // From the end on there is nothing to be heard.
      else begin(state.phase === 'ended' || beatNow() >= beats ? 0 : beatNow())
    },
    goTo,
    stop: () => letGo(0),
  }
}

function isWithin(ranges: TimeRanges, seconds: number): boolean {
  for (let index = 0; index < ranges.length; index++) {
    if (ranges.start(index) <= seconds && seconds <= ranges.end(index)) return true
  }
  return false
}
