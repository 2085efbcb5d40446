import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { whenIdle } from '../when-idle'
import { createTimelineFeed, FETCH_MARKS, type TimelineFeed, type TimelineStatus } from './timeline-feed'

/**
 * What a reading says when, fetched as it becomes known.
 *
 * @param path Of its marks; undefined while nothing is listened to.
 * @returns The feed stays the same while the path does.
 */
export function useTimeline(path: string | undefined): { feed: TimelineFeed; status: TimelineStatus } {
  // Soon after the page, so that it is there before there is a path.
  useEffect(() => whenIdle(FETCH_MARKS.load), [])

  const feed = useMemo(() => createTimelineFeed(path), [path])
  const status = useSyncExternalStore(feed.subscribe, feed.status, feed.status)

  useEffect(() => {
    const leaving = new AbortController()
    feed.run(leaving.signal)
    return () => leaving.abort()
  }, [feed])

  return { feed, status }
}
