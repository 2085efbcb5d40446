import { type KeyboardEvent, type MouseEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { late, useLate } from '../late'
import { LateNotice } from '../late-notice'
import { letGoOfSelection } from '../let-go'
import type { VoiceChooserProps } from './voice-choice'
import styles from './voice-dialog.module.css'

export const VOICE_LIST = late(async () => (await import('./voice-list')).VoiceList)

/**
 * All voices, each a radio button with its own buttons beside it: a listbox may
 * not have buttons in its options. The arrow keys go through the voices, Tab
 * to the buttons of the chosen one; a letter typed anywhere goes into the search.
 *
 * It opens in the press itself, so that no key is lost; the voices follow when
 * their part of the page is there.
 */
export function VoiceDialog({ onClose, ...choice }: VoiceChooserProps & { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const id = useId()
  const [query, setQuery] = useState('')
  const { part: VoiceList, hasFailed } = useLate(VOICE_LIST, true)
  /** Whether the first voice that is found is to be taken as soon as it is shown. */
  const isAwaited = useRef(false)
  const shownQuery = useRef<string>(undefined)

  // Before it is taken out of the page: only closing it gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    letGoOfSelection()
    element?.showModal()
    // No keyboard comes up on a phone; to search, one begins to type.
    element?.focus()
    // The rows were there before it was open: React lays out what is inside first.
    if (shownQuery.current !== undefined) goToChosen()
    return () => element?.close()
  }, [])

  function settle(shown: string) {
    const isFirst = shownQuery.current === undefined
    shownQuery.current = shown
    if (isFirst && document.activeElement === dialog.current) goToChosen()
    if (isAwaited.current && shown === query) goToVoices()
  }

  function goToChosen() {
    const chosen = dialog.current?.querySelector<HTMLElement>('input:checked') ?? search.current
    chosen?.focus()
    chosen?.scrollIntoView({ block: 'center' })
  }

  function tell() {
    // The event comes late: it may be open again.
    if (!dialog.current?.open) onClose()
  }

  function closeFromOutside(event: MouseEvent) {
    // The dialog's content covers it: what is clicked of the dialog itself is its backdrop.
    if (event.target === dialog.current) onClose()
  }

  function searchByTyping(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { target, key } = event
    const isInVoices = target instanceof HTMLInputElement && target !== search.current
    if (isInVoices && key === 'Enter') {
      event.preventDefault()
      onClose()
    } else if (key !== ' ' && [...key].length === 1 && !(target instanceof HTMLSelectElement)) {
      // The key goes into the field that has the focus when it is let through.
      search.current?.focus()
    }
  }

  function goByKey(event: KeyboardEvent) {
    isAwaited.current = event.key === 'ArrowDown' || event.key === 'Enter'
    if (!isAwaited.current) return
    event.preventDefault()
    if (shownQuery.current === query) goToVoices()
  }

  function goToVoices() {
    isAwaited.current = false
    const list = dialog.current
    const radio =
      list?.querySelector<HTMLElement>('input:checked') ??
      list?.querySelector<HTMLElement>('input[type=radio]')
    radio?.focus()
    radio?.click()
  }

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={`${id}title`}
      tabIndex={-1}
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
            onKeyDown={goByKey}
          />
        </header>
        {VoiceList ? (
          <VoiceList
            {...choice}
            id={`${id}voices`}
            labelledBy={`${id}title`}
            query={query}
            onShown={settle}
          />
        ) : (
          <div className={styles.late}>
            <LateNotice part={VOICE_LIST} hasFailed={hasFailed} />
          </div>
        )}
      </div>
    </dialog>
  )
}
