import { useDeferredValue, useEffectEvent, useId, useLayoutEffect, useMemo, useState } from 'react'
import { primaryLanguage } from '../../lib/reading/language-tag'
import type { VoiceChooserProps } from './voice-choice'
import { groupVoices, type VoiceGroup } from './voice-groups'
import styles from './voice-list.module.css'
import { ownLanguageName } from './voice-names'
import { VoiceRow } from './voice-row'
import { searchVoices } from './voice-search'

/** Voices that are there as soon as the list is, the chosen one among them; the others follow at once. */
const FIRST = 20

type Props = VoiceChooserProps & {
  /** Ids of the list itself, and of what names it. */
  id: string
  labelledBy: string
  query: string
  /** The rows are there that this query finds. */
  onShown(query: string): void
}

/** The voices that a query finds, a moment behind it, and how many they are. */
export function VoiceList(props: Props) {
  const { id, labelledBy, query, voices, voice, engine, preview, favourites } = props
  const { onChoose, onPreview, onFavourite, onShown } = props
  const groupName = useId()
  const sought = useDeferredValue(query)
  // As they were on opening: a row that moved away under the finger would take the focus with it.
  const [wishes] = useState(() => ({ suggested: props.suggested, favourites, last: voice?.Id }))
  const all = useMemo(() => groupVoices(voices, wishes), [voices, wishes])
  const groups = useMemo(() => matching(voices, all, sought), [voices, all, sought])
  const count = groups.reduce((sum, group) => sum + group.voices.length, 0)
  // Not one of an earlier visit.
  const [before] = useState(preview)
  const failed =
    preview?.state === 'failed' && preview !== before
      ? voices.find(({ Id }) => Id === preview.voiceId)
      : undefined
  const shown = useDeferredValue(Number.POSITIVE_INFINITY, FIRST)
  const tell = useEffectEvent(onShown)
  useLayoutEffect(() => tell(sought), [sought])

  return (
    <>
      <p className={styles.count} role="status">
        {failed ? `${failed.Name} could not be heard just now. Try again in a moment.` : counted(count)}
      </p>
      <div id={id} className={styles.voices} role="radiogroup" aria-labelledby={labelledBy}>
        {firstOf(groups, shown).map(group => (
          <fieldset key={group.id} className={styles.group}>
            <legend className={styles.heading}>
              {group.label}
              <OwnName code={group.languageCode} />
            </legend>
            <ul className={styles.rows}>
              {group.voices.map(each => (
                <VoiceRow
                  key={each.Id}
                  groupName={groupName}
                  voice={each}
                  engine={engine}
                  isChosen={each.Id === voice?.Id}
                  isFavourite={favourites.includes(each.Id)}
                  preview={preview?.voiceId === each.Id ? preview.state : undefined}
                  saysLanguage={group.languageCode === undefined}
                  onChoose={onChoose}
                  onPreview={onPreview}
                  onFavourite={onFavourite}
                />
              ))}
            </ul>
          </fieldset>
        ))}
        {count === 0 && (
          <p className={styles.none}>
            No voice is called that, nor speaks such a language. Try the name of a language or a country.
          </p>
        )}
      </div>
    </>
  )
}

function counted(voices: number): string {
  return voices === 1 ? '1 voice' : `${voices} voices`
}

/** What the language calls itself, where that is not what the heading says. */
function OwnName({ code }: { code: string | undefined }) {
  const name = code && primaryLanguage(code) !== 'en' ? ownLanguageName(code) : undefined
  return code && name ? (
    <span lang={primaryLanguage(code)} className={styles.own}>
      {name}
    </span>
  ) : null
}

function firstOf(groups: readonly VoiceGroup[], max: number): readonly VoiceGroup[] {
  let left = max
  const first: VoiceGroup[] = []
  for (const group of groups) {
    if (left <= 0) break
    first.push({ ...group, voices: group.voices.slice(0, left) })
    left -= group.voices.length
  }
  return first
}

function matching(
  voices: VoiceChooserProps['voices'],
  all: readonly VoiceGroup[],
  query: string,
): readonly VoiceGroup[] {
  if (query.trim() === '') return all
  const found = searchVoices(voices, query)
  return found.length === 0 ? [] : [{ id: 'found', label: 'Found', voices: found }]
}
