import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent, useRef } from 'react'
import styles from './scrubber.module.css'
import { arrivedSeconds, lengthOf, seekByKey } from './seeking'
import slider from './slider.module.css'
import { formatLength, formatTime } from './time'

type Props = {
  audio: RefObject<HTMLAudioElement | null>
  /** What of the reading comes before the audio, where it begins further on in the text; in s. */
  startSeconds: number
  /** How long the whole reading is, as far as can be told; in s. */
  estimatedSeconds: number
  /** What the audio lasts at least: Infinity while that is not known. */
  leastSeconds: number
  /** Whether the estimate is none, but exact. */
  isLengthKnown?: boolean | undefined
  /** Whether there is nothing to go to. */
  isDisabled: boolean
  /** @param seconds In the whole reading: before its audio, past what has arrived, or past its end where that was estimated. */
  onSeek(seconds: number): void
}

/** Moves of less than this part of the whole are not drawn. */
const FINENESS = 1 / 2000

/**
 * Where the voice is, and a slider to go elsewhere. It follows the audio's own
 * clock past React: in a frame callback that runs only while it plays. A drag
 * shows the time it would lead to, and leads there when it is let go.
 */
export function Scrubber(props: Props) {
  const { audio, startSeconds, estimatedSeconds, leastSeconds, isLengthKnown, isDisabled, onSeek } = props
  const frame = useRef<HTMLDivElement>(null)
  const bar = useRef<HTMLInputElement>(null)
  const elapsed = useRef<HTMLSpanElement>(null)
  const total = useRef<HTMLSpanElement>(null)
  const dragged = useRef(false)

  function draw(isToBeTold = document.activeElement !== bar.current) {
    const [input, player] = [bar.current, audio.current]
    if (!input || !player) return
    const arrived = arrivedSeconds(player.buffered, player.currentTime)
    const length = lengthOf({
      durationSeconds: player.duration,
      arrivedSeconds: arrived,
      startSeconds,
      estimatedSeconds,
      leastSeconds,
    })
    // Under a finger the scale stays as it is.
    const end = dragged.current ? Number(input.max) : Math.max(length.seconds, 1)
    const heard = startSeconds + player.currentTime
    if (!dragged.current) {
      input.max = String(end)
      if (player.paused || Math.abs(heard - input.valueAsNumber) > end * FINENESS) input.value = String(heard)
    }
    input.style.setProperty('--filled', share(input.valueAsNumber, end))
    input.style.setProperty('--arrived', share(startSeconds + arrived, end))
    frame.current?.toggleAttribute('data-dragged', dragged.current)
    const [at, whole] = [
      formatTime(dragged.current ? input.valueAsNumber : heard),
      formatLength(isLengthKnown ? { ...length, isExact: true } : length),
    ]
    write(elapsed.current, at)
    write(total.current, whole)
    // Of a slider in focus a change is read out: its own moves would talk into the voice.
    if (isToBeTold) input.setAttribute('aria-valuetext', `${at} of ${whole}`)
  }

  function settle() {
    const input = bar.current
    if (!input || !dragged.current) return
    dragged.current = false
    onSeek(input.valueAsNumber)
    draw(true)
  }

  const drawNow = useEffectEvent((isToBeTold?: boolean) => draw(isToBeTold))
  const settleNow = useEffectEvent(settle)

  useEffect(() => {
    const [input, player] = [bar.current, audio.current]
    if (!input || !player) return
    let pending = 0
    function follow() {
      drawNow()
      pending = player?.paused ? 0 : requestAnimationFrame(follow)
    }
    const refresh = () => pending || follow()
    const cancel = () => {
      dragged.current = false
      drawNow(true)
    }
    const leaving = new AbortController()
    const { signal } = leaving
    for (const type of MOVES) player.addEventListener(type, refresh, { signal })
    // Whichever comes first: `change` is missing where a drag ends where it began, `pointerup` of other ways to move it.
    for (const type of ['change', 'pointerup']) input.addEventListener(type, () => settleNow(), { signal })
    for (const type of ['pointercancel', 'blur']) input.addEventListener(type, cancel, { signal })
    input.addEventListener('focus', () => drawNow(true), { signal })
    follow()
    return () => {
      leaving.abort()
      cancelAnimationFrame(pending)
    }
  }, [audio])

  useEffect(() => drawNow(), [startSeconds, estimatedSeconds, leastSeconds])

  function seekByPress(event: KeyboardEvent<HTMLInputElement>) {
    const [input, player] = [bar.current, audio.current]
    if (!input || !player || event.ctrlKey || event.metaKey || event.altKey) return
    const to = seekByKey(event.key, startSeconds + player.currentTime, Number(input.max))
    if (to === undefined) return
    event.preventDefault()
    if (isDisabled) return
    onSeek(to)
    draw(true)
  }

  return (
    <div ref={frame} className={styles.scrubber}>
      {/* With a form of its own, so that Enter on it does not press Play. */}
      <input
        ref={bar}
        type="range"
        form=""
        className={slider.slider}
        min={0}
        max={1}
        step="any"
        defaultValue={0}
        aria-label="Position"
        aria-valuetext="0:00"
        aria-disabled={isDisabled}
        onInput={() => {
          dragged.current = !isDisabled
          draw(true)
        }}
        onKeyDown={seekByPress}
      />
      <div className={styles.times}>
        <span ref={elapsed} className={styles.elapsed} role="timer" aria-label="Elapsed">
          0:00
        </span>
        <span ref={total} className={styles.length} role="note" aria-label="Length" />
      </div>
    </div>
  )
}

/** When the audio may be elsewhere, or more of it there. */
const MOVES = [
  'play',
  'pause',
  'timeupdate',
  'seeking',
  'seeked',
  'progress',
  'durationchange',
  'emptied',
  'ended',
]

function share(part: number, whole: number): string {
  return Math.min(1, part / whole).toFixed(4)
}

function write(element: HTMLElement | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text
}
