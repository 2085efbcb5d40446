'use client'

import {
  type FormEvent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { outlineOf } from '../lib/document/document'
import { billedCharacters, type Voice } from '../lib/reading/reading'
import { ChoosePart } from './bringing/choose-part'
import { DropZone } from './bringing/drop-zone'
import { ImportNotice } from './bringing/import-notice'
import { OpenFile } from './bringing/open-file'
import { Outline } from './bringing/outline'
import { Dock } from './dock'
import type { Draft } from './draft'
import { letGoOfSelection } from './let-go'
import { ReadingView } from './listening/reading-view'
import { Player } from './player'
import styles from './reader.module.css'
import { directionOf } from './right-to-left'
import { SheetBar } from './sheet-bar'
import { intentOf, isUnderWay } from './speech-state'
import { refusalOf, statusOf } from './status'
import { agree, isAgreed } from './taking/agreed'
import { costOf, isLarge } from './taking/cost'
import { CostLine } from './taking/cost-line'
import { TakeAlong } from './taking/take-along'
import { useAddresses } from './use-addresses'
import { type Readable, useListening } from './use-listening'
import { usePosition } from './use-position'
import { useSpeech } from './use-speech'
import { useText } from './use-text'
import { useVoices } from './use-voices'
import { pickEngine, pickVoice } from './voices'
import { SsmlTools } from './writing/ssml-tools'
import { SsmlTroubles } from './writing/ssml-troubles'
import { useSsmlTroubles } from './writing/use-ssml-troubles'

const ConfirmLarge = lazy(() =>
  import('./taking/confirm-large').then(module => ({ default: module.ConfirmLarge })),
)

type Props = {
  /** From the server: the voices, or why there are none. */
  initialVoices: readonly Voice[] | string
  /** What stands on the page at first. */
  initial: Draft
  /** What of it a link asked for. */
  given: Partial<Draft> | undefined
  /** Of a reading. */
  maxCharacters: number
  /** Whether Amazon Polly speaks. */
  isPaid: boolean
}

/**
 * The place to write, which becomes the place to listen, and what reads aloud:
 * a form that works as it is, and that is taken over once the page runs.
 */
export function Reader({ initialVoices, initial, given, maxCharacters, isPaid }: Props) {
  const formId = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const view = useRef<HTMLElement>(null)
  const { voices, trouble, askAgain } = useVoices(initialVoices)
  const page = useText(
    formId,
    field,
    { ...initial, voiceId: pickVoice(voices, initial.voiceId)?.Id },
    given,
    maxCharacters,
  )
  const { draft, document, imports } = page
  const { text, textType } = draft
  const direction = useMemo(() => directionOf(text), [text])
  const voice = pickVoice(voices, draft.voiceId)
  const engine = voice && pickEngine(voice, draft.engine)

  const characters = billedCharacters(text, textType)
  const refusal = refusalOf({ text, characters, maxCharacters, trouble })
  const voiceId = voice?.Id
  const canBeRead = voiceId !== undefined && !refusal
  const readable = useMemo<Readable | undefined>(
    () =>
      canBeRead
        ? {
            document,
            language: voice?.LanguageCode,
            reading: { text: document.text, textType, voiceId, engine, lexiconNames: [] },
          }
        : undefined,
    [canBeRead, document, textType, voiceId, engine, voice?.LanguageCode],
  )
  const addressOf = useAddresses(readable?.reading)
  const speech = useSpeech(retries => listening.retry(retries))
  const listening = useListening(speech, addressOf, document.text)
  const { session } = listening
  const position = usePosition(listening, speech)

  const cost = costOf(characters, engine, isPaid)
  /** Where to begin, once it is agreed that much is read for money. */
  const [asking, setAsking] = useState<{ offset: number | undefined }>()
  const [isHelpOpen, setHelpOpen] = useState(false)
  const ssmlEngine = isPaid && engine ? engine : 'embedded'
  const troubles = useSsmlTroubles(textType === 'ssml' && !session ? text : undefined, ssmlEngine)
  const outline = useMemo(() => outlineOf(document), [document])
  const action = voice ? intentOf(speech.state, session?.path) : 'ask-again'

  /** In the click itself. */
  function start(offset?: number) {
    if (!readable || !voiceId) return field.current?.focus()
    if (isLarge(cost) && !isAgreed(text, cost.usd ?? 0)) return setAsking({ offset })
    letGoOfSelection()
    const now = page.documentNow()
    const asked =
      now === document
        ? readable
        : { ...readable, document: now, reading: { ...readable.reading, text: now.text } }
    // What broke off goes on where it did.
    const hasFailed = session !== undefined && speech.state.phase === 'failed'
    listening.begin(asked, offset ?? (hasFailed ? listening.position() : position.of(now.text)))
  }

  function edit() {
    if (!session) return
    position.keep()
    listening.end()
  }

  function submit(event?: FormEvent) {
    event?.preventDefault()
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

  // Another voice goes on where the last one was.
  const chosen = `${voiceId} ${engine}`
  const spoken = session && `${session.reading.voiceId} ${session.reading.engine}`
  useEffect(() => {
    if (!session || !readable || spoken === chosen) return
    if (isUnderWay(speech.state)) listening.begin(readable, listening.position())
    else edit()
  }, [chosen])

  // A file that is opened while one listens, or its Undo, takes the place of what is heard.
  useEffect(() => {
    if (session && session.document.text !== text) edit()
  }, [text])

  // What had the focus is gone where it was the field, or the button that leads back to it.
  const wasListening = useRef(false)
  useEffect(() => {
    // What is hidden loses it only with the next frame.
    const focused = window.document.activeElement
    const isLost = focused === window.document.body || focused?.closest('[inert]') != null
    if (isLost && session) view.current?.focus({ preventScroll: true })
    else if (isLost && wasListening.current) field.current?.focus({ preventScroll: true })
    wasListening.current = session !== undefined
  }, [session])

  const whole = (session ?? readable)?.reading
  return (
    <form id={formId} className={styles.reader} action="/read" method="get" onSubmit={submit}>
      <SheetBar>
        {session ? (
          <button type="button" className={styles.edit} onClick={edit} aria-keyshortcuts="Escape">
            Edit
          </button>
        ) : (
          <OpenFile onFiles={imports.bring} />
        )}
        {/* It stays where it is, so that the text does. */}
        <fieldset className={styles.mode} disabled={session !== undefined}>
          <SsmlTools textType={textType} onTextType={page.setTextType} field={field} engine={ssmlEngine} />
        </fieldset>
        <Outline
          entries={outline}
          position={position.offset}
          onGo={offset => (session ? listening.goTo(offset) : start(offset))}
        />
        <TakeAlong addressOf={whole && (() => addressOf(whole))} isPaid={isPaid} />
      </SheetBar>
      <div className={styles.place}>
        {session && (
          <ReadingView
            view={view}
            document={session.document}
            lang={session.language}
            textClass={styles.text}
            audio={speech.audio}
            base={session.base}
            feed={listening.feed}
            onGo={listening.goTo}
          />
        )}
        {/* Out of sight its lines stay as they are: to lay out a long text anew would be felt. */}
        <div className={styles.writing} inert={session !== undefined}>
          <label className="visually-hidden" htmlFor="text">
            Text to read
          </label>
          <textarea
            ref={field}
            id="text"
            name="text"
            className={styles.text}
            dir={direction}
            lang={voice?.LanguageCode}
            defaultValue={initial.text}
            aria-invalid={characters > maxCharacters || troubles.some(({ severity }) => severity === 'error')}
            aria-describedby={textType === 'ssml' ? 'troubles' : undefined}
            onInput={event => page.write(event.currentTarget.value)}
            onPaste={page.paste}
            onKeyDown={startByKey}
          />
        </div>
      </div>
      <ImportNotice state={imports.state} onDismiss={imports.dismiss} />
      {textType === 'ssml' && !session && <SsmlTroubles id="troubles" troubles={troubles} field={field} />}
      <Dock
        status={refusal && !isUnderWay(speech.state) ? refusal : statusOf(speech.state)}
        cost={
          <CostLine
            id="characters"
            characters={characters}
            limit={maxCharacters}
            engine={engine}
            isPaid={isPaid}
          />
        }
        onHelp={() => setHelpOpen(true)}
        player={
          <Player
            speech={speech}
            listening={listening}
            action={action}
            isRefused={refusal !== undefined && action === 'start'}
            onToggle={submit}
            onStop={edit}
            voices={voices}
            voice={voice}
            engine={engine}
            text={text}
            onVoice={page.setVoice}
            isHelpOpen={isHelpOpen}
            onHelp={setHelpOpen}
          />
        }
      />
      {imports.state.phase === 'too-long' && (
        <ChoosePart
          {...imports.state}
          limit={maxCharacters}
          onChoose={imports.choose}
          onClose={imports.dismiss}
        />
      )}
      {asking && engine && (
        <Suspense>
          <ConfirmLarge
            cost={cost}
            engine={engine}
            onRead={() => {
              agree(text, cost.usd ?? 0)
              setAsking(undefined)
              start(asking.offset)
            }}
            onClose={() => setAsking(undefined)}
          />
        </Suspense>
      )}
      <DropZone onFiles={imports.bring} />
    </form>
  )
}
