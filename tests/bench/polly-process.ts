/** The stand-in of Polly in a process of its own, so that it takes no time from whom it serves. */
import { startPolly } from '../support/polly-stand-in'
import type { Listening, PollyOrder, PollyState } from './messages'

const polly = await startPolly()

process.on('message', ({ behave }: PollyOrder) => {
  if (behave) polly.behave(behave)
  polly.forget()
  process.send?.({ open: polly.open } satisfies PollyState)
})
process.on('disconnect', () => process.exit())
process.send?.({ url: polly.url } satisfies Listening)
