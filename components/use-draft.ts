import { type RefObject, useEffect, useRef, useState } from 'react'
import { type Draft, loadDraft, saveDraft } from './draft'

/** Writing is let settle for so long before it is kept, in ms. */
const SETTLE_MS = 300

/**
 * The draft on the page, kept from visit to visit. The server renders `initial`;
 * once the page runs it becomes, first come: what the person wrote or chose
 * before that, what was kept, `initial`.
 *
 * @param form Has the fields `text`, which the DOM owns, and `voiceId`.
 */
export function useDraft(
  form: RefObject<HTMLFormElement | null>,
  initial: Draft,
): [Draft, (change: Partial<Draft>) => void] {
  const [draft, setDraft] = useState(initial)
  const first = useRef(initial)

  useEffect(() => {
    const { text, voiceId } = first.current
    const textField = form.current?.elements.namedItem('text')
    const voiceField = form.current?.elements.namedItem('voiceId')
    if (!(textField instanceof HTMLTextAreaElement)) return
    const kept = loadDraft()
    const isWritten = textField.value !== text
    const isChosen = voiceField instanceof HTMLSelectElement && voiceField.value !== (voiceId ?? '')
    if (!isWritten && kept.text !== undefined) textField.value = kept.text
    setDraft({
      text: textField.value,
      voiceId: isChosen ? voiceField.value : (kept.voiceId ?? voiceId),
      engine: kept.engine,
    })
  }, [form])

  useEffect(() => {
    if (draft === first.current) return
    const save = () => saveDraft(draft)
    const timer = setTimeout(save, SETTLE_MS)
    addEventListener('pagehide', save)
    return () => {
      clearTimeout(timer)
      removeEventListener('pagehide', save)
    }
  }, [draft])

  return [draft, change => setDraft(before => ({ ...before, ...change }))]
}
