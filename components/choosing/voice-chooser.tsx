import { useState } from 'react'
import { late, loadedAhead } from '../late'
import { LateDialog } from '../late-dialog'
import { ENGINE_NAMES } from '../voices'
import type { VoiceChooserProps } from './voice-choice'
import styles from './voice-chooser.module.css'

const DIALOG = late(async () => (await import('./voice-dialog')).VoiceDialog)

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
        {...loadedAhead(DIALOG)}
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
      {isOpen && (
        <LateDialog dialog={DIALOG} title="Choose a voice" onClose={() => setOpen(false)}>
          {Dialog => <Dialog {...props} onClose={() => setOpen(false)} />}
        </LateDialog>
      )}
    </>
  )
}
