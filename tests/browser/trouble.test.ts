import { encodeReadingId } from '../../lib/reading/reading-id'
import { answerReadings, expect, test } from './reader-page'
import { SERVERS } from './servers'

test.use({ requestsFail: true })

const BUSY = {
  status: 429,
  retryAfter: '1',
  body: { title: 'The speech service is busy', detail: 'The speech service is busy. Try again in 1 s.' },
}
const FAILED = {
  status: 502,
  body: { title: 'The speech service failed', detail: 'The speech service failed on its side.' },
}

test('a refusal is told in the words of the server', async ({ reader, page }) => {
  await reader.open()
  await reader.text.fill('To be refused.')
  // A voice that is in the list no more.
  const id = encodeReadingId({
    text: 'To be refused.',
    textType: 'text',
    voiceId: 'nobody',
    lexiconNames: [],
  })
  await page.route('**/read/*.mp3', route =>
    route.continue({
      url: route
        .request()
        .url()
        .replace(/read\/.*/, `read/${id}.mp3`),
    }),
  )
  await reader.button('Play').click()
  await expect(reader.alert).toContainText("Cannot speak with the voice 'nobody'")
  await expect(reader.button('Play')).toBeEnabled()
  await expect(reader.view).toHaveText('To be refused.')
  await reader.button('Edit').click()
  await expect(reader.text).toHaveValue('To be refused.')
})

test('a busy service is asked again after the time that it names, then heard', async ({ reader, page }) => {
  // The element's own request, and the question why.
  const asked = await answerReadings(page, [BUSY, BUSY])
  await reader.open()
  await reader.button('Play').click()
  await reader.shows('The speech service is busy. Trying again in 1 s.')
  await reader.hears(0.1)
  await reader.shows('Playing')
  expect(asked).toHaveLength(3)
  expect(new Set(asked).size).toBe(1)
})

test('a service that stays busy is given up after three more attempts', async ({ reader, page }) => {
  const asked = await answerReadings(page, Array(20).fill(BUSY))
  await reader.open()
  await reader.button('Play').click()
  await expect(reader.alert).toHaveText(BUSY.body.detail, { timeout: 10_000 })
  expect(asked).toHaveLength(8)
})

test('Stop ends the waiting for a busy service', async ({ reader, page }) => {
  const asked = await answerReadings(page, Array(20).fill(BUSY))
  await reader.open()
  await reader.button('Play').click()
  await reader.shows(/Trying again/)
  await reader.stop.click()
  await reader.shows('')
  await page.waitForTimeout(1500)
  expect(asked).toHaveLength(2)
})

test('what else is done on the page does not put the next attempt off', async ({ reader, page }) => {
  await answerReadings(page, [BUSY, BUSY])
  await reader.open()
  await reader.button('Play').click()
  await reader.shows(/Trying again/)
  for (let times = 0; times < 16; times++) {
    await page.keyboard.press(times % 2 === 0 ? '>' : '<', { delay: 100 })
  }
  await reader.hears(0.1)
})

test('a failure that has passed when the page asks for it is tried again by itself', async ({
  reader,
  page,
}) => {
  const asked = await answerReadings(page, [FAILED])
  await reader.open()
  await reader.button('Play').click()
  await reader.hears(0.1)
  await expect(reader.alert).toBeEmpty()
  expect(asked).toHaveLength(3)
})

test('a failure of the service is told, and Play tries again', async ({ reader, page }) => {
  await answerReadings(page, [FAILED, FAILED])
  await reader.open()
  await reader.button('Play').click()
  await expect(reader.alert).toHaveText('The speech service failed on its side.')
  await reader.button('Play').click()
  await reader.hears(0.1)
  await expect(reader.alert).toBeEmpty()
})

test('an answer that is no problem document is told by its status', async ({ reader, page }) => {
  await page.route('**/read/*.mp3', route =>
    route.fulfill({ status: 500, contentType: 'text/html', body: '<h1>' }),
  )
  await reader.open()
  await reader.button('Play').click()
  await expect(reader.alert).toHaveText('The server answered with an error (500). Try again in a moment.')
})

for (const status of [414, 431]) {
  test(`an address that is too long for the server has a sentence of its own (${status})`, async ({
    reader,
    page,
  }) => {
    await page.route('**/read/*.mp3', route => route.fulfill({ status, body: '' }))
    await reader.open()
    await reader.button('Play').click()
    await expect(reader.alert).toContainText('The text is too long for this server')
  })
}

test('a connection that is cut is told', async ({ reader, page }) => {
  await answerReadings(page, Array(20).fill('cut'))
  await reader.open()
  await reader.button('Play').click()
  await expect(reader.alert).toHaveText(
    'The server cannot be reached. Check the connection, then press Play.',
  )
})

test('offline is said as offline, until it is over', async ({ reader, context }) => {
  await reader.open()
  await context.setOffline(true)
  await reader.button('Play').click()
  await expect(reader.alert).toHaveText('You are offline. It goes on when the connection is back.')
  await context.setOffline(false)
  await expect(reader.alert).toBeEmpty()
  await reader.hears(0.1)
})

test('a text over the limit is kept, not played, and told by how much', async ({ reader, page }) => {
  const asked = await answerReadings(page, [])
  await reader.open()
  await reader.text.fill('🦜'.repeat(200_001))
  await reader.shows('The text is too long: shorten it by 1 character to play it.')
  await expect(reader.text).toHaveAttribute('aria-invalid', 'true')
  const play = reader.button('Play')
  await expect(play).toHaveAttribute('aria-disabled', 'true')
  await expect(play).toHaveAccessibleDescription(/too long: shorten it by 1 character .*200,001 of 200,000/)
  await play.focus()
  await page.keyboard.press('Enter')
  await expect(reader.text).toBeFocused()
  expect(asked).toEqual([])

  await reader.text.fill(`${'🦜'.repeat(199_990)} and more.`)
  await expect(play).not.toHaveAttribute('aria-disabled', 'true')
  await reader.text.fill('Heard. '.repeat(400))
  await play.click()
  await reader.hears(0.1)
})

test('an empty text is not played but asked for', async ({ reader, page }) => {
  const asked = await answerReadings(page, [])
  await reader.open()
  await reader.text.fill(' \n')
  await reader.shows('Write or paste a text to hear it.')
  // To Playwright a button is not to be clicked while it is aria-disabled; a person may.
  await reader.button('Play').click({ force: true })
  await expect(reader.text).toBeFocused()
  expect(asked).toEqual([])
})

test.describe('without the speech service', () => {
  test.use({ baseURL: SERVERS.deaf })

  test('the page stands, keeps the text, and says why there are no voices', async ({ reader, page }) => {
    await reader.open()
    await expect(page.getByRole('banner')).toContainText('Amazon Polly, eu-west-1')
    await expect(reader.voice).toBeDisabled()
    await expect(reader.alert).toHaveText(
      'There are no voices to read with. The connection to the speech service failed. Try again in a moment.',
    )
    await reader.text.fill('Kept.')
    await page.route('**/voices', async route => {
      const answer = await route.fetch({ url: `${SERVERS.embedded}/voices` })
      await route.fulfill({ response: answer })
    })
    await reader.button('Try again').click()
    await expect(reader.voice).toHaveAccessibleName(/Slt/)
    await expect(reader.button('Play')).toBeEnabled()
    await expect(reader.alert).toBeEmpty()
    await expect(reader.text).toHaveValue('Kept.')
  })
})
