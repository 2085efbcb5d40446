import { useMemo } from 'react'
import { ENGINES, type Engine, type Voice } from '../lib/reading/reading'
import styles from './voice-picker.module.css'
import { ENGINE_NAMES, enginesOf, groupByLanguage } from './voices'

type Props = {
  voices: readonly Voice[]
  voice: Voice | undefined
  engine: Engine | undefined
  onVoice(id: string): void
  onEngine(engine: Engine): void
}

/**
 * Who reads, and, where the voice has a choice, by which engine. The engine has
 * no name in the form: sent without JavaScript it might be one that the voice lacks.
 */
export function VoicePicker({ voices, voice, engine, onVoice, onEngine }: Props) {
  const groups = useMemo(() => groupByLanguage(voices), [voices])
  const engines = voice ? enginesOf(voice) : []
  const isEngineEverChosen = voices.some(({ SupportedEngines }) => SupportedEngines.length > 1)
  return (
    <div className={styles.picker} data-with-engine={isEngineEverChosen}>
      <label className={styles.field}>
        <span className={styles.label}>Voice</span>
        <select
          name="voiceId"
          value={voice?.Id ?? ''}
          disabled={!voice}
          onChange={event => onVoice(event.currentTarget.value)}
        >
          {voice ? null : <option value="">No voices</option>}
          {groups.map(group => (
            <optgroup key={group.language} label={group.language}>
              {group.voices.map(({ Id, Name, Gender }) => (
                <option key={Id} value={Id}>
                  {`${Name}, ${Gender.toLowerCase()}`}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {isEngineEverChosen && (
        <label className={styles.field} data-unused={engines.length < 2} data-scripted>
          <span className={styles.label}>Engine</span>
          <select
            value={engine}
            onChange={event => {
              const chosen = ENGINES.find(name => name === event.currentTarget.value)
              if (chosen) onEngine(chosen)
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
    </div>
  )
}
