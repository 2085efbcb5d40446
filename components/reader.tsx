'use client'

import { type FormEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { outlineOf } from '../lib/document/document'
import { billedCharacters, type Voice } from '../lib/reading/reading'
import { DropZone } from './bringing/drop-zone'
import { ImportNotice } from './bringing/import-notice'
import { OpenFile } from './bringing/open-file'
import { Outline } from './bringing/outline'
import { Dock } from './dock'
import type { Draft } from './draft'
import { HoldEarlyPress, useEarlyPress } from './early-press'
import { late, useLate } from './late'
import { LateDialog } from './late-dialog'
import { letGoOfSelection } from './let-go'
import { Player } from './player'
import styles from './reader.module.css'
import { SheetBar } from './sheet-bar'
import { intentOf, isBroken, isUnderWay } from './speech-state'
import { refusalOf, statusOf } from './status'
import { agree, isAgreed } from './taking/agreed'
import { costOf, isLarge } from './taking/cost'
import { CostLine } from './taking/cost-line'
import { TakeAlong } from './taking/take-along'
import { useAddresses } from './use-addresses'
import { type Readable, useListening } from './use-listening'
import { useOnline } from './use-online'
import { usePosition } from './use-position'
import { useSpeech } from './use-speech'
import { useText } from './use-text'
import { useVoiceChange } from './use-voice-change'
import { useVoices } from './use-voices'
import { pickEngine, pickVoice } from './voices'
import { whenIdle } from './when-idle'
import { SsmlTools } from './writing/ssml-tools'
import { SsmlTroubles } from './writing/ssml-troubles'
import { TextField } from './writing/text-field'
import { TextTypeSwitch } from './writing/text-type-switch'
import { useSsmlTroubles } from './writing/use-ssml-troubles'

const READING_VIEW = late(async () => (await import('./listening/reading-view')).ReadingView)
const CHOOSE_PART = late(async () => (await import('./bringing/choose-part')).ChoosePart)
const CONFIRM_LARGE = late(async () => (await import('./taking/confirm-large')).ConfirmLarge)

type Props = {
  /** From the server: the voices, or why there are none. */
  initialVoices: readonly Voice[] | string
  /** What stands on the page at first. */
  initial: Draft
  /** What of it a link asked for. */
  given: Partial<Draft> | undefined
  /** Why a link brought nothing, where one did not. */
  linkTrouble: string | undefined
  /** Of a reading. */
  maxCharacters: number
  /** Whether Amazon Polly speaks. */
  isPaid: boolean
}

/**
 * The place to write, which becomes the place to listen, and what reads aloud:
 * a form that works as it is, and that is taken over once the page runs.
 */
export function Reader({ initialVoices, initial, given, linkTrouble, maxCharacters, isPaid }: Props) {
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
    linkTrouble,
  )
  const { draft, document, imports } = page
  const importing = imports.state
  const { text, textType } = draft
  const voice = pickVoice(voices, draft.voiceId)
  const engine = voice && pickEngine(voice, draft.engine)

  const characters = billedCharacters(text, textType)
  const refusal = refusalOf({ text, textType, characters, maxCharacters, trouble })
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
  const speech = useSpeech({
    resumption: () => listening.resumption(),
    onRetry: retries => listening.retry(retries),
  })
  const listening = useListening(speech, addressOf, document.text)
  const { session } = listening
  const isOnline = useOnline()
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
    // Whoever listens to it has kept it: what tells of the file would lie over the text.
    if (imports.state.phase === 'done') imports.dismiss()
    letGoOfSelection()
    const now = page.documentNow()
    const asked =
      now === document
        ? readable
        : { ...readable, document: now, reading: { ...readable.reading, text: now.text } }
    const goesOn = session !== undefined && isBroken(speech.state)
    listening.begin(asked, offset ?? (goesOn ? listening.position() : position.of(now.text)))
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

  useEarlyPress(formId, () => start())

  const makeWay = useVoiceChange(speech, { listening, readable, onEnd: edit })

  // A file that is opened while one listens, or its Undo, takes the place of what is heard.
  useEffect(() => {
    if (session && session.document.text !== text) edit()
  }, [text])

  // Soon after the page itself, so that it is mostly there before Play is pressed; until it is, the field stays.
  useEffect(() => whenIdle(READING_VIEW.load), [])
  const { part: ReadingView, hasFailed: isUnmarked } = useLate(READING_VIEW, session !== undefined)
  const isShown = session !== undefined && ReadingView !== undefined

  // What had the focus is gone where it was the field, or the button that leads back to it.
  const wasListening = useRef(false)
  useEffect(() => {
    // What is hidden loses it only with the next frame.
    const focused = window.document.activeElement
    const isLost = focused === window.document.body || focused?.closest('[inert]') != null
    if (isLost && session) view.current?.focus({ preventScroll: true })
    else if (isLost && wasListening.current) field.current?.focus({ preventScroll: true })
    wasListening.current = session !== undefined
  }, [session, isShown])

  const whole = (session ?? readable)?.reading
  return (
    <form id={formId} className={styles.reader} action="/read" method="get" onSubmit={submit}>
      <HoldEarlyPress />
      <SheetBar>
        {session ? (
          <button type="button" className={styles.edit} onClick={edit} aria-keyshortcuts="Escape">
            Edit
          </button>
        ) : (
          <OpenFile onFiles={imports.bring} />
        )}
        <TextTypeSwitch
          textType={textType}
          onTextType={page.setTextType}
          field={field}
          isDisabled={session !== undefined}
        />
        <Outline
          entries={outline}
          position={position.offset}
          onGo={offset => (session ? listening.goTo(offset) : start(offset))}
        />
        <TakeAlong addressOf={whole && (() => addressOf(whole))} isPaid={isPaid} />
        {/* It stays while one listens, so that the text stays where it is. */}
        {textType === 'ssml' && (
          <SsmlTools field={field} engine={ssmlEngine} isDisabled={session !== undefined} />
        )}
      </SheetBar>
      <div className={styles.place}>
        {session && ReadingView && (
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
        <TextField
          field={field}
          initialText={initial.text}
          text={text}
          lang={voice?.LanguageCode}
          textClass={styles.text}
          isInvalid={characters > maxCharacters || troubles.some(({ severity }) => severity === 'error')}
          describedBy={textType === 'ssml' ? 'troubles' : undefined}
          isOutOfSight={isShown}
          onWrite={page.write}
          onPaste={page.paste}
          onPlay={() => start()}
        />
      </div>
      <ImportNotice state={importing} onDismiss={imports.dismiss} />
      {textType === 'ssml' && !session && <SsmlTroubles id="troubles" troubles={troubles} field={field} />}
      <Dock
        status={
          refusal && !isUnderWay(speech.state) ? refusal : statusOf(speech.state, { isOnline, isUnmarked })
        }
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
            onPreviewStart={makeWay}
            isHelpOpen={isHelpOpen}
            onHelp={setHelpOpen}
          />
        }
      />
      {importing.phase === 'too-long' && (
        <LateDialog dialog={CHOOSE_PART} title="Choose a chapter" onClose={imports.dismiss}>
          {Dialog => (
            <Dialog
              {...importing}
              limit={maxCharacters}
              onChoose={imports.choose}
              onClose={imports.dismiss}
            />
          )}
        </LateDialog>
      )}
      {asking && engine && (
        <LateDialog dialog={CONFIRM_LARGE} title="Read all of it?" onClose={() => setAsking(undefined)}>
          {Dialog => (
            <Dialog
              cost={cost}
              engine={engine}
              onRead={() => {
                agree(text, cost.usd ?? 0)
                setAsking(undefined)
                start(asking.offset)
              }}
              onClose={() => setAsking(undefined)}
            />
          )}
        </LateDialog>
      )}
      <DropZone onFiles={imports.bring} />
    </form>
  )
}
