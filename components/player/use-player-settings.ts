import { type RefObject, useEffect, useRef, useState } from 'react'
import {
  loadPlayerSettings,
  type PlayerSettings,
  savePlayerSettings,
  USUAL_SETTINGS,
} from './player-settings'

/** How the audio element is heard: set on it at once, and kept from visit to visit. */
export function usePlayerSettings(
  audio: RefObject<HTMLAudioElement | null>,
): [PlayerSettings, (change: Partial<PlayerSettings>) => void] {
  const [settings, setSettings] = useState(USUAL_SETTINGS)
  const first = useRef(settings)

  // What was kept is not on the server's page: it counts once the page runs.
  useEffect(() => setSettings(loadPlayerSettings()), [])

  useEffect(() => {
    if (settings !== first.current) savePlayerSettings(settings)
  }, [settings])

  useEffect(() => {
    const player = audio.current
    if (!player) return
    const { speed, volume, isMuted } = settings
    // The pitch stays, as is the default of the element. A new source begins at the default rate.
    player.defaultPlaybackRate = speed
    player.playbackRate = speed
    player.volume = volume
    player.muted = isMuted
  }, [audio, settings])

  return [settings, change => setSettings(before => ({ ...before, ...change }))]
}
