import { refusing, route } from '../../../lib/http/route'
import { speech } from '../../../lib/polly'
import { answerFile } from '../../../lib/score/render/routes'

type Context = { params: Promise<{ file: string }> }

/** `GET /render/{id}.{wav,mp3,ogg,opus,zip}`: a score that was posted, as audio; `.json`: how far that is. */
export const GET = (request: Request, { params }: Context) =>
  route(async () => answerFile(request, (await params).file, (await speech()).renderer))(request)

/** Checks and headers alone: without it Next would run GET. */
export const HEAD = GET

const refuse = refusing(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
