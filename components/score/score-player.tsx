import { useState } from 'react'
import type { Song } from '../../lib/score/song'
import { late, loadedAhead, useLate } from '../late'
import { LateDialog } from '../late-dialog'
import { DockControls } from '../player/dock-controls'
import { LEAP_SECONDS } from '../player/shortcuts'
import { stepSpeed } from '../player/speed'
import { usePlayerSettings } from '../player/use-player-settings'
import { useShortcuts } from '../player/use-shortcuts'
import { canMove } from '../speech-state'
import type { Status } from '../status'
import { StatusLine } from '../status-line'
import { BarCounter } from './bar-counter'
import styles from './score-player.module.css'
import { SCORE_SHORTCUTS } from './score-shortcuts'
import { beatOfSeconds, nextBar } from './song-time'
import type { Playing } from './use-playing'

// Without it the media keys do nothing, and all else works.
const MEDIA_KEYS = late(async () => (await import('./score-keys')).ScoreKeys)
const SHORTCUTS_DIALOG = late(async () => (await import('../player/shortcuts-dialog')).ShortcutsDialog)

/** An encoder may add so much, or leave it out, in s. */
const SLACK_SECONDS = 0.1

type Props = {
  name: string
  song: Song
  /** How far the song reaches, in beats and in bars, and how long it is heard, in s. */
  beats: number
  bars: number
  seconds: number
  playing: Playing
  isRefused: boolean
  status: Status
}

/** Everything that plays a song and moves in it, by hand, by key and from a lock screen. */
export function ScorePlayer(props: Props) {
  const { name, song, beats, bars, seconds, playing, isRefused, status } = props
  const { speech, action, beatNow, stop } = playing
  const [settings, changeSettings] = usePlayerSettings(speech.audio)
  const [isHelpOpen, setHelpOpen] = useState(false)

  const goTo = (beat: number) => playing.goTo(Math.min(beats, Math.max(0, beat)))
  const step = (by: 1 | -1) => goTo(nextBar(song, beatNow(), by))
  const leap = (bySeconds: number) => goTo(beatNow() + beatOfSeconds(song, bySeconds))
  const goToSeconds = (to: number) => goTo(beatOfSeconds(song, to))

  const actions = {
    toggle: () => isRefused || playing.toggle(),
    'previous-sentence': () => step(-1),
    'next-sentence': () => step(1),
    back: () => leap(-LEAP_SECONDS),
    forward: () => leap(LEAP_SECONDS),
    slower: () => changeSettings({ speed: stepSpeed(settings.speed, -1) }),
    faster: () => changeSettings({ speed: stepSpeed(settings.speed, 1) }),
    mute: () => changeSettings({ isMuted: !settings.isMuted }),
    edit: stop,
    help: () => setHelpOpen(true),
  }
  useShortcuts(actions, settings.hasCharacterKeys, SCORE_SHORTCUTS)

  const isHeard = canMove(speech.state)
  const { part: MediaKeys } = useLate(MEDIA_KEYS, isHeard)

  return (
    <div className={styles.dock}>
      <DockControls
        audio={speech.audio}
        unit="bar"
        play={action}
        isRefused={isRefused}
        describedBy="status"
        isUnderWay
        startSeconds={playing.startSeconds}
        estimatedSeconds={seconds}
        isLengthKnown
        leastSeconds={seconds - playing.startSeconds - SLACK_SECONDS}
        onSeek={goToSeconds}
        onAction={asked => actions[asked as keyof typeof actions]?.()}
        onStop={stop}
        settings={settings}
        onSettings={changeSettings}
      >
        <BarCounter
          audio={speech.audio}
          beatNow={beatNow}
          cursor={playing.cursor}
          beatsPerBar={song.BeatsPerBar}
          bars={bars}
        />
      </DockControls>
      <div className={styles.foot}>
        <div className={styles.status}>
          <StatusLine id="status" status={status} />
        </div>
        <button
          type="button"
          className={styles.help}
          onClick={() => setHelpOpen(true)}
          data-scripted
          {...loadedAhead(SHORTCUTS_DIALOG)}
        >
          <span aria-hidden="true">?</span>
          <span className="visually-hidden">Keyboard shortcuts</span>
        </button>
      </div>
      <audio preload="none" {...speech.audioProps} />
      {isHeard && MediaKeys && (
        <MediaKeys
          audio={speech.audio}
          title={name}
          controls={{
            play: speech.resume,
            pause: speech.pause,
            stop,
            onStep: step,
            onLeap: leap,
            onSeek: to => goToSeconds(playing.startSeconds + to),
          }}
        />
      )}
      {isHelpOpen && (
        <LateDialog dialog={SHORTCUTS_DIALOG} title="Keyboard shortcuts" onClose={() => setHelpOpen(false)}>
          {Dialog => (
            <Dialog
              shortcuts={SCORE_SHORTCUTS}
              hasCharacterKeys={settings.hasCharacterKeys}
              onCharacterKeys={hasCharacterKeys => changeSettings({ hasCharacterKeys })}
              onClose={() => setHelpOpen(false)}
            />
          )}
        </LateDialog>
      )}
    </div>
  )
}
