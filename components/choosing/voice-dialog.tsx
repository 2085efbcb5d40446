import {
  type KeyboardEvent,
  type MouseEvent,
  useDeferredValue,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { primaryLanguage } from '../../lib/reading/language-tag'
import { letGoOfSelection } from '../let-go'
import type { VoiceChooserProps } from './voice-choice'
import styles from './voice-dialog.module.css'
import { groupVoices, type VoiceGroup } from './voice-groups'
import { ownLanguageName } from './voice-names'
import { VoiceRow } from './voice-row'
import { searchVoices } from './voice-search'

/** Voices that are there as soon as the dialog is, the chosen one among them; the others follow at once. */
const FIRST = 20

/**
 * All voices, each a radio button with its own buttons beside it: a listbox may
 * not have buttons in its options. The arrow keys go through the voices, Tab
 * to the buttons of the chosen one; a letter typed anywhere goes into the search.
 */
export function VoiceDialog(props: VoiceChooserProps & { onClose(): void }) {
  const { voices, voice, engine, preview, favourites, onChoose, onPreview, onFavourite, onClose } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const id = useId()
  const [query, setQuery] = useState('')
  const sought = useDeferredValue(query)
  // As they were on opening: a row that moved away under the finger would take the focus with it.
  const [wishes] = useState(() => ({ suggested: props.suggested, favourites, last: voice?.Id }))
  const all = useMemo(() => groupVoices(voices, wishes), [voices, wishes])
  const groups = useMemo(() => matching(voices, all, sought), [voices, all, sought])
  const count = groups.reduce((sum, group) => sum + group.voices.length, 0)
  const shown = useDeferredValue(Number.POSITIVE_INFINITY, FIRST)

  // Before it is taken out of the page: only closing it gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    letGoOfSelection()
    element?.showModal()
    // The chosen voice is in sight, and no keyboard comes up on a phone; to search, one begins to type.
    const first = element?.querySelector<HTMLElement>('input:checked') ?? search.current
    first?.focus()
    first?.scrollIntoView({ block: 'center' })
    return () => element?.close()
  }, [])

  function tell() {
    // The event comes late: it may be open again.
    if (!dialog.current?.open) onClose()
  }

  function closeFromOutside(event: MouseEvent) {
    // The dialog's content covers it: what is clicked of the dialog itself is its backdrop.
    if (event.target === dialog.current) onClose()
  }

  function searchByTyping(event: KeyboardEvent) {
    const isInVoices = event.target instanceof HTMLInputElement && event.target !== search.current
    if (!isInVoices || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter') {
      event.preventDefault()
      onClose()
    } else if ([...event.key].length === 1 && event.key !== ' ') {
      // The key goes into the field that has the focus when it is let through.
      search.current?.focus()
    }
  }

  function goToVoices(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
    const list = dialog.current
    const radio =
      list?.querySelector<HTMLElement>('input:checked') ?? list?.querySelector('input[type=radio]')
    if (!(radio instanceof HTMLInputElement)) return
    event.preventDefault()
    radio.focus()
    radio.click()
  }

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={`${id}title`}
      onClose={tell}
      onClick={closeFromOutside}
      onKeyDown={searchByTyping}
    >
      <div className={styles.sheet}>
        <header className={styles.header}>
          <h2 id={`${id}title`} className={styles.title}>
            Choose a voice
          </h2>
          <button type="button" className={styles.done} onClick={onClose}>
            Done
          </button>
          <input
            ref={search}
            type="search"
            form=""
            className={styles.search}
            value={query}
            aria-label="Search voices"
            aria-controls={`${id}voices`}
            placeholder="Name, language or country"
            autoComplete="off"
            spellCheck={false}
            onChange={event => setQuery(event.currentTarget.value)}
            onKeyDown={goToVoices}
          />
          <p className={styles.count} role="status">
            {count === 1 ? '1 voice' : `${count} voices`}
          </p>
        </header>
        <div id={`${id}voices`} className={styles.voices} role="radiogroup" aria-labelledby={`${id}title`}>
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
                    groupName={id}
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
      </div>
    </dialog>
  )
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
