import { SheetDialog } from '../sheet-dialog'
import { ShareLink } from './share-link'
import styles from './take-along-dialog.module.css'
import { useAddress } from './use-address'

/** What a reading can be had as, beside its address. */
type Extension = 'mp3' | 'ogg' | 'opus' | 'wav' | 'vtt' | 'srt'

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
  /** Where the reading is heard as MP3, or a promise of it (AddressError). */
  address: string | Promise<string>
  /** Whether Amazon Polly speaks: every form is synthesised, and billed, anew. */
  isPaid: boolean
  onClose(): void
}

/** The reading as files, and as a link. */
export function TakeAlongDialog({ address, isPaid, onClose }: Props) {
  return (
    <SheetDialog title="Save or share" onClose={onClose}>
      <Forms address={address} isPaid={isPaid} />
    </SheetDialog>
  )
}

function Forms({ address, isPaid }: { address: string | Promise<string>; isPaid: boolean }) {
  const { path, trouble } = useAddress(address)
  if (path === undefined) {
    return <p role="status">{trouble ?? 'The text is on its way to the server, which is to keep it.'}</p>
  }
  const pathOf = (extension: Extension) => path.replace(/mp3$/, extension)
  const id = path.slice('/read/'.length, -'.mp3'.length)
  return (
    <>
      <Downloads title="Sound" downloads={AUDIO} pathOf={pathOf} />
      {isPaid && (
        <p className={styles.note}>
          What you have heard is the MP3: it is saved as it is. Another form is read, and billed, anew.
        </p>
      )}
      <Downloads title="Captions" downloads={CAPTIONS} pathOf={pathOf} />
      <ShareLink path={`/?reading=${id}`} isSelfContained={id.startsWith('r')} />
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
