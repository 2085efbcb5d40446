import { DRUM_KITS, FAMILIES } from '../../lib/score/general-midi'
import { SYNTHS } from '../../lib/score/synths'
import { SongSelect } from './song-select'

type Props = {
  /** Of the select; begins with the track's name. */
  label: string
  /** A canonical name, or empty for the first. */
  instrument: string
  isDrums: boolean
  onInstrument(name: string): void
}

/** All that a track can be played on: kits on a drums track, else General MIDI by families, and the synths. */
export function InstrumentSelect({ label, instrument, isDrums, onInstrument }: Props) {
  return (
    <SongSelect
      aria-label={label}
      value={instrument}
      onChange={event => onInstrument(event.currentTarget.value)}
    >
      {isDrums
        ? DRUM_KITS.map(({ name }) => <option key={name}>{name}</option>)
        : FAMILIES.map(family => (
            <optgroup key={family.name} label={family.name}>
              {family.instruments.map(name => (
                <option key={name}>{name}</option>
              ))}
            </optgroup>
          ))}
      {!isDrums && (
        <optgroup label="Synth, exact">
          {SYNTHS.map(name => (
            <option key={name}>{name}</option>
          ))}
        </optgroup>
      )}
    </SongSelect>
  )
}
