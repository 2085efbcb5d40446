import { useRef, useState } from 'react'
import styles from './share-link.module.css'

type Props = {
  path: string
  /** Whether the address is the reading itself. */
  isSelfContained: boolean
}

/** The link to a reading: shown, so that it can be copied by hand where a browser lets no page do it. */
export function ShareLink({ path, isSelfContained }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const [told, setTold] = useState('')
  const url = new URL(path, location.href).href

  async function copy() {
    // Told again when it is copied again.
    setTold('')
    setTold((await copied(url, field.current)) ? 'Copied' : 'The link is selected: copy it by hand')
  }

  async function share() {
    try {
      await navigator.share({ title: 'Pollyphony', url })
    } catch (error) {
      // Whoever closes the list of apps wants nothing more.
      if (error instanceof DOMException && error.name === 'AbortError') return
      console.warn('The link could not be shared:', error)
      setTold('It could not be shared: copy the link')
    }
  }

  return (
    <section>
      <h3 className={styles.heading}>Link</h3>
      <div className={styles.row}>
        <input
          ref={field}
          className={styles.address}
          form=""
          readOnly
          value={url}
          aria-label="Link to this reading"
          onFocus={event => event.currentTarget.select()}
        />
        <button type="button" onClick={copy}>
          Copy link
        </button>
        {'share' in navigator && (
          <button type="button" onClick={share}>
            Share
          </button>
        )}
      </div>
      <p className={styles.told} role="status">
        {told}
      </p>
      <p className={styles.note}>
        {isSelfContained
          ? 'The link holds the text itself: whoever has it can read and hear it.'
          : 'The text is too long for a link of its own: this one works as long as this server keeps the text.'}
      </p>
    </section>
  )
}

/** Not every page may write to the clipboard: only one that came encrypted, and that is not forbidden to. */
async function copied(text: string, field: HTMLInputElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch (error) {
    console.warn('The clipboard refused the link:', error)
    field?.select()
    field?.focus()
    return document.execCommand('copy')
  }
}
