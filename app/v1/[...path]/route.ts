import { problem } from '../../../lib/http/problem'
import { route } from '../../../lib/http/route'
import { speech } from '../../../lib/polly'

/**
 * `/v1/voices`, `/v1/speech`, `/v1/lexicons…`: Amazon Polly's own REST protocol, for any AWS SDK.
 * It is the embedded engine that answers, never an account behind this server.
 */
const serve = route(async request => {
  const { local } = await speech()
  if (!local) throw problem('engine-not-served', {})
  return local.serve(request)
})

export { serve as DELETE, serve as GET, serve as POST, serve as PUT }

/** Headers alone: Next would run GET, drop its body, and never let go of it. */
export const HEAD = route(
  async () => new Response(null, { status: 405, headers: { Allow: 'GET, POST, PUT, DELETE' } }),
)
