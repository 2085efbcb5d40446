import { memo, useId } from 'react'
import { ENGINES, type Engine, type Voice } from '../../lib/reading/reading'
import { ENGINE_NAMES, enginesOf, pickEngine } from '../voices'
import { previewSentence } from './preview-sentences'
import type { Preview } from './voice-choice'
import styles from './voice-row.module.css'

const TRIANGLE = 'M8 5v14l11-7z'
const SQUARE = 'M7 7h10v10H7z'
const STAR = 'M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8L3.6 9.7l5.8-.8z'

type Props = {
  /** Of the radio buttons that this one is among. */
  groupName: string
  voice: Voice
  /** The engine of the chosen voice, kept for another where it has it. */
  engine: Engine | undefined
  isChosen: boolean
  isFavourite: boolean
  preview: Preview['state'] | undefined
  /** Whether the heading does not say which language it is. */
  saysLanguage: boolean
  onChoose(voice: Voice, engine?: Engine): void
  onPreview(voice: Voice, sentence: string): void
  onFavourite(voice: Voice): void
}

/** One voice. Of hundreds only those are drawn anew that change: the callbacks are to stay the same. */
export const VoiceRow = memo(function VoiceRow(props: Props) {
  const { groupName, voice, engine, isChosen, isFavourite, preview, saysLanguage } = props
  const { onChoose, onPreview, onFavourite } = props
  const id = useId()
  const isPreviewed = preview === 'waiting' || preview === 'playing'
  const { Name, Gender, LanguageName } = voice
  const engines = enginesOf(voice)
  const about = [...(saysLanguage ? [LanguageName] : []), Gender, ...engines.map(name => ENGINE_NAMES[name])]
  // One stop of Tab for each voice's button would be hundreds: those of the chosen voice are enough.
  const tabIndex = isChosen ? 0 : -1
  return (
    <li className={styles.row} data-chosen={isChosen}>
      <label className={styles.voice}>
        <input
          type="radio"
          form=""
          name={groupName}
          className={styles.radio}
          checked={isChosen}
          aria-describedby={`${id}about`}
          onChange={() => onChoose(voice, pickEngine(voice, engine))}
        />
        <span className={styles.name}>{Name}</span>
      </label>
      <span id={`${id}about`} className={styles.about}>
        {about.join(' · ')}
      </span>
      <button
        type="button"
        className={styles.action}
        tabIndex={tabIndex}
        aria-label={isPreviewed ? `Stop the preview of ${Name}` : `Preview ${Name}`}
        aria-busy={preview === 'waiting'}
        onClick={() => onPreview(voice, previewSentence(voice.LanguageCode))}
      >
        <Icon path={isPreviewed ? SQUARE : TRIANGLE} />
      </button>
      <button
        type="button"
        className={styles.action}
        tabIndex={tabIndex}
        aria-label={`Favourite ${Name}`}
        aria-pressed={isFavourite}
        onClick={() => onFavourite(voice)}
      >
        <Icon path={STAR} />
      </button>
      {isChosen && engines.length > 1 && (
        <label className={styles.engine}>
          Engine
          <select
            form=""
            value={engine}
            onChange={event => {
              const chosen = ENGINES.find(name => name === event.currentTarget.value)
              if (chosen) onChoose(voice, chosen)
            }}
          >
            {engines.map(name => (
              <option key={name} value={name}>
                {ENGINE_NAMES[name]}
              </option>
            ))}
          </select>
        </label>
      )}
    </li>
  )
})

function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}
