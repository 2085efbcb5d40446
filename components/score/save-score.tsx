import { SheetDialog } from '../sheet-dialog'
import type { RenderForm } from './render-address'
import styles from './save-score.module.css'
import { useDownload } from './use-download'
import { useRenderState, wordsOfState } from './use-render-state'

const FORMS: readonly { form: RenderForm; name: string; about: string }[] = [
  { form: 'wav', name: 'WAV', about: '24 bit, for editing' },
  { form: 'mp3', name: 'MP3', about: 'for every player' },
  { form: 'ogg', name: 'Ogg Vorbis', about: 'smaller' },
  { form: 'opus', name: 'Ogg Opus', about: 'the smallest' },
  { form: 'zip', name: 'stems', about: 'ZIP, a WAV for each track' },
]

type Props = {
  /** Of the song, as its files are called. */
  name: string
  pathOf(form: RenderForm): string | Promise<string>
  /** What was asked for failed: where it is may be known wrongly. */
  onFailure(): void
  onClose(): void
}

/** The song as it is heard just now, as a file. */
export function SaveScore({ name, pathOf, onFailure, onClose }: Props) {
  const download = useDownload(pathOf, onFailure)
  const { state } = download
  const isRunning = state.phase === 'running'
  const server = useRenderState(isRunning && state.share === undefined ? state.path : undefined)
  const share = isRunning
    ? (state.share ?? (server && 'done' in server ? server.done : undefined))
    : undefined
  const running = FORMS.find(({ form }) => state.phase !== 'idle' && form === state.form)?.name
  const words = isRunning && state.bytes === 0 ? wordsOfState(server) : ''
  return (
    <SheetDialog title="Save" onClose={onClose}>
      <ul className={styles.forms}>
        {FORMS.map(({ form, name: label, about }) => (
          <li key={form} className={styles.form}>
            <span className={styles.about}>{about}</span>
            <button
              type="button"
              aria-disabled={isRunning}
              onClick={() => isRunning || download.start(form, fileName(name, form))}
            >
              {`Download ${label}`}
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.progress}>
        {isRunning && (
          <>
            <progress aria-label={`Download of ${running}`} value={share} />
            <span className={styles.amount}>{words || amountOf(share, state.bytes)}</span>
            <button type="button" onClick={download.cancel}>
              Cancel
            </button>
          </>
        )}
        <p role="status">{state.phase === 'saved' && `${running} is saved.`}</p>
        <p role="alert" className={styles.failure}>
          {state.phase === 'failed' && state.message}
        </p>
      </div>
    </SheetDialog>
  )
}

function fileName(name: string, form: RenderForm): string {
  return form === 'zip' ? `${name} stems.zip` : `${name}.${form}`
}

function amountOf(share: number | undefined, bytes: number): string {
  return share === undefined ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.floor(share * 100)} %`
}
