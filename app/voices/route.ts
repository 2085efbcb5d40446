import { refusing, route } from '../../lib/http/route'
import { speech } from '../../lib/polly'
import { parseVoicesQuery } from '../../lib/reading/query'
import { filterVoices } from '../../lib/reading/voices'

/** `GET /voices?engine&languageCode`: every voice that passes, as a JSON array of Polly's `Voice`. */
export const GET = route(async request => {
  const filter = parseVoicesQuery(new URL(request.url).searchParams)
  const { catalogue } = await speech()
  const voices = filterVoices(await catalogue.all(), filter)
  return Response.json(voices, { headers: { 'Cache-Control': 'private, max-age=60' } })
})

/** Costs nothing either: the list is kept. */
export const HEAD = GET

const refuse = refusing(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
