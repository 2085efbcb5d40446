import { refusing, route } from '../../lib/http/route'
import { speech } from '../../lib/polly'

/** `GET /health`: who speaks, and what is open just now. */
export const GET = route(async () => {
  const { backend, admission, clips, renderer, local } = await speech()
  const { active, waiting } = admission.stats()
  const body = {
    status: 'ok',
    backend,
    requests: { active, waiting },
    clips: clips.stats(),
    renders: renderer.stats(),
    ...(local ? { engine: local.stats() } : {}),
  }
  return Response.json(body, { headers: { 'Cache-Control': 'no-store' } })
})

const refuse = refusing(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
