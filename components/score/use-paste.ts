import { useEffect, useEffectEvent } from 'react'

/** Opens a song that is pasted anywhere on the page but into a field: a file, or its text. */
export function usePaste(onFiles: (files: readonly File[]) => void): void {
  const take = useEffectEvent((event: ClipboardEvent) => {
    const target = event.target instanceof Element ? event.target : undefined
    if (!event.clipboardData || target?.closest('input, textarea, dialog')) return
    const text = event.clipboardData.getData('text/plain')
    const files = [...event.clipboardData.files]
    if (files.length === 0 && text === '') return
    event.preventDefault()
    onFiles(files.length > 0 ? files : [new File([text], 'Pasted song.json', { type: 'application/json' })])
  })

  useEffect(() => {
    const listener = (event: ClipboardEvent) => take(event)
    document.addEventListener('paste', listener)
    return () => document.removeEventListener('paste', listener)
  }, [])
}
