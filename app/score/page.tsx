import type { Metadata } from 'next'
import { Masthead } from '../../components/masthead'
import { Score } from '../../components/score/score'
import { speech } from '../../lib/polly'
import { speakerOf } from '../speaker'
import { firstSong } from './first-song'
import styles from './page.module.css'

export const metadata: Metadata = {
  title: 'Score · Pollyphony',
  description: 'Hear a song at once: open its JSON or a MIDI file, press Play, and take it along as sound.',
}

// Who speaks is known when the server runs, not when it is built.
export const dynamic = 'force-dynamic'

export default async function Page() {
  const { backend, renderer } = await speech()
  const { piece, path } = await firstSong(renderer)
  return (
    <div className={styles.page}>
      <Masthead speaker={speakerOf(backend)} page="score" />
      <main>
        <Score initial={piece} path={path} />
      </main>
    </div>
  )
}
