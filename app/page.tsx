import { sharedText } from '../components/bringing/shared'
import { Masthead } from '../components/masthead'
import { Reader } from '../components/reader'
import { SAMPLE } from '../components/sample'
import { isProblem } from '../lib/http/problem'
import { type Speech, speech } from '../lib/polly'
import { findReading } from '../lib/reading/find-reading'
import type { Reading, Voice } from '../lib/reading/reading'
import { speakerOf } from './speaker'

// Who speaks is known when the server runs, not when it is built.
export const dynamic = 'force-dynamic'

const LINK_TROUBLE =
  'The link leads to no reading: it was cut short, or the server does not keep its text any more.'

type Query = Promise<Readonly<Record<string, string | string[] | undefined>>>

export default async function Page({ searchParams }: { searchParams: Query }) {
  const service = await speech()
  const query = await searchParams
  const given = await givenReading(query, service)
  return (
    <>
      <Masthead speaker={speakerOf(service.backend)} page="reader" />
      <main>
        <Reader
          initialVoices={await voicesOr(service)}
          initial={{ text: SAMPLE, textType: 'text', ...given }}
          given={given}
          linkTrouble={query.reading !== undefined && !given ? LINK_TROUBLE : undefined}
          maxCharacters={service.maxCharacters}
          isPaid={service.backend.kind === 'aws'}
        />
      </main>
    </>
  )
}

/**
 * What a link asks to be on the page: `?reading=` with the id of a reading, or
 * what another app shares. Undefined for an id that means nothing (any more).
 */
async function givenReading(query: Awaited<Query>, service: Speech): Promise<Partial<Reading> | undefined> {
  const { reading: id } = query
  if (typeof id === 'string') {
    try {
      const { text, textType, voiceId, engine } = (await findReading(`${id}.mp3`, service)).reading
      return { text, textType, voiceId, engine }
    } catch (error) {
      if (!isProblem(error)) throw error
      console.warn('A link to a reading leads nowhere:', error.message)
    }
  }
  const text = sharedText(query)
  return text === undefined ? undefined : { text, textType: 'text' }
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
