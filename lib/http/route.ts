import { sendContentLength } from './content-length'
import { isProblem, problem } from './problem'
import { problemResponse } from './problem-response'

type Handler = (request: Request) => Promise<Response>

/** For the methods that an address does not have: Next's own answer does not name those it has (RFC 9110, section 15.5.6). */
export function refusing(allow: readonly string[]): Handler {
  return route(async ({ method }) => {
    throw problem('method-not-allowed', { method, allow })
  })
}

/**
 * Wraps a route handler so that whatever it throws is answered as a problem.
 * What is not a problem is a fault of ours: it is logged and answered
 * as a 500 that tells nothing. Faults of the upstream are logged with their cause.
 */
export function route(handler: Handler): Handler {
  return async request => {
    try {
      const answer = await handler(request)
      sendContentLength(answer)
      return answer
    } catch (error) {
      const answer = isProblem(error) ? error : problem('internal', {}, error)
      if (answer.status >= 500) console.error(`${answer.type}: ${answer.message}`, answer.cause ?? '')
      return problemResponse(answer)
    }
  }
}
