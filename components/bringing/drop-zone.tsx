import { useEffect, useRef, useState } from 'react'
import styles from './drop-zone.module.css'

/**
 * A browser says every 50 to 350 ms that something is still dragged over the page
 * (HTML, drag-and-drop processing model); whether it left is told unreliably.
 */
const STILL_HERE_MS = 500

/**
 * Takes files that are dropped anywhere on the page, which a browser would open
 * in its place, and invites while one is dragged over it.
 */
export function DropZone({ onFiles }: { onFiles(files: readonly File[]): void }) {
  const [isOver, setOver] = useState(false)
  const take = useRef(onFiles)

  useEffect(() => {
    take.current = onFiles
  }, [onFiles])

  useEffect(() => {
    let leaves: ReturnType<typeof setTimeout> | undefined
    const stay = (event: DragEvent) => {
      // Text that is dragged is the browser's matter.
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setOver(true)
      clearTimeout(leaves)
      leaves = setTimeout(() => setOver(false), STILL_HERE_MS)
    }
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      clearTimeout(leaves)
      setOver(false)
      take.current([...event.dataTransfer.files])
    }
    document.addEventListener('dragover', stay)
    document.addEventListener('drop', drop)
    return () => {
      clearTimeout(leaves)
      document.removeEventListener('dragover', stay)
      document.removeEventListener('drop', drop)
    }
  }, [])

  return (
    <div className={styles.zone} data-over={isOver} aria-hidden="true">
      Drop the file to hear it
    </div>
  )
}
