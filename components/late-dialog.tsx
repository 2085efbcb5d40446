import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { type Late, useLate } from './late'
import { LateNotice } from './late-notice'
import { SheetDialog } from './sheet-dialog'

/** Sooner nobody asks where it is, in ms. */
const SLOW_MS = 300

type Props<DialogProps> = {
  dialog: Late<ComponentType<DialogProps>>
  /** What is said of it while it is not there. */
  title: string
  onClose(): void
  /** Renders it once it is loaded. */
  children(Dialog: ComponentType<DialogProps>): ReactNode
}

/** A dialog that is loaded when it is opened: until then, and where that fails, one that says so. */
export function LateDialog<DialogProps>({ dialog, title, onClose, children }: Props<DialogProps>) {
  const { part, hasFailed } = useLate(dialog, true)
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])

  if (part) return children(part)
  if (!isSlow && !hasFailed) return null
  return (
    <SheetDialog title={title} closeLabel="Cancel" onClose={onClose}>
      <LateNotice part={dialog} hasFailed={hasFailed} />
    </SheetDialog>
  )
}
