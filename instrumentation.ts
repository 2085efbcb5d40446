/** Runs once when the server starts: who speaks is decided, and the local voices warm up, before the first listener comes. */
export async function register(): Promise<void> {
  // Not configuration: Next puts a constant here at build time, so that the edge's copy of this file drops what follows.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { followRequests } = await import('./lib/http/content-length')
    followRequests()
    const { acceptUndecodablePaths } = await import('./lib/http/undecodable-path')
    acceptUndecodablePaths()
    const { speech } = await import('./lib/polly')
    const { local } = await speech()
    // Not awaited: Next answers nobody before this function ends, and the page needs no warm voice.
    local?.warm().catch((error: unknown) => console.error('The voices did not warm up:', error))
  }
}
