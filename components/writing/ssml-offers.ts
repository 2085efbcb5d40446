import { checkSsml } from '../../lib/reading/ssml-check'
import type { InsertKind } from '../../lib/reading/ssml-insert'
import type { SsmlEngine } from '../../lib/ssml/rules'

/** What the buttons put into a text, and what they are called. */
export const OFFERS: readonly { kind: InsertKind; label: string; example: string }[] = [
  { kind: 'pause', label: 'Pause', example: '<break time="500ms"/>' },
  { kind: 'emphasis', label: 'Emphasis', example: '<emphasis level="moderate">a</emphasis>' },
  { kind: 'say-as', label: 'Say as', example: '<say-as interpret-as="characters">a</say-as>' },
  { kind: 'phoneme', label: 'Phoneme', example: '<phoneme alphabet="ipa" ph="a">a</phoneme>' },
  { kind: 'mark', label: 'Mark', example: '<mark name="a"/>' },
]

/** Those that the engine has, by the same table as the checks. */
export function offersOf(engine: SsmlEngine): readonly InsertKind[] {
  return OFFERS.filter(({ example }) => checkSsml(`<speak>${example}</speak>`, engine).length === 0).map(
    ({ kind }) => kind,
  )
}
