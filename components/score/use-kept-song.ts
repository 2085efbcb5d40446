import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { loadSong, type Standing, saveSong } from './kept-song'

/** Changes are let settle for so long before they are kept, in ms. */
const SETTLE_MS = 300

/**
 * Keeps the song on the page from visit to visit. The server renders the first
 * one; what was kept takes its place once it is read, unless something was opened
 * or changed before that. Only what was changed here is kept: a page that is only
 * looked at takes nothing from another.
 *
 * @param standing Both of its parts are other objects once they are changed.
 * @param onKept Puts what was kept on the page.
 * @returns Whether the song on the page is the one to be shown by now.
 */
export function useKeptSong({ piece, mix }: Standing, onKept: (kept: Standing) => void): boolean {
  const [isSettled, setSettled] = useState(false)
  /** What is not to be kept (any more): the first song, what was kept, and all that another page may have kept meanwhile. */
  const known = useRef<Standing>({ piece, mix })
  const isKnown = () => known.current.piece === piece && known.current.mix === mix

  const settle = useEffectEvent((kept: Standing | undefined) => {
    setSettled(true)
    if (!kept || !isKnown()) return
    known.current = kept
    onKept(kept)
  })
  useEffect(() => {
    void loadSong().then(kept => settle(kept))
  }, [])

  const save = useEffectEvent(() => {
    if (!isKnown() && saveSong({ piece, mix })) known.current = { piece, mix }
  })
  useEffect(() => {
    const listener = () => save()
    addEventListener('pagehide', listener)
    return () => removeEventListener('pagehide', listener)
  }, [])
  useEffect(() => {
    const timer = setTimeout(() => save(), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [piece, mix])

  return isSettled
}
