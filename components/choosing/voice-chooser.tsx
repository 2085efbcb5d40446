import { useState } from 'react'
import { loadedAhead } from '../late'
import { ENGINE_NAMES } from '../voices'
import type { VoiceChooserProps } from './voice-choice'
import styles from './voice-chooser.module.css'
import { VOICE_LIST, VoiceDialog } from './voice-dialog'

/** The voice that reads, and the dialog in which another one is found. */
export function VoiceChooser(props: VoiceChooserProps) {
  const [isOpen, setOpen] = useState(false)
  const { voices, voice, engine } = props

  return (
    <>
      <button
        type="button"
        className={styles.chooser}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        disabled={voices.length === 0}
        onClick={() => setOpen(true)}
        {...loadedAhead(VOICE_LIST)}
      >
        <span className={styles.label}>Voice</span>
        <span className={styles.voice}>{voice ? voice.Name : 'No voices'}</span>
        {voice && (
          <span className={styles.about}>
            {[
              voice.LanguageName,
              ...(engine && voice.SupportedEngines.length > 1 ? [ENGINE_NAMES[engine]] : []),
            ].join(' · ')}
          </span>
        )}
      </button>
      {isOpen && <VoiceDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}
