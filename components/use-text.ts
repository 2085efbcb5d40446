import { type ClipboardEvent, type RefObject, useDeferredValue, useMemo, useRef, useState } from 'react'
import type { Document } from '../lib/document/document'
import type { Engine, TextType } from '../lib/reading/reading'
import { importOf, replacesAll } from './bringing/pasted'
import { type Import, useImport } from './bringing/use-import'
import type { Draft } from './draft'
import { readableOf } from './readable'
import { useDraft } from './use-draft'
import { writeInto } from './writing/field'

export type PageText = {
  draft: Draft
  /** What is read, a moment behind the writing. */
  document: Document
  /** The same, of what is written by now. */
  documentNow(): Document
  imports: Import
  write(text: string): void
  paste(event: ClipboardEvent<HTMLTextAreaElement>): void
  setTextType(textType: TextType): void
  setVoice(voiceId: string, engine?: Engine): void
}

/** The text on the page: written, pasted, opened from a file or given by a link. */
export function useText(
  formId: string,
  field: RefObject<HTMLTextAreaElement | null>,
  initial: Draft,
  given: Partial<Draft> | undefined,
  maxCharacters: number,
  failure: string | undefined,
): PageText {
  const [draft, change] = useDraft(formId, initial, given)
  const [imported, setImported] = useState<Document>()
  const imports = useImport(maxCharacters, failure, next => {
    const before = { draft, imported }
    put({ text: next.text, textType: 'text' }, next)
    return () => put(before.draft, before.imported)
  })

  function put(next: Pick<Draft, 'text' | 'textType'>, from: Document | undefined) {
    if (field.current) field.current.value = next.text
    setImported(from)
    change({ text: next.text, textType: next.textType })
  }

  /** What was pasted and could not be read as more than its words, before what was written behind it. */
  function writePasted(plain: string, isWrittenBehind: boolean) {
    if (!field.current) return
    const { selectionStart: start, selectionEnd: end } = field.current
    if (!isWrittenBehind) return writeInto(field.current, { start, end, with: plain })
    const caret = plain.length + end
    writeInto(field.current, { start: 0, end: 0, with: plain }, { start: caret, end: caret })
  }

  const { text, textType } = draft
  const settledText = useDeferredValue(text)
  const document = useMemo(
    () => readableOf(settledText, textType, imported),
    [settledText, textType, imported],
  )
  const latest = useRef<{ text: string; textType: TextType; document: Document }>(undefined)

  return {
    draft,
    document,
    documentNow() {
      if (settledText === text) return document
      if (latest.current?.text !== text || latest.current.textType !== textType) {
        latest.current = { text, textType, document: readableOf(text, textType, imported) }
      }
      return latest.current.document
    },
    imports,
    write(written) {
      // What was told of a file is over: its Undo would bring the old text back over this one.
      const { state } = imports
      if (state.phase !== 'idle') imports.dismiss()
      change({ text: written })
      if (state.phase === 'reading') state.otherwise?.(true)
    },
    paste(event) {
      const file =
        textType === 'text' ? importOf(event.clipboardData, replacesAll(event.currentTarget)) : undefined
      if (!file) return
      event.preventDefault()
      const plain = event.clipboardData.getData('text/plain')
      let isWritten = false
      // Once: what it writes is told of like what is typed.
      const writeOnce = (isWrittenBehind: boolean) => {
        if (!isWritten) {
          isWritten = true
          writePasted(plain, isWrittenBehind)
        }
      }
      imports.bring([file], plain === '' ? undefined : writeOnce)
    },
    setTextType: next => change({ textType: next }),
    setVoice: (voiceId, engine) => change({ voiceId, engine }),
  }
}
