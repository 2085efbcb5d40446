import { findPeak, mixOf } from '../mix'
import type { SoundFont } from '../soundfont/soundfont'
import type { RenderJob, RenderStep } from './job'
import { BLOCK_FRAMES, type Level, mixdown } from './mixdown'
import { createOutput } from './output'
import { type Parts, partsOf } from './parts'

/** Of a pass that measures: how many blocks go by between two steps. */
const MEASURED_BLOCKS = 4

/**
 * Renders a score, step by step: each is some milliseconds of work on one core. The same job
 * gives the same bytes. The steps' bytes are the consumer's.
 *
 * @param loadFont The SoundFont of this thread, called where it plays.
 */
export async function* render(
  job: RenderJob,
  loadFont: () => Promise<SoundFont>,
): AsyncGenerator<RenderStep> {
  const { options, frames } = job
  const parts = await partsOf(job, loadFont)
  const { sources } = parts
  const level = yield* levelOf(job, parts)

  const output = await createOutput(options, frames)
  for (const bytes of output.begin()) yield { state: 'rendering', done: 0, bytes }
  for (const block of mixdown(sources, frames, level, options.rateHz)) {
    const done = Math.min(1, (block.from + BLOCK_FRAMES) / frames)
    for (const bytes of output.block(block)) yield { state: 'rendering', done, bytes }
  }
  for (const bytes of output.end()) yield { state: 'rendering', done: 1, bytes }
}

/**
 * How loud it is to be. The song format divides the sum of several tracks by its peak and
 * leaves a track that is alone as it is; all else is limited unless its peak is asked for.
 */
function* levelOf({ options, score }: RenderJob, { sources, isExact }: Parts): Generator<RenderStep, Level> {
  const { normalise } = options
  const isFormats = isExact && normalise === undefined
  if (isFormats && score.facts.tracks.length < 2) return { kind: 'divided', by: 1 }
  if (!isFormats && normalise !== 'peak') return { kind: 'limited' }

  const mix = mixOf(sources)
  const pass = findPeak(mix)
  let blocks = 0
  let next = pass.next()
  for (; !next.done; next = pass.next()) {
    if (++blocks % MEASURED_BLOCKS === 0) yield { state: 'measuring', done: next.value / mix.frames }
  }
  // Silence stays silence.
  return { kind: 'divided', by: next.value || 1 }
}
