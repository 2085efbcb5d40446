import path from 'node:path'
import app from '../../../next.config.js'

/** As the app's own, so that both servers do the same for a request. */
export default {
  ...app,
  outputFileTracingIncludes: {},
  turbopack: { root: path.join(import.meta.dirname, '../../..') },
}
