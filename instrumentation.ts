import { speech } from './lib/polly'

/** Runs once when the server starts: who speaks is decided, and the local voices are up, before the first listener comes. */
export async function register(): Promise<void> {
  const { local } = await speech()
  await local?.warm()
}
