import { useState } from 'react'
import { SheetDialog } from '../sheet-dialog'
import { ShareLink } from './share-link'
import styles from './take-along.module.css'

/** What a reading can be had as, beside its address. */
export type Extension = 'mp3' | 'ogg' | 'opus' | 'wav' | 'vtt' | 'srt'

type Download = { extension: Extension; name: string; about: string }

const AUDIO: readonly Download[] = [
  { extension: 'mp3', name: 'MP3', about: 'for every player' },
  { extension: 'ogg', name: 'Ogg Vorbis', about: 'smaller' },
  { extension: 'opus', name: 'Ogg Opus', about: 'the smallest' },
  { extension: 'wav', name: 'WAV', about: 'large, for editing' },
]

const CAPTIONS: readonly Download[] = [
  { extension: 'vtt', name: 'WebVTT', about: 'for the web' },
  { extension: 'srt', name: 'SubRip', about: 'SRT, for video' },
]

type Props = {
  /** Where the reading is found as this; absent while there is none. */
  pathOf: ((extension: Extension) => string) | undefined
  /** Where the page opens with the reading in it. */
  sharePath: string | undefined
  /** Whether the address is the reading itself; else the server keeps it, as long as it does. */
  isSelfContained: boolean
  /** Whether Amazon Polly speaks: every form is synthesised, and billed, anew. */
  isPaid: boolean
}

/** A reading to take along: as a file, or as a link. */
export function TakeAlong({ pathOf, sharePath, isSelfContained, isPaid }: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        disabled={!pathOf}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        data-scripted
      >
        Save or share
      </button>
      {isOpen && pathOf && (
        <SheetDialog title="Save or share" onClose={() => setOpen(false)}>
          <Downloads title="Sound" downloads={AUDIO} pathOf={pathOf} />
          {isPaid && (
            <p className={styles.note}>
              What you have heard is the MP3: it is saved as it is. Another form is read, and billed, anew.
            </p>
          )}
          <Downloads title="Captions" downloads={CAPTIONS} pathOf={pathOf} />
          {sharePath !== undefined && <ShareLink path={sharePath} isSelfContained={isSelfContained} />}
        </SheetDialog>
      )}
    </>
  )
}

type DownloadsProps = {
  title: string
  downloads: readonly Download[]
  pathOf(extension: Extension): string
}

/** Plain links: to look at one synthesises nothing. */
function Downloads({ title, downloads, pathOf }: DownloadsProps) {
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{title}</h3>
      <ul className={styles.downloads}>
        {downloads.map(({ extension, name, about }) => (
          <li key={extension}>
            <a className={styles.download} href={`${pathOf(extension)}?download`} download>
              {`Download ${name}`}
              <span className={styles.about}>{about}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
