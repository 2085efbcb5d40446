import { useMemo, useRef, useState } from 'react'
import type { Document } from '../lib/document/document'
import type { Reading } from '../lib/reading/reading'
import type { TimelineFeed, TimelineStatus } from './listening/timeline-feed'
import type { Spoken } from './listening/timeline-index'
import { useTimeline } from './listening/use-timeline'
import { estimateSeconds, speechUnits } from './player/reading-length'
import { nextSentenceStart, sentenceStart } from './readable'
import { canMove, isUnderWay } from './speech-state'
import { BREAK_BYTES, type Resumption, type Speech } from './use-speech'

/** What is to be heard: a document, and the reading of all of it. */
export type Readable = { document: Document; reading: Reading; language: string | undefined }

/** What is heard, from the offset `base` of the document on. */
type Session = Readable & { base: number; path: string | undefined }

export type Listening = {
  session: Session | undefined
  feed: TimelineFeed
  /** Length of what comes before the audio, and of the whole, in s, as far as can be told. */
  startSeconds: number
  estimatedSeconds: number
  /** What the audio lasts at least: Infinity while its marks are not all known, 0 where they never will be. */
  leastSeconds: number
  /** Begins at that offset of the document; to be called in the click itself. */
  begin(readable: Readable, offset: number): void
  /** Begins again where it broke off, after so many attempts. */
  retry(retries: number): void
  /** How it would. */
  resumption(): Resumption
  /** Goes on from an offset of the document: within the audio, else with audio that begins there. */
  goTo(offset: number): void
  /** Goes on so many units from where the voice is. */
  step(unit: 'word' | 'sentence', by: 1 | -1): void
  /** Goes to a time of the whole, in s. */
  goToSeconds(seconds: number): void
  leap(bySeconds: number): void
  /** Where the voice is, as an offset of the document. */
  position(): number
  /** Ends it: the text can be written again. */
  end(): void
}

/**
 * Hears a reading and moves in it. Audio that still grows cannot be moved in by
 * the element: it is loaded anew, as by then the server mostly has all of it; and
 * where that is not so either, what is heard begins anew at the sentence asked for.
 *
 * @param addressOf See `useAddresses`.
 * @param written What stands on the page while nothing is heard.
 */
export function useListening(
  speech: Speech,
  addressOf: (reading: Reading) => string | Promise<string>,
  written: string,
): Listening {
  const [session, setSession] = useState<Session>()
  const { feed, status } = useTimeline(marksPath(session?.path))
  const { audio, state } = speech
  const { text } = session?.document ?? { text: written }
  const base = session?.base ?? 0

  /** Of the move that waits for its audio to load: the next one takes its place. */
  const pending = useRef<AbortController>(undefined)

  function begin(readable: Readable, offset: number, retries = 0) {
    pending.current?.abort()
    const { document } = readable
    const start = startOf(readable, offset)
    const path = pathFrom(readable, start)
    const begun = { ...readable, base: start }
    if (typeof path === 'string') {
      setSession({ ...begun, path })
      speech.start(path, retries)
      return
    }
    setSession({ ...begun, path: undefined })
    speech.prepare(path, retries)
    path.then(
      known =>
        setSession(now => (now?.document === document && now.base === start ? { ...now, path: known } : now)),
      // The player tells of it.
      () => undefined,
    )
  }

  function pathFrom({ document, reading }: Readable, start: number) {
    return addressOf(start > 0 ? { ...reading, text: document.text.slice(start) } : reading)
  }

  function moveTo(seconds: number, offset: number) {
    const player = audio.current
    if (!player || !session || !canMove(state)) return
    pending.current?.abort()
    if (isWithin(player.seekable, seconds)) speech.seek(seconds)
    else reloadAt(seconds, offset)
  }

  /** Where the audio cannot be moved to after all, it begins anew there. */
  function reloadAt(seconds: number, offset: number, retries = 0) {
    const player = audio.current
    if (!player || !session) return
    pending.current = new AbortController()
    speech.reload(seconds, retries)
    player.addEventListener(
      'loadedmetadata',
      () => {
        if (!isWithin(player.seekable, seconds)) begin(session, offset, retries)
      },
      { once: true, signal: pending.current.signal },
    )
  }

  function retry(retries: number) {
    if (!session) return
    // Markup is heard from its beginning, or moved in once it is all there.
    if (isDivisible(session) || timeMs() === 0) begin(session, position(), retries)
    else reloadAt(timeMs() / 1000, 0, retries)
  }

  function resumption(): Resumption {
    if (!session) return { place: 0, path: () => '', bytes: 0 }
    if (!isDivisible(session)) {
      return { place: timeMs(), path: () => pathFrom(session, 0), bytes: Number.POSITIVE_INFINITY }
    }
    const place = startOf(session, position())
    return { place, path: () => pathFrom(session, place), bytes: BREAK_BYTES }
  }

  function goToSpoken(spoken: Spoken | undefined) {
    if (spoken) moveTo(spoken.timeMs / 1000, base + spoken.start)
  }

  function goTo(offset: number) {
    if (!session) return
    const spoken = offset >= base ? feed.index.at(offset - base) : undefined
    if (spoken && canMove(state)) goToSpoken(spoken)
    else begin(session, offset)
    if (state.phase === 'paused') speech.resume()
  }

  function step(unit: 'word' | 'sentence', by: 1 | -1) {
    const spoken = feed.index.step(unit, timeMs(), by)
    if (spoken !== feed.index.step(unit, timeMs(), 0)) return goToSpoken(spoken)
    if (!session || !isDivisible(session)) return
    // It lies before the audio, or after what is known of it.
    const { document, language } = session
    const offset = by < 0 ? base - 1 : nextSentenceStart(document, position(), language)
    if (offset !== undefined && offset >= 0) begin(session, offset)
    else if (by < 0) goToSpoken(spoken)
  }

  const timeMs = () => (audio.current?.currentTime ?? 0) * 1000
  const position = () => {
    const spoken = feed.index.wordAt(timeMs()) ?? feed.index.sentenceAt(timeMs())
    return base + (spoken?.start ?? 0)
  }

  const { startSeconds, estimatedSeconds } = useLengths(text, base, feed, status.edition)

  function goToSeconds(seconds: number) {
    const inAudio = seconds - startSeconds
    const spoken = feed.index.sentenceAt(inAudio * 1000)
    const isKnown = inAudio * 1000 <= lastMs(feed) || isWithin(audio.current?.seekable, inAudio)
    if (inAudio >= 0 && isKnown) moveTo(inAudio, base + (spoken?.start ?? 0))
    else if (session) begin(session, Math.floor((text.length * seconds) / Math.max(1, estimatedSeconds)))
  }

  return {
    session,
    feed,
    startSeconds,
    estimatedSeconds,
    leastSeconds: leastSecondsOf(feed, status.state),
    begin: (readable, offset) => begin(readable, offset),
    retry,
    resumption,
    goTo,
    step,
    goToSeconds,
    leap: bySeconds => goToSeconds(Math.max(0, startSeconds + timeMs() / 1000 + bySeconds)),
    position,
    end() {
      if (isUnderWay(state)) speech.stop()
      setSession(undefined)
    },
  }
}

/** A part of a markup is none. */
function isDivisible({ reading }: Readable): boolean {
  return reading.textType === 'text'
}

/** Where sound can begin that is to be heard from an offset on. */
function startOf(readable: Readable, offset: number): number {
  return isDivisible(readable) && offset > 0 ? sentenceStart(readable.document, offset, readable.language) : 0
}

function marksPath(path: string | undefined): string | undefined {
  // Marks of what somebody listens to: they ask for no audio of their own.
  return path?.replace(/\.mp3$/, '.ndjson?follow')
}

function isWithin(ranges: TimeRanges | undefined, seconds: number): boolean {
  if (!ranges) return false
  for (let i = 0; i < ranges.length; i++) {
    if (ranges.start(i) <= seconds && seconds <= ranges.end(i)) return true
  }
  return false
}

function leastSecondsOf(feed: TimelineFeed, state: TimelineStatus['state']): number {
  if (state === 'failed') return 0
  return state === 'complete' ? lastMs(feed) / 1000 : Number.POSITIVE_INFINITY
}

/** When the last word begins that is known of. */
function lastMs(feed: TimelineFeed): number {
  return feed.index.wordAt(Number.POSITIVE_INFINITY)?.timeMs ?? 0
}

/** How long it takes to say what comes before the audio, and all of it: by the pace of what is known, more and more. */
function useLengths(
  text: string,
  base: number,
  feed: TimelineFeed,
  edition: number,
): { startSeconds: number; estimatedSeconds: number } {
  const units = useMemo(
    () => ({ before: speechUnits(text.slice(0, base)), all: speechUnits(text) }),
    [text, base],
  )
  return useMemo(() => {
    const heard = {
      units: speechUnits(text.slice(base, base + feed.index.known)),
      seconds: lastMs(feed) / 1000,
    }
    return {
      startSeconds: estimateSeconds(units.before, heard),
      estimatedSeconds: estimateSeconds(units.all, heard),
    }
  }, [text, base, feed, edition, units])
}
