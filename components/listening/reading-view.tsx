import { type KeyboardEvent, type MouseEvent, type RefObject, useDeferredValue, useMemo } from 'react'
import type { Document } from '../../lib/document/document'
import { nextSentenceStart } from '../readable'
import { BackToVoice } from './back-to-voice'
import { ReadingText } from './reading-text'
import styles from './reading-view.module.css'
import { sectionsOf } from './sections'
import type { TimelineFeed } from './timeline-feed'
import type { Spoken } from './timeline-index'
import { useFollow } from './use-follow'
import { useHighlight } from './use-highlight'
import { firstInView, wordAtPoint } from './word-at-point'

/** Sections that are there as soon as the view is, some three screens each; the others follow at once. */
const FIRST = 2

type Props = {
  /** The element that scrolls and takes the focus. */
  view: RefObject<HTMLElement | null>
  document: Document
  /** Of the text, as BCP 47 has it. */
  lang: string | undefined
  /** Sets type, measure and padding: the class of the place where the text is written. */
  textClass: string | undefined
  audio: RefObject<HTMLAudioElement | null>
  /** Offset in the document's text at which what is played begins. */
  base: number
  /** Of what is played: its offsets begin with 0 at `base`. */
  feed: TimelineFeed
  /** Asks for the voice to go on from there: an offset in the document's text. */
  onGo(offset: number): void
}

/**
 * A text while it is heard, in the place where it was written: the word and the
 * sentence at hand are marked, and a click on a word goes there. By the keyboard,
 * Enter goes to the first line in view.
 */
export function ReadingView({ view, document, lang, textClass, audio, base, feed, onGo }: Props) {
  const { isFollowing, resume, show } = useFollow(view)
  const shown = useDeferredValue(Number.POSITIVE_INFINITY, FIRST)
  const all = useMemo(() => sectionsOf(document), [document])
  const sections = useMemo(() => all.slice(0, shown), [all, shown])
  const awaited = useMemo(() => awaitedIn(document, base), [document, base])
  useHighlight({ view, sections, audio, base, awaited, feed, onSpoken: show })

  function goTo(offset: number | undefined) {
    if (offset === undefined) return
    resume()
    onGo(offset)
  }

  function goByClick(event: MouseEvent) {
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) && event.detail === 1
    const isLink = event.target instanceof Element && event.target.closest('a')
    // Whoever selects some of the text wants to do something else with it.
    if (isPlain && !isLink && getSelection()?.isCollapsed !== false) {
      goTo(wordAtPoint(event.clientX, event.clientY))
    }
  }

  function goByKey(event: KeyboardEvent) {
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    if (event.key !== 'Enter' || !isPlain || event.target !== event.currentTarget) return
    event.preventDefault()
    goTo(firstInView(event.currentTarget))
  }

  function goBack() {
    // The button is about to go, and must not take the focus with it.
    view.current?.focus({ preventScroll: true })
    resume()
  }

  return (
    <div className={styles.view}>
      <section
        ref={view}
        className={`${textClass} ${styles.text}`}
        aria-label="Text being read"
        aria-keyshortcuts="Enter"
        lang={lang}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the keyboard
        tabIndex={0}
        onClick={goByClick}
        onKeyDown={goByKey}
      >
        <ReadingText document={document} sections={sections} />
      </section>
      <BackToVoice isShown={!isFollowing} onClick={goBack} />
    </div>
  )
}

/** The sentence that was gone to, until its sound is known. */
function awaitedIn(document: Document, base: number): Spoken | undefined {
  if (base === 0) return undefined
  const sentence = document.text.slice(base, nextSentenceStart(document, base))
  return { timeMs: 0, start: 0, end: sentence.trimEnd().length }
}
