import type { Backend } from '../lib/polly'

/** Who speaks, in words for the head of the page. */
export function speakerOf(backend: Backend): string {
  if (backend.kind === 'embedded') return 'The voices that come with it'
  return backend.region ? `Amazon Polly, ${backend.region}` : 'Amazon Polly'
}
