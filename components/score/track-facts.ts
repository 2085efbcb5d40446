import { heightOf, isSay, type Track } from '../../lib/score/song'
import { nameOfKey } from './roll-notes'

const formatCount = new Intl.NumberFormat('en').format

/** A track in words: how many notes, between which, and how many spoken lines. */
export function factsOf({ Bars, IsDrumsTrack }: Track): string {
  let [notes, lines, lowest, highest] = [0, 0, 127, 0]
  for (const { SoundEvents } of Bars) {
    for (const event of SoundEvents) {
      if (isSay(event)) {
        lines++
        continue
      }
      notes++
      const height = heightOf(event.Note)
      lowest = Math.min(lowest, height)
      highest = Math.max(highest, height)
    }
  }
  const facts = []
  if (notes > 0 || lines === 0) facts.push(count(notes, 'note', 'notes'))
  // Keys of a drums track are drums.
  if (notes > 0 && !IsDrumsTrack) {
    facts.push(lowest === highest ? nameOfKey(lowest) : `${nameOfKey(lowest)} to ${nameOfKey(highest)}`)
  }
  if (lines > 0) facts.push(count(lines, 'spoken line', 'spoken lines'))
  return facts.join(', ')
}

function count(number: number, one: string, many: string): string {
  return `${formatCount(number)} ${number === 1 ? one : many}`
}
