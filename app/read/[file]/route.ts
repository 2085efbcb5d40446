import { refusing, route } from '../../../lib/http/route'
import { speech } from '../../../lib/polly'
import { answerFile } from '../../../lib/reading/answer'

type Context = { params: Promise<{ file: string }> }

/** `GET /read/{id}.{mp3,ogg,opus,wav,ndjson,vtt,srt}`: a reading's audio, marks or captions. */
export const GET = (request: Request, { params }: Context) =>
  route(async () => answerFile(request, (await params).file, await speech()))(request)

/** Checks and headers alone: without it Next would run GET, and somebody would pay for audio that nobody hears. */
export const HEAD = GET

const refuse = refusing(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
