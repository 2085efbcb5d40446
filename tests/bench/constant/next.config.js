import path from 'node:path'

/** As the app's own, as far as it concerns a route. */
export default {
  poweredByHeader: false,
  compress: false,
  agentRules: false,
  experimental: { agentUpgrade: false },
  turbopack: { root: path.join(import.meta.dirname, '../../..') },
}
