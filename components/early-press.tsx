import { useEffect, useEffectEvent, useState } from 'react'

/** So long a press waits for the page to run, in ms; then the form does what it does without scripts. */
const MAX_WAIT_MS = 10_000

/** What this page and its script say to each other, by properties of the form. */
type Early = { isRunning?: boolean; wasPressed?: boolean }

/**
 * Holds a press of Play that comes before the page runs: the form would lead
 * away from the page, to the bare sound. To stand in the form, before what presses.
 */
export function HoldEarlyPress() {
  // Run by the browser as it reads the page.
  const script = `{
    const form = document.currentScript.closest('form')
    form.addEventListener('submit', event => {
      if (form.isRunning) return
      event.preventDefault()
      form.wasPressed = true
      setTimeout(() => form.isRunning || form.submit(), ${MAX_WAIT_MS})
    })
  }`
  return <script dangerouslySetInnerHTML={{ __html: script }} />
}

/** Makes up for a press that was held, once what was kept of an earlier visit is on the page. */
export function useEarlyPress(formId: string, onPress: () => void): void {
  const [wasPressed, setPressed] = useState(false)
  const press = useEffectEvent(onPress)

  useEffect(() => {
    const form: (HTMLElement & Early) | null = document.getElementById(formId)
    if (!form || form.isRunning) return
    form.isRunning = true
    setPressed(form.wasPressed === true)
  }, [formId])

  useEffect(() => {
    if (wasPressed) press()
  }, [wasPressed])
}
