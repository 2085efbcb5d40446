import { type RefObject, useEffect, useRef, useState } from 'react'
import type { LanguageAnswer, LanguageQuestion } from './language-worker'

/** Writing is let settle for so long before it is judged, in ms. */
const SETTLE_MS = 500
/** The detection reads three short samples: of a long text only so much is sent, in UTF-16 units. */
const PART = 2000

/**
 * The language of a text, by detection, in a thread of its own: what it needs
 * to know takes the page's thread 100 ms to load, and a phone's several times that.
 *
 * @param text Absent: nothing is asked, and nothing loaded; what is being loaded is let go of, so
 * that a sound has a slow connection for itself.
 * @returns A primary tag, or undefined while, or where, it is not known.
 */
export function useLanguage(text: string | undefined): string | undefined {
  const worker = useRef<Worker>(undefined)
  const lastId = useRef(0)
  const answeredId = useRef(0)
  const [language, setLanguage] = useState<string>()

  useEffect(() => () => end(worker), [])

  useEffect(() => {
    if (text === undefined) {
      if (answeredId.current < lastId.current) end(worker)
      return
    }
    const id = ++lastId.current
    const timer = setTimeout(() => {
      worker.current ??= startWorker(
        answer => {
          answeredId.current = answer.id
          if (answer.id === lastId.current) setLanguage(answer.language)
        },
        // The next text tries anew: it may have been the connection.
        () => {
          worker.current = undefined
        },
      )
      const question: LanguageQuestion = { id, text: partsOf(text) }
      worker.current.postMessage(question)
    }, SETTLE_MS)
    return () => clearTimeout(timer)
  }, [text])

  return language
}

function end(worker: RefObject<Worker | undefined>): void {
  worker.current?.terminate()
  worker.current = undefined
}

function startWorker(onAnswer: (answer: LanguageAnswer) => void, onFailure: () => void): Worker {
  const worker = new Worker(new URL('./language-worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<LanguageAnswer>) => onAnswer(data))
  // Without it no language is suggested, and all else works.
  worker.addEventListener('error', event => {
    event.preventDefault()
    console.warn('The language cannot be detected:', event.message)
    worker.terminate()
    onFailure()
  })
  return worker
}

function partsOf(text: string): string {
  if (text.length <= 3 * PART) return text
  const middle = Math.floor((text.length - PART) / 2)
  return [text.slice(0, PART), text.slice(middle, middle + PART), text.slice(-PART)].join(' ')
}
