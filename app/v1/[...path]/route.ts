import { route } from '../../../lib/http/route'
import { speech } from '../../../lib/polly'

/**
 * `/v1/voices`, `/v1/speech`, `/v1/lexicons…`: Amazon Polly's own REST protocol, for any AWS SDK.
 * It is the embedded engine that answers, never an account behind this server.
 */
const serve = route(async request => {
  const { local } = await speech()
  return local ? local.serve(request) : notServed()
})

export { serve as DELETE, serve as GET, serve as POST, serve as PUT }

/** In the service's own envelope, so that an SDK can say it: the type in a header, the message in the body. */
function notServed(): Response {
  const message =
    'Only the embedded engine is served here, and this server speaks through AWS: ask Amazon Polly itself, with credentials of your own.'
  return Response.json(
    { message },
    { status: 404, headers: { 'x-amzn-errortype': 'UnknownOperationException' } },
  )
}

/** Headers alone: Next would run GET, drop its body, and never let go of it. */
export const HEAD = route(
  async () => new Response(null, { status: 405, headers: { Allow: 'GET, POST, PUT, DELETE' } }),
)
