import type { Engine, Voice } from '../lib/reading/reading'
import { useFavourites } from './choosing/use-favourites'
import { useLanguage } from './choosing/use-language'
import { VoiceChooser } from './choosing/voice-chooser'
import { late, useLate } from './late'
import { LateDialog } from './late-dialog'
import { DockControls } from './player/dock-controls'
import type { PlayAction } from './player/play-button'
import type { PlayerAction } from './player/shortcuts'
import { LEAP_SECONDS } from './player/shortcuts'
import { stepSpeed } from './player/speed'
import { usePlayerSettings } from './player/use-player-settings'
import { useShortcuts } from './player/use-shortcuts'
import { canMove, intentOf } from './speech-state'
import type { Listening } from './use-listening'
import { usePreview } from './use-preview'
import type { Speech } from './use-speech'
import { useStable } from './use-stable'
import { VoicePicker } from './voice-picker'

const SHORTCUTS_DIALOG = late(async () => (await import('./player/shortcuts-dialog')).ShortcutsDialog)
// Without it the media keys do nothing, and all else works.
const MEDIA_KEYS = late(async () => (await import('./player/media-keys')).MediaKeys)

type Props = {
  speech: Speech
  listening: Listening
  action: PlayAction
  isRefused: boolean
  /** Plays, pauses, goes on. */
  onToggle(): void
  onStop(): void
  voices: readonly Voice[]
  voice: Voice | undefined
  engine: Engine | undefined
  /** What stands on the page. */
  text: string
  onVoice(id: string, engine?: Engine): void
  /** A preview is about to sound. */
  onPreviewStart(): void
  isHelpOpen: boolean
  onHelp(isOpen: boolean): void
}

/** Everything that plays, moves and chooses the voice, by hand, by key and from a lock screen. */
export function Player(props: Props) {
  const { speech, listening, action, isRefused, onToggle, onStop } = props
  const { voices, voice, engine, text, onVoice, onPreviewStart, isHelpOpen, onHelp } = props
  const { session } = listening
  const [settings, changeSettings] = usePlayerSettings(speech.audio)
  const [favourites, toggleFavourite] = useFavourites()
  const suggested = useLanguage(session ? undefined : text)
  const {
    preview,
    toggle: togglePreview,
    audioProps: previewProps,
  } = usePreview(intentOf(speech.state, undefined) === 'pause', onPreviewStart)
  const isUnderWay = session !== undefined

  const moves: Partial<Record<PlayerAction, () => void>> = {
    'previous-sentence': () => listening.step('sentence', -1),
    'next-sentence': () => listening.step('sentence', 1),
    'previous-word': () => listening.step('word', -1),
    'next-word': () => listening.step('word', 1),
    back: () => listening.leap(-LEAP_SECONDS),
    forward: () => listening.leap(LEAP_SECONDS),
    edit: onStop,
  }
  const actions = {
    toggle: onToggle,
    slower: () => changeSettings({ speed: stepSpeed(settings.speed, -1) }),
    faster: () => changeSettings({ speed: stepSpeed(settings.speed, 1) }),
    mute: () => changeSettings({ isMuted: !settings.isMuted }),
    help: () => onHelp(true),
    ...(isUnderWay ? moves : {}),
  }
  useShortcuts(actions, settings.hasCharacterKeys)

  const heard = session && canMove(speech.state) ? session : undefined
  const { part: MediaKeys } = useLate(MEDIA_KEYS, heard !== undefined)

  // The rows of the chooser are hundreds, and drawn anew only where these change.
  const onChoose = useStable((chosen: Voice, chosenEngine?: Engine) => onVoice(chosen.Id, chosenEngine))
  const onPreview = useStable(togglePreview)

  return (
    <>
      <DockControls
        audio={speech.audio}
        unit="sentence"
        play={action}
        isRefused={isRefused}
        describedBy="status characters"
        isUnderWay={isUnderWay}
        startSeconds={listening.startSeconds}
        estimatedSeconds={listening.estimatedSeconds}
        leastSeconds={listening.leastSeconds}
        onSeek={listening.goToSeconds}
        onAction={asked => actions[asked as keyof typeof actions]?.()}
        onStop={onStop}
        settings={settings}
        onSettings={changeSettings}
      >
        <div data-scripted>
          <VoiceChooser
            voices={voices}
            voice={voice}
            engine={engine}
            suggested={suggested}
            favourites={favourites}
            preview={preview}
            onChoose={onChoose}
            onPreview={onPreview}
            onFavourite={toggleFavourite}
          />
        </div>
        <noscript>
          <VoicePicker voices={voices} voice={voice} />
        </noscript>
      </DockControls>
      <audio preload="none" {...speech.audioProps}>
        {session?.path && (
          <track
            kind="captions"
            src={session.path.replace(/mp3$/, 'vtt')}
            srcLang={session.language}
            label="Captions"
          />
        )}
      </audio>
      <audio preload="none" {...previewProps} />
      {heard && MediaKeys && (
        <MediaKeys
          audio={speech.audio}
          document={heard.document}
          voiceName={voice?.Name ?? ''}
          controls={{
            play: speech.resume,
            pause: speech.pause,
            stop: onStop,
            onStep: by => listening.step('sentence', by),
            onLeap: listening.leap,
            onSeek: seconds => listening.goToSeconds(listening.startSeconds + seconds),
          }}
        />
      )}
      {isHelpOpen && (
        <LateDialog dialog={SHORTCUTS_DIALOG} title="Keyboard shortcuts" onClose={() => onHelp(false)}>
          {Dialog => (
            <Dialog
              hasCharacterKeys={settings.hasCharacterKeys}
              onCharacterKeys={hasCharacterKeys => changeSettings({ hasCharacterKeys })}
              onClose={() => onHelp(false)}
            />
          )}
        </LateDialog>
      )}
    </>
  )
}
