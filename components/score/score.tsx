'use client'

import { type FormEvent, useState } from 'react'
import { DropZone } from '../bringing/drop-zone'
import { ImportNotice } from '../bringing/import-notice'
import { OpenFile } from '../bringing/open-file'
import { late, loadedAhead } from '../late'
import { LateDialog } from '../late-dialog'
import { formatTime } from '../player/time'
import { SheetBar } from '../sheet-bar'
import { useStable } from '../use-stable'
import { ExampleSelect } from './example-select'
import { KeptPlace } from './kept-place'
import { PianoRoll } from './piano-roll'
import type { Piece } from './piece'
import type { RenderForm } from './render-address'
import styles from './score.module.css'
import { ScorePlayer } from './score-player'
import { statusOfScore } from './score-status'
import { songText } from './song-text'
import { slowestTempo } from './song-time'
import { TempoField } from './tempo-field'
import { TrackList } from './track-list'
import { useKeptSong } from './use-kept-song'
import { useOpening } from './use-opening'
import { usePaste } from './use-paste'
import { usePlaying } from './use-playing'
import { useRenderAddress } from './use-render-address'
import { useRenderState } from './use-render-state'
import { useScore } from './use-score'

const SAVE_SCORE = late(async () => (await import('./save-score')).SaveScore)
const JSON_DIALOG = late(async () => (await import('./json-dialog')).JsonDialog)

const ACCEPTED = '.json,.mid,.midi,application/json,audio/midi,audio/x-midi'

type Props = {
  /** With which the page begins. */
  initial: Piece
  /** Of its renders, as the server keeps it already. */
  path: string
}

/** A song: to be seen, to be heard, to be changed and to be taken along. */
export function Score({ initial, path: initialPath }: Props) {
  const score = useScore(initial)
  const { piece, mix, render, notes, beats, bars, seconds } = score
  const { song } = piece
  const isSettled = useKeptSong(score, score.restore)
  const address = useRenderAddress(render, { song: initial.song, path: initialPath })
  const playing = usePlaying(render, song, beats, address)
  const { speech, cursor, beatNow } = playing
  const opening = useOpening(replace)
  usePaste(opening.bring)
  /** What stands in the dialog of the song's text, while it is open. */
  const [written, setWritten] = useState<string>()
  const [isSaving, setSaving] = useState(false)

  const { state } = speech
  const server = useRenderState(state.phase === 'loading' && state.path !== '' ? state.path : undefined)

  function replace(next: Piece): () => void {
    playing.stop()
    const undo = score.replace(next)
    return () => {
      playing.stop()
      undo()
    }
  }

  /** What was told of a file is over with the first change: its Undo would take that back as well. */
  function changing<A extends unknown[]>(change: (...args: A) => void): (...args: A) => void {
    return (...args) => {
      if (opening.state.phase !== 'idle') opening.dismiss()
      change(...args)
    }
  }
  const onMute = useStable(score.mute)
  const onSolo = useStable(score.solo)
  const onInstrument = useStable(changing(score.setInstrument))
  const onLook = useStable(score.look)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (render) playing.toggle()
  }

  function pathOf(form: RenderForm): string | Promise<string> {
    const path = render ? address.of(render) : ''
    return typeof path === 'string' ? `${path}.${form}` : path.then(known => `${known}.${form}`)
  }

  function closeText() {
    opening.dismiss()
    setWritten(undefined)
  }

  const { faulty } = opening
  return (
    <form className={styles.score} onSubmit={submit}>
      <SheetBar label="The song">
        <OpenFile onFiles={opening.bring} accept={ACCEPTED} />
        <button
          type="button"
          aria-haspopup="dialog"
          {...loadedAhead(JSON_DIALOG)}
          onClick={() => setWritten(songText(song))}
          data-scripted
        >
          Edit
        </button>
        <ExampleSelect onExample={opening.bringExample} />
        <button
          type="button"
          className={styles.save}
          aria-haspopup="dialog"
          disabled={!render}
          {...loadedAhead(SAVE_SCORE)}
          onClick={() => setSaving(true)}
          data-scripted
        >
          Save
        </button>
      </SheetBar>
      <KeptPlace isSettled={isSettled}>
        <div className={styles.heading}>
          <h2 className={styles.title}>{piece.name}</h2>
          {piece.about && <p className={styles.about}>{piece.about}</p>}
          <p className={styles.facts}>
            {`${bars} ${bars === 1 ? 'bar' : 'bars'} of ${song.BeatsPerBar} beats · ${formatTime(seconds)}`}
          </p>
          <div className={styles.tempo} data-scripted>
            <TempoField tempo={song.Tempo} slowest={slowestTempo(beats)} onTempo={changing(score.setTempo)} />
          </div>
        </div>
        <PianoRoll
          song={song}
          notes={notes}
          beats={bars * song.BeatsPerBar}
          strengths={score.strengths}
          audio={speech.audio}
          beatNow={beatNow}
          cursor={cursor}
          onGo={playing.goTo}
          notice={<ImportNotice state={opening.state} onDismiss={opening.dismiss} />}
        />
        <TrackList
          tracks={song.Tracks}
          mix={mix}
          onMute={onMute}
          onSolo={onSolo}
          onInstrument={onInstrument}
          onLook={onLook}
        />
      </KeptPlace>
      <noscript>
        <p className={styles.noscript}>
          To see and hear songs here takes JavaScript. Without it, a song that is sent to /render comes back
          as sound.
        </p>
      </noscript>
      <div className={styles.foot}>
        <ScorePlayer
          name={piece.name}
          song={song}
          beats={beats}
          bars={bars}
          seconds={seconds}
          playing={playing}
          isRefused={!render}
          status={statusOfScore(state, render !== undefined, server)}
        />
      </div>
      {isSaving && (
        <LateDialog dialog={SAVE_SCORE} title="Save" onClose={() => setSaving(false)}>
          {Dialog => (
            <Dialog
              name={piece.name}
              pathOf={pathOf}
              onFailure={() => render && address.forget(render)}
              onClose={() => setSaving(false)}
            />
          )}
        </LateDialog>
      )}
      {(written !== undefined || faulty) && (
        <LateDialog dialog={JSON_DIALOG} title="The song as JSON" onClose={closeText}>
          {Dialog => (
            <Dialog
              text={faulty?.source?.text ?? written ?? ''}
              fault={faulty}
              name={faulty?.source?.name ?? piece.name}
              onPiece={next => {
                opening.bringPiece(next)
                setWritten(undefined)
              }}
              onClose={closeText}
            />
          )}
        </LateDialog>
      )}
      <DropZone onFiles={opening.bring} />
    </form>
  )
}
