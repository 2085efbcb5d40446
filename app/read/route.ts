import { refusing, route } from '../../lib/http/route'
import { speech } from '../../lib/polly'
import { answerPost, answerQuery } from '../../lib/reading/answer'

/** `GET /read?text&voiceId…`: the text as audio, from the moment that its first bytes are there. */
export const GET = route(async request => answerQuery(request, await speech()))

/** Checks and headers alone: without it Next would run GET, and somebody would pay for audio that nobody hears. */
export const HEAD = GET

/** `POST /read`: a reading of any length, in JSON or a form; answers its id and address. */
export const POST = route(async request => answerPost(request, await speech()))

const refuse = refusing(['GET', 'HEAD', 'POST'])

export { refuse as DELETE, refuse as PATCH, refuse as PUT }
