import type { Mark } from '../../lib/reading/timeline'
import { late } from '../late'
import { MarksRefusal } from './marks-refusal'
import { createTimelineIndex, type TimelineIndex } from './timeline-index'

export type TimelineStatus = {
  /**
   * - `none`: there is no reading.
   * - `loading`: nothing is known yet.
   * - `known`: something is, and more may come.
   * - `complete`: all of it is.
   * - `failed`: no more comes, though the reading goes on; what is known stays.
   */
  state: 'none' | 'loading' | 'known' | 'complete' | 'failed'
  /** Whether the times are heard in the audio, for want of marks: sentences only, and less exact. */
  isEstimated: boolean
  /** Counts up as the index grows. */
  edition: number
}

/** What is known of when a reading says what. It grows outside of React: a frame reads it as it is. */
export type TimelineFeed = {
  readonly index: TimelineIndex
  /** The same object until something changes. */
  status(): TimelineStatus
  /** Calls back after changes, at most a few times a second. @returns Ends it. */
  subscribe(listener: () => void): () => void
  /**
   * Fetches the marks, and again from where they broke off. Trouble is no
   * alarm, for the sound goes on without: it ends as the status `failed`.
   */
  run(signal: AbortSignal): Promise<void>
}

/** What fetches them. Where it cannot be loaded, that is tried again as the marks are. */
export const FETCH_MARKS = late(async () => (await import('./fetch-marks')).fetchMarks)

/** Between two changes that are told, in ms: nobody sees more than a few a second. */
const TELL_MS = 250
/** Waits before attempts that follow one another in vain, in ms: a tunnel is sat out, a dead server left alone. */
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000, 30_000, 30_000]
/** A server that wants to be left alone for longer is. */
const MAX_WAIT_MS = 60_000

type Options = {
  /** @default 1 s to 30 s, seven times */
  retryMs?: readonly number[]
}

/** @param path Of the marks; without one nothing is ever known. */
export function createTimelineFeed(path: string | undefined, options: Options = {}): TimelineFeed {
  const { retryMs = RETRY_MS } = options
  const index = createTimelineIndex()
  const listeners = new Set<() => void>()
  let status: TimelineStatus = {
    state: path === undefined ? 'none' : 'loading',
    isEstimated: false,
    edition: 0,
  }
  let marksSeen = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function tell(change: Partial<TimelineStatus> = {}): void {
    clearTimeout(timer)
    timer = undefined
    status = { ...status, ...change, edition: status.edition + 1 }
    for (const listener of listeners) listener()
  }

  function add(marks: readonly Mark[]): void {
    if (marks.length === 0) return
    marksSeen += marks.length
    index.add(marks)
    const isEstimated = status.isEstimated || marks.some(mark => mark.estimated === true)
    if (status.state !== 'known' || isEstimated !== status.isEstimated) tell({ state: 'known', isEstimated })
    else timer ??= setTimeout(tell, TELL_MS)
  }

  async function fetchOnce(path: string, signal: AbortSignal): Promise<void> {
    // The answer starts anew with each attempt, and is the same each time.
    let position = 0
    const fetchMarks = await FETCH_MARKS.loaded()
    for await (const marks of fetchMarks(path, signal)) {
      add(marks.slice(Math.max(0, marksSeen - position)))
      position += marks.length
    }
  }

  return {
    index,
    status: () => status,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async run(signal) {
      if (path === undefined) return
      for (let inVain = 0; !signal.aborted; inVain++) {
        const before = marksSeen
        try {
          await fetchOnce(path, signal)
          return tell({ state: 'complete' })
        } catch (error) {
          if (signal.aborted) return
          if (marksSeen > before) inVain = 0
          const waitMs = waitAfter(error, retryMs[inVain])
          if (waitMs === undefined) {
            console.warn('The words that are read cannot be shown:', error)
            return tell({ state: 'failed' })
          }
          await pause(waitMs, signal)
        }
      }
    },
  }
}

/** @returns Undefined where another attempt is not worth it. */
function waitAfter(error: unknown, retryMs: number | undefined): number | undefined {
  if (retryMs === undefined || !(error instanceof MarksRefusal)) return retryMs
  const waitMs = Math.max(retryMs, error.retryAfterMs ?? 0)
  return error.isFinal || waitMs > MAX_WAIT_MS ? undefined : waitMs
}

/** Until then, or until the signal. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
