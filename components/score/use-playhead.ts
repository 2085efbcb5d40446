import { type RefObject, useEffect, useEffectEvent } from 'react'

/** When the audio may be elsewhere. */
const MOVES = ['play', 'pause', 'timeupdate', 'seeking', 'seeked', 'emptied', 'ended']

/** Calls `draw` at every move of the audio, and with every frame while it plays. */
export function usePlayhead(audio: RefObject<HTMLAudioElement | null>, draw: () => void): void {
  const drawNow = useEffectEvent(draw)
  useEffect(() => {
    const player = audio.current
    if (!player) return
    let pending = 0
    function follow() {
      drawNow()
      pending = player?.paused ? 0 : requestAnimationFrame(follow)
    }
    const refresh = () => pending || follow()
    for (const type of MOVES) player.addEventListener(type, refresh)
    follow()
    return () => {
      for (const type of MOVES) player.removeEventListener(type, refresh)
      cancelAnimationFrame(pending)
    }
  }, [audio])
}
