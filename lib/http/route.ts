import { sendContentLength } from './content-length'
import { isProblem, problem } from './problem'
import { problemResponse } from './problem-response'

type Handler = (request: Request) => Promise<Response>

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
