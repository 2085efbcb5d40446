import type { PollyClient } from '@aws-sdk/client-polly'
import type { Clips } from '../clips/clips'
import type { Layouts } from './layouts'
import type { LexiconPrints } from './lexicon-prints'
import type { StoredReadings } from './stored-readings'
import type { VoiceCatalogue } from './voices'

/** What reading aloud needs: the service, what is kept, and the limits. */
export type Service = {
  client: PollyClient
  catalogue: VoiceCatalogue
  clips: Clips
  readings: StoredReadings
  lexicons: LexiconPrints
  layouts: Layouts
  /** Who speaks, as far as it shapes the sound: clips of another backend are none of its own. */
  identity: string
  /** How long the service may send nothing, in ms, before it is given up. */
  idleTimeoutMs: number
  /** Characters of a reading, at most. */
  maxCharacters: number
}
