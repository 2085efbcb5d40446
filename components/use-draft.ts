import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Draft, loadDraft, saveDraft } from './draft'

/** Writing is let settle for so long before it is kept, in ms. */
const SETTLE_MS = 300

/**
 * The draft on the page, kept from visit to visit. The server renders `initial`;
 * once the page runs each part of it becomes, first come: what the person wrote or
 * chose before that, what a link asked for, what was kept, `initial`. Only what was
 * changed here is kept: a page that is only looked at takes nothing from another.
 *
 * @param given What of `initial` a link asked for.
 * @param formId The form has the fields `text`, whose value the DOM owns, and `voiceId`.
 */
export function useDraft(
  formId: string,
  initial: Draft,
  given: Partial<Draft> | undefined,
): [Draft, (change: Partial<Draft>) => void] {
  const [draft, setDraft] = useState(initial)
  const first = useRef(initial)
  const asked = useRef(given)
  /** Whether something was changed here and is not kept yet: all else, another page may have kept meanwhile. */
  const isUnkept = useRef(false)
  const leaveLink = useCallback((changed: Draft) => {
    // It would bring its own text back over what was changed: once that is kept, the page stands without it.
    if (!asked.current || !saveDraft(changed)) return
    asked.current = undefined
    history.replaceState(null, '', location.pathname)
  }, [])
  // Read while the page is taken over: React then puts the server's text back into the field.
  const [early] = useState(() => readEarly(formId, initial))

  // Before anything is painted or pressed: what is played is what was kept.
  useLayoutEffect(() => {
    const kept = { ...first.current, ...loadDraft(), ...asked.current, ...early }
    const field = textField(formId)
    if (field) field.value = kept.text
    setDraft(kept)
    if (Object.keys(early).length === 0) return
    isUnkept.current = true
    leaveLink(kept)
  }, [formId, early, leaveLink])

  useEffect(() => {
    const save = () => {
      if (isUnkept.current) isUnkept.current = !saveDraft(draft)
    }
    const timer = setTimeout(save, SETTLE_MS)
    addEventListener('pagehide', save)
    return () => {
      clearTimeout(timer)
      removeEventListener('pagehide', save)
    }
  }, [draft])

  function changeBy(change: Partial<Draft>) {
    isUnkept.current = true
    setDraft(before => ({ ...before, ...change }))
    leaveLink({ ...draft, ...change })
  }

  return [draft, changeBy]
}

/** What was written and chosen on the server's page while it did not run yet. */
function readEarly(formId: string, initial: Draft): Partial<Draft> {
  // On the server nobody wrote anything.
  if (typeof document === 'undefined') return {}
  const voice = fieldOf(formId, 'voiceId')
  const text = textField(formId)
  return {
    ...(text && text.value !== initial.text ? { text: text.value } : {}),
    ...(voice instanceof HTMLSelectElement && voice.value !== (initial.voiceId ?? '')
      ? { voiceId: voice.value }
      : {}),
  }
}

function textField(formId: string): HTMLTextAreaElement | undefined {
  const field = fieldOf(formId, 'text')
  return field instanceof HTMLTextAreaElement ? field : undefined
}

function fieldOf(formId: string, name: string): RadioNodeList | Element | null {
  const form = document.getElementById(formId)
  return form instanceof HTMLFormElement ? form.elements.namedItem(name) : null
}
