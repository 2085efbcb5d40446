import { type ChangeEvent, useRef } from 'react'
import { ACCEPTED } from '../../lib/document/importers'

type Props = {
  onFiles(files: readonly File[]): void
  /** Kinds of files, as the element has them. @default Those that hold a text. */
  accept?: string
}

/** The button that opens a file: by keyboard and on a phone what dropping one is by mouse. */
export function OpenFile({ onFiles, accept = ACCEPTED }: Props) {
  const input = useRef<HTMLInputElement>(null)

  function take(event: ChangeEvent<HTMLInputElement>) {
    const field = event.currentTarget
    onFiles([...(field.files ?? [])])
    // The same file, changed meanwhile, may be chosen again.
    field.value = ''
  }

  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        Open file
      </button>
      <input ref={input} type="file" form="" hidden accept={accept} onChange={take} />
    </>
  )
}
