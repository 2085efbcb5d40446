import { route } from '../../lib/http/route'
import { speech } from '../../lib/polly'
import { audioHeaders, audioPreamble } from '../../lib/reading/audio-answer'
import { parseReadQuery } from '../../lib/reading/query'
import { MAX_BILLED_CHARACTERS } from '../../lib/reading/reading'
import { settleEngine, synthesize } from '../../lib/reading/synthesis'

/** One call of the service speaks it, so its limit holds. */
const readRequest = (request: Request) =>
  parseReadQuery(new URL(request.url).searchParams, { maxCharacters: MAX_BILLED_CHARACTERS })

/** `GET /read?text&voiceId…`: the text as audio, from the moment that its first bytes are there. */
export const GET = route(async request => {
  const service = await speech()
  const utterance = await settleEngine(readRequest(request), service.catalogue)
  const preamble = audioPreamble(utterance, request)
  const audio = await synthesize(utterance, service, request.signal, preamble)
  return new Response(audio, { headers: audioHeaders(utterance) })
})

/** Checks and headers alone: without it Next would run GET, and somebody would pay for audio that nobody hears. */
export const HEAD = route(async request => {
  const { catalogue } = await speech()
  const utterance = await settleEngine(readRequest(request), catalogue)
  return new Response(null, { headers: audioHeaders(utterance) })
})
