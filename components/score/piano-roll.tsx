import {
  type CSSProperties,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import type { Song } from '../../lib/score/song'
import { drawRoll } from './draw-roll'
import styles from './piano-roll.module.css'
import { nameOfKey, noteAt, type RollNotes } from './roll-notes'
import { paintOf } from './roll-paint'
import { GUTTER, pixelsPerBeat, placeAt, usualZoom } from './roll-view'
import { usePlayhead } from './use-playhead'
import { useRedraw } from './use-redraw'
import { ZoomButtons } from './zoom-buttons'

type Props = {
  song: Song
  notes: RollNotes
  /** How far the song reaches, in beats. */
  beats: number
  /** How strongly each track is drawn, 0 to 1. */
  strengths: readonly number[]
  audio: RefObject<HTMLAudioElement | null>
  /** Where the playhead is. */
  beatNow(): number
  /** Where it was put: it is there before the audio tells of anything. */
  cursor: number
  onGo(beat: number): void
  /** What is told at its foot, over it. */
  notice: ReactNode
}

/** At what part of the width the playhead stands after the page was turned for it. */
const TURNED_TO = 0.1
/** From one frame to the next it goes no further by itself, in beats. */
const MOST_BEATS = 2

/**
 * A song as a piano roll. The canvas is as large as what is seen of it, and drawn
 * anew where that changes; the playhead is an element of its own above it, which
 * follows the audio's clock by frames while it plays, and turns the page.
 */
export function PianoRoll(props: Props) {
  const { song, notes, beats, strengths, audio, beatNow, cursor, onGo, notice } = props
  const frame = useRef<HTMLElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const head = useRef<HTMLDivElement>(null)
  const pointed = useRef<HTMLParagraphElement>(null)
  const [chosenZoom, setZoom] = useState<number>()
  /** The beat that stays in its place while the zoom changes, and that place. */
  const anchor = useRef<{ beat: number; x: number }>(undefined)
  /** How the playhead was drawn the last time. */
  const drawn = useRef({ beat: Number.NaN, scrollLeft: 0, isPlaying: false })
  /** Whether somebody scrolled away from the playhead while it moves. */
  const isAway = useRef(false)

  const size = useRedraw(frame, draw)
  const zoom = chosenZoom ?? usualZoom(size.width, beats)
  const perBeat = pixelsPerBeat(size.width, beats, zoom)
  const viewNow = () => ({ ...size, left: (frame.current?.scrollLeft ?? 0) - GUTTER, pixelsPerBeat: perBeat })

  function draw() {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context || size.width === 0) return
    const [width, height] = [size.width, size.height].map(length => Math.round(length * devicePixelRatio))
    // To set a canvas's size clears it and takes its memory anew.
    if (width !== undefined && element.width !== width) element.width = width
    if (height !== undefined && element.height !== height) element.height = height
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
    drawRoll(context, notes, song.BeatsPerBar, viewNow(), paintOf(element, strengths))
  }

  function drawHead() {
    const [element, line] = [frame.current, head.current]
    if (!element || !line || size.width === 0) return
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
    const beat = Math.min(beats, isCalm ? Math.floor(beatNow() + 1e-3) : beatNow())
    const x = GUTTER + beat * perBeat
    line.style.translate = `${x}px`
    const last = drawn.current
    const isSeen = x >= element.scrollLeft && x < element.scrollLeft + size.width
    if (isSeen) isAway.current = false
    else if (last.isPlaying && element.scrollLeft !== last.scrollLeft) isAway.current = true
    // Whoever scrolls away stays there, until the playhead is seen again, or is put elsewhere or set going.
    const isPut = !last.isPlaying || beat < last.beat || beat > last.beat + MOST_BEATS
    if (!isSeen && beat !== last.beat && (isPut || !isAway.current)) {
      element.scrollLeft = x - size.width * TURNED_TO
    }
    drawn.current = { beat, scrollLeft: element.scrollLeft, isPlaying: audio.current?.paused === false }
  }

  const drawNow = useEffectEvent(draw)
  const drawHeadNow = useEffectEvent(drawHead)
  usePlayhead(audio, drawHead)
  useLayoutEffect(() => {
    const kept = anchor.current
    anchor.current = undefined
    if (kept && frame.current) frame.current.scrollLeft = GUTTER + kept.beat * perBeat - kept.x
  }, [perBeat])
  useEffect(() => drawNow(), [notes, song.BeatsPerBar, strengths, size, perBeat])
  useEffect(() => drawHeadNow(), [cursor, size, perBeat, beats])

  function zoomTo(next: number) {
    const { left } = viewNow()
    const x = beatNow() * perBeat - left
    const middle = { beat: (left + size.width / 2) / perBeat, x: size.width / 2 }
    anchor.current = x >= 0 && x <= size.width ? { beat: beatNow(), x } : middle
    setZoom(next)
  }

  function pointedAt(event: MouseEvent) {
    const box = canvas.current?.getBoundingClientRect()
    return placeAt(notes, viewNow(), event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0))
  }

  function tellNote(event: MouseEvent) {
    const { beat, key } = pointedAt(event)
    const note = noteAt(notes, beat, key)
    const track = note === undefined ? undefined : song.Tracks[notes.tracks[note] ?? 0]
    if (pointed.current) pointed.current.textContent = track ? `${track.Name}, ${nameOfKey(key)}` : ''
  }

  const asWide: CSSProperties = { inlineSize: `max(100%, ${Math.floor(GUTTER + beats * perBeat)}px)` }
  return (
    <div className={styles.roll}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is to be reached by keys as well. */}
      <section ref={frame} className={styles.frame} aria-label="Piano roll" tabIndex={0}>
        <div className={styles.song} style={asWide}>
          <canvas
            ref={canvas}
            className={styles.canvas}
            style={{ inlineSize: size.width || '100%' }}
            role="img"
            aria-label="Notes by pitch and time, of the tracks that are listed below"
            onClick={event => onGo(Math.min(beats, pointedAt(event).beat))}
            onMouseMove={tellNote}
            onMouseLeave={() => pointed.current?.replaceChildren()}
          />
          <div ref={head} className={styles.head} />
        </div>
      </section>
      {notice}
      <div className={styles.foot}>
        <p ref={pointed} className={styles.pointed} aria-hidden="true" />
        <ZoomButtons width={size.width} beats={beats} zoom={zoom} onZoom={zoomTo} />
      </div>
    </div>
  )
}
