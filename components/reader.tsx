'use client'

import { type FormEvent, type KeyboardEvent, useId, useMemo, useRef } from 'react'
import { billedCharacters, type Reading, type Voice } from '../lib/reading/reading'
import { Dock } from './dock'
import styles from './reader.module.css'
import { SAMPLE } from './sample'
import { intentOf, isUnderWay } from './speech-state'
import { refusalOf, statusOf } from './status'
import { useDraft } from './use-draft'
import { useReadingPath } from './use-reading-path'
import { useSpeech } from './use-speech'
import { useVoices } from './use-voices'
import { pickEngine, pickVoice } from './voices'

/**
 * The place to write and what reads it aloud: a form that works as it is, and
 * that is taken over once the page runs.
 *
 * @param initialVoices From the server: the voices, or why there are none.
 * @param maxCharacters Of a reading.
 */
export function Reader({
  initialVoices,
  maxCharacters,
}: {
  initialVoices: readonly Voice[] | string
  maxCharacters: number
}) {
  const formId = useId()
  const textField = useRef<HTMLTextAreaElement>(null)
  const { voices, trouble, askAgain } = useVoices(initialVoices)
  const [draft, changeDraft] = useDraft(formId, { text: SAMPLE, voiceId: pickVoice(voices)?.Id })
  const speech = useSpeech()

  const { text } = draft
  const voice = pickVoice(voices, draft.voiceId)
  const engine = voice && pickEngine(voice, draft.engine)
  const characters = billedCharacters(text, 'text')
  const refusal = refusalOf({ text, characters, maxCharacters, trouble })
  const voiceId = voice?.Id
  const canBeRead = voiceId !== undefined && !refusal
  const reading = useMemo<Reading | undefined>(
    () => (canBeRead ? { text, textType: 'text', voiceId, engine, lexiconNames: [] } : undefined),
    [canBeRead, text, voiceId, engine],
  )
  const { path, ask } = useReadingPath(reading)
  const action = voice ? intentOf(speech.state, path) : 'ask-again'

  function start() {
    if (path !== undefined) speech.start(path)
    else if (reading) speech.prepare(ask())
    else textField.current?.focus()
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (action === 'pause') speech.pause()
    else if (action === 'resume') speech.resume()
    else if (action === 'ask-again') askAgain()
    else start()
  }

  function startByKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    start()
  }

  return (
    <form id={formId} className={styles.reader} action="/read" method="get" onSubmit={submit}>
      <label className="visually-hidden" htmlFor="text">
        Text to read
      </label>
      <textarea
        ref={textField}
        id="text"
        name="text"
        className={styles.text}
        dir="auto"
        lang={voice?.LanguageCode}
        defaultValue={SAMPLE}
        aria-invalid={characters > maxCharacters}
        onInput={event => changeDraft({ text: event.currentTarget.value })}
        onKeyDown={startByKey}
      />
      <Dock
        action={action}
        isRefused={refusal !== undefined && action === 'start'}
        canStop={isUnderWay(speech.state)}
        elapsedSeconds={speech.elapsedSeconds}
        onStop={speech.stop}
        characters={characters}
        maxCharacters={maxCharacters}
        status={refusal && !isUnderWay(speech.state) ? refusal : statusOf(speech.state)}
        voices={voices}
        voice={voice}
        engine={engine}
        onVoice={voiceId => changeDraft({ voiceId })}
        onEngine={chosen => changeDraft({ engine: chosen })}
      />
      <audio preload="none" {...speech.audioProps} />
    </form>
  )
}
