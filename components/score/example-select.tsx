import { EXAMPLES, type Example } from '../../lib/score/examples'
import { SongSelect } from './song-select'

/** Songs to start from. The list shows its name again after each, for what was chosen may be changed since. */
export function ExampleSelect({ onExample }: { onExample(example: Example): void }) {
  function take(slug: string) {
    const example = EXAMPLES.find(each => each.slug === slug)
    if (example) onExample(example)
  }
  return (
    <SongSelect
      isNarrow
      aria-label="Examples"
      value=""
      onChange={event => take(event.currentTarget.value)}
      data-scripted
    >
      <option value="" disabled hidden>
        Examples
      </option>
      {EXAMPLES.map(({ slug, title }) => (
        <option key={slug} value={slug}>
          {title}
        </option>
      ))}
    </SongSelect>
  )
}
