import { answerReadings, type ReaderPage } from './reader-page'

const TEXT =
  'Somebody reads this to you, and goes on for a while. There is more of it than anybody hears in a test.\n\n' +
  'It has another paragraph as well.'
const BUSY = { status: 503, retryAfter: '30', body: { title: 'The speech service is busy' } }
const REFUSED = { status: 502, body: { title: 'Refused', detail: 'The speech service refused. '.repeat(5) } }

const READINGS = '**/read/*.mp3'

type State = { name: string; reach(reader: ReaderPage): Promise<void> }

/** Every state of the page in which a text is written or heard, each reached from the one before. */
export const STATES: readonly State[] = [
  { name: 'at first', reach: async () => undefined },
  {
    name: 'empty',
    async reach(reader) {
      await reader.write('')
      await reader.shows(/^Write or paste/)
    },
  },
  {
    name: 'over the limit',
    async reach(reader) {
      await reader.write('word '.repeat(50_001))
      await reader.shows(/^The text is too long/)
    },
  },
  {
    name: 'loading',
    async reach(reader) {
      await reader.write(TEXT)
      await reader.page.route(READINGS, () => undefined)
      await reader.button('Play').click()
      await reader.shows('Waiting for the first sound')
    },
  },
  {
    name: 'playing',
    async reach(reader) {
      await reader.stop.click()
      await reader.page.unroute(READINGS)
      await reader.button('Play').click()
      await reader.hears(0.1)
      await reader.shows('Playing')
    },
  },
  {
    name: 'buffering',
    async reach(reader) {
      // As an element tells it that has played all that has arrived.
      await reader.audio.dispatchEvent('waiting')
      await reader.shows('Waiting for more sound')
    },
  },
  {
    name: 'paused',
    async reach(reader) {
      await reader.button('Pause').click()
      await reader.shows('Paused')
    },
  },
  {
    name: 'retrying',
    async reach(reader) {
      await reader.stop.click()
      await answerReadings(reader.page, [BUSY, BUSY])
      await reader.button('Play').click()
      await reader.shows(/Trying again/)
    },
  },
  {
    name: 'failed',
    async reach(reader) {
      await reader.stop.click()
      await reader.page.unroute(READINGS)
      await answerReadings(reader.page, [REFUSED, REFUSED])
      await reader.button('Play').click()
      await reader.shows(/refused/)
    },
  },
  {
    name: 'offline',
    async reach(reader) {
      await reader.page.unroute(READINGS)
      // What was heard before is kept, and needs no connection.
      await reader.button('Edit').click()
      await reader.write('Never heard.')
      await reader.page.context().setOffline(true)
      await reader.button('Play').click()
      await reader.shows(/^You are offline/)
    },
  },
  {
    name: 'finished',
    async reach(reader) {
      await reader.page.context().setOffline(false)
      await reader.button('Edit').click()
      await reader.write('Yes.')
      await reader.button('Play').click()
      await reader.shows('Finished')
    },
  },
]
