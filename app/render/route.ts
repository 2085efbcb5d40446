import { refusing, route } from '../../lib/http/route'
import { speech } from '../../lib/polly'
import { answerDemo, answerPost } from '../../lib/score/render/routes'

/** `GET /render`: the demo song as a WAV file, or in the form that is asked for. */
export const GET = route(async request => answerDemo(request, (await speech()).renderer))

/** Checks and headers alone: without it Next would run GET. */
export const HEAD = GET

/** `POST /render`: a song in JSON or a MIDI file, answered by its audio as it is made. */
export const POST = route(async request => answerPost(request, (await speech()).renderer))

const refuse = refusing(['GET', 'HEAD', 'POST'])

export { refuse as DELETE, refuse as PATCH, refuse as PUT }
