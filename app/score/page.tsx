import type { Metadata } from 'next'
import { Masthead } from '../../components/masthead'
import { readExample } from '../../components/score/read-song'
import { Score } from '../../components/score/score'
import { speech } from '../../lib/polly'
import { EXAMPLES } from '../../lib/score/examples'
import { speakerOf } from '../speaker'
import styles from './page.module.css'

export const metadata: Metadata = {
  title: 'Score · Pollyphony',
  description: 'Hear a song at once: open its JSON or a MIDI file, press Play, and take it along as sound.',
}

// Who speaks is known when the server runs, not when it is built.
export const dynamic = 'force-dynamic'

export default async function Page() {
  const { backend } = await speech()
  const [first] = EXAMPLES
  if (!first) throw new Error('There is no example to begin with')
  return (
    <div className={styles.page}>
      <Masthead speaker={speakerOf(backend)} page="score" />
      <main>
        <Score initial={readExample(await first.load(), first)} />
      </main>
    </div>
  )
}
