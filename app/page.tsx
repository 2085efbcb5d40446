import { Masthead } from '../components/masthead'
import { Reader } from '../components/reader'
import { isProblem } from '../lib/http/problem'
import { type Backend, type Speech, speech } from '../lib/polly'
import type { Voice } from '../lib/reading/reading'

// Who speaks is known when the server runs, not when it is built.
export const dynamic = 'force-dynamic'

export default async function Page() {
  const service = await speech()
  return (
    <>
      <Masthead speaker={speakerOf(service.backend)} />
      <main>
        <Reader initialVoices={await voicesOr(service)} maxCharacters={service.maxCharacters} />
      </main>
    </>
  )
}

function speakerOf(backend: Backend): string {
  if (backend.kind === 'embedded') return 'The voices that come with it'
  return backend.region ? `Amazon Polly, ${backend.region}` : 'Amazon Polly'
}

/** The voices, or the reason why there are none: then the page keeps the text, and asks again by itself. */
async function voicesOr({ catalogue }: Speech): Promise<readonly Voice[] | string> {
  try {
    return await catalogue.all()
  } catch (error) {
    if (!isProblem(error)) throw error
    console.error(error.message, error.cause ?? '')
    return error.message
  }
}
