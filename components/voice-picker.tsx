import { useMemo } from 'react'
import type { Voice } from '../lib/reading/reading'
import { groupByLanguage } from './voices'

type Props = { voices: readonly Voice[]; voice: Voice | undefined }

/** Who reads, for a page whose scripts do not run: the browser's own list. */
export function VoicePicker({ voices, voice }: Props) {
  const groups = useMemo(() => groupByLanguage(voices), [voices])
  return (
    <label>
      <span className="visually-hidden">Voice</span>
      <select name="voiceId" defaultValue={voice?.Id ?? ''} disabled={!voice}>
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
  )
}
