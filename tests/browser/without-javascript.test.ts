import { expect, test } from './reader-page'

test.use({ javaScriptEnabled: false })

test('the form reads aloud by itself', async ({ reader, page }) => {
  await page.goto('/')
  await reader.text.fill('No script\nis needed.')
  await page.getByRole('combobox', { name: 'Voice' }).selectOption({ label: 'Awb, male' })
  const [answer] = await Promise.all([page.waitForResponse(/\/read\?/), reader.button('Play').click()])
  expect(answer.status()).toBe(200)
  expect(answer.headers()['content-type']).toBe('audio/mpeg')
  const query = new URL(answer.url()).searchParams
  expect([...query.keys()].sort()).toEqual(['text', 'voiceId'])
  expect(query.get('voiceId')).toBe('awb')
  const player = page.locator('video')
  await expect
    .poll(() => player.evaluate((media: HTMLMediaElement) => media.currentTime))
    .toBeGreaterThan(0.2)
})

test('what would mean nothing is not shown', async ({ reader, page }) => {
  await page.goto('/')
  await expect(reader.button('Play')).toBeVisible()
  for (const control of [reader.stop, reader.voice, page.getByRole('slider', { name: 'Position' })]) {
    await expect(control).toBeHidden()
  }
  await expect(page.getByText(/\d characters/)).toBeHidden()
})
