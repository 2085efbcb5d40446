import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/**
 * From now on a path whose escapes are no UTF-8 is taken as it is written: the routes know no such file, and
 * say so, while Next's router would answer with a bare 500. To be called when the server starts.
 */
export function acceptUndecodablePaths(): void {
  subscribe('http.server.request.start', message => {
    const { request } = message as { request: IncomingMessage }
    if (request.url !== undefined) request.url = decodable(request.url)
  })
}

/** The target of a request (RFC 9112, section 3.2) with its path escaped once more where it cannot be unescaped. */
export function decodable(target: string): string {
  const query = target.indexOf('?')
  const path = query === -1 ? target : target.slice(0, query)
  if (!path.includes('%')) return target
  try {
    decodeURIComponent(path)
    return target
  } catch {
    // That it cannot be decoded is what was asked.
    return path.replaceAll('%', '%25') + target.slice(path.length)
  }
}
