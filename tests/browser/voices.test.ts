import type { Locator, Page } from '@playwright/test'
import { manyVoices } from '../support/many-voices'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'
import { expect, test } from './reader-page'
import { SERVERS } from './servers'

const chooser = (page: Page) => page.getByRole('button', { name: /^Voice/ })

async function openVoices(page: Page): Promise<Locator> {
  await chooser(page).click()
  return page.getByRole('dialog', { name: 'Choose a voice' })
}

const names = (dialog: Locator) => dialog.getByRole('radio')
/** As one does without a mouse: its name into the search, and on to the first that is found. */
async function choose(dialog: Locator, name: string): Promise<void> {
  const search = dialog.getByRole('searchbox', { name: 'Search voices' })
  await search.fill(name)
  await expect(names(dialog).first()).toHaveAccessibleName(name)
  await search.press('Enter')
  await expect(names(dialog).first()).toBeChecked()
  await search.fill('')
}
const group = (dialog: Locator, name: string | RegExp) => dialog.getByRole('group', { name })

test('voices are grouped by language, each with its gender, the chosen one at hand', async ({
  reader,
  page,
}) => {
  await reader.open()
  const dialog = await openVoices(page)
  await expect(names(dialog).and(page.locator(':checked'))).toBeFocused()
  await expect(group(dialog, 'Chosen last').getByRole('radio')).toHaveAccessibleName('Slt')
  const italian = group(dialog, /^Italian/).getByRole('radio')
  await expect(italian).toHaveCount(2)
  await expect(group(dialog, /^Italian/)).toContainText('italiano')
  await expect(italian.first()).toHaveAccessibleDescription(/^(Female|Male)/)
  // From then on the voices are there before the dialog is.
  await page.keyboard.press('Escape')
  await openVoices(page)
  await expect(names(dialog).and(page.locator(':checked'))).toBeFocused()
})

test('a voice is found by name, by its language in English and in its own script', async ({
  reader,
  page,
}) => {
  await reader.open()
  const dialog = await openVoices(page)
  // A letter typed anywhere goes into the search.
  await page.keyboard.type('rms')
  const search = dialog.getByRole('searchbox', { name: 'Search voices' })
  await expect(search).toHaveValue('rms')
  await expect(names(dialog)).toHaveCount(1)
  for (const query of ['japanese', '日本語', 'Ελληνικά', 'greek']) {
    await search.fill(query)
    await expect(dialog.getByRole('status')).toHaveText('2 voices')
    await expect(dialog.getByRole('list')).toContainText(/Japanese|Greek/)
  }
  await search.fill('klingon')
  await expect(dialog.getByText('No voice is called that')).toBeVisible()
  await search.fill('awb')
  await page.keyboard.press('Enter')
  await expect(names(dialog)).toBeChecked()
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(chooser(page)).toBeFocused()
  await expect(chooser(page)).toContainText('Awb')
})

for (const { language, text } of [
  { language: 'German', text: 'Der Wind weht heute kräftig über das Meer, und die Möwen schreien laut.' },
  { language: 'Japanese', text: '今日は風が強く、海の上でかもめが大きな声で鳴いています。' },
]) {
  test(`for a text in ${language} its voices are suggested`, async ({ reader, page }) => {
    const asked = page.waitForEvent('worker')
    await reader.open()
    await reader.write(text)
    await asked
    await expect(async () => {
      const dialog = await openVoices(page)
      try {
        await expect(group(dialog, `For this text: ${language}`).getByRole('radio')).toHaveCount(2, {
          timeout: 500,
        })
      } finally {
        await page.keyboard.press('Escape')
        await expect(dialog).toHaveCount(0)
      }
    }).toPass()
  })
}

test('favourites and the last choice are there after a reload', async ({ reader, page }) => {
  await reader.open()
  const dialog = await openVoices(page)
  await choose(dialog, 'Awb')
  await dialog.getByRole('button', { name: 'Favourite Kal' }).click()
  await expect(dialog.getByRole('button', { name: 'Favourite Kal' })).toHaveAttribute('aria-pressed', 'true')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(chooser(page)).toContainText('Awb')
  await page.reload()
  await expect(chooser(page)).toContainText('Awb')
  await openVoices(page)
  await expect(group(dialog, 'Favourites').getByRole('radio')).toHaveAccessibleName('Kal')
  await expect(group(dialog, 'Chosen last').getByRole('radio')).toHaveAccessibleName('Awb')
})

test('of 400 voices one is found and chosen', async ({ reader, page }) => {
  // A page that came without voices asks for them.
  await page.route('**/voices', route => route.fulfill({ json: manyVoices(400) }))
  await reader.open(SERVERS.deaf)
  await expect(chooser(page)).toBeEnabled()
  const dialog = await openVoices(page)
  await expect(names(dialog)).toHaveCount(400)
  await page.keyboard.type('awb')
  await expect(names(dialog).first()).toHaveAccessibleName('Awb')
  await choose(dialog, 'Awb')
  await expect(chooser(page)).toContainText('Awb')
})

test('a preview makes way for the voice that it was heard of', async ({ reader, page }) => {
  await reader.open()
  await reader.write('One day the sun rose. '.repeat(40))
  await reader.button('Play').click()
  await reader.hears(0.1)
  const preview = page.locator('audio').nth(1)
  const dialog = await openVoices(page)
  await dialog.getByRole('button', { name: 'Preview Rms' }).click()
  await expect(dialog.getByRole('button', { name: 'Stop the preview of Rms' })).toHaveAttribute(
    'aria-busy',
    'false',
  )
  await dialog.getByRole('radio', { name: 'Rms' }).check()
  await expect(dialog.getByRole('button', { name: 'Preview Rms' })).toBeVisible()
  await expect(preview).not.toHaveAttribute('src')
  await expect(reader.audio).toHaveJSProperty('paused', false)
})

test.describe('where requests fail', () => {
  test.use({ requestsFail: true })

  test('a preview that does not sound is told of, and tried again', async ({ reader, page }) => {
    await reader.open()
    let isBusy = true
    await page.route('**/read/*.mp3', route => (isBusy ? route.fulfill({ status: 503 }) : route.continue()))
    const dialog = await openVoices(page)
    await dialog.getByRole('button', { name: 'Preview Rms' }).click()
    const status = dialog.getByRole('status')
    await expect(status).toHaveText('Rms could not be heard just now. Try again in a moment.')
    isBusy = false
    await dialog.getByRole('button', { name: 'Preview Rms' }).click()
    await expect(dialog.getByRole('button', { name: 'Stop the preview of Rms' })).toBeVisible()
    await expect(status).toHaveText(/^\d+ voices$/)
  })
})

test.describe('with Amazon Polly', () => {
  test.use({ baseURL: SERVERS.polly })

  let polly: PollyStandIn
  test.beforeAll(async () => {
    polly = await startPolly({ port: Number(new URL(SERVERS.pollyEndpoint).port) })
  })
  test.afterAll(() => polly.close())

  async function preview(dialog: Locator, name: string): Promise<void> {
    await dialog.getByRole('button', { name: `Preview ${name}` }).click()
    await expect(dialog.getByRole('button', { name: `Stop the preview of ${name}` })).toBeVisible()
    await expect(dialog.getByRole('button', { name: `Preview ${name}` })).toBeVisible({ timeout: 15_000 })
  }

  test('a preview speaks the language of the voice, and is asked of Polly once', async ({ reader, page }) => {
    const addresses: string[] = []
    page.on('request', request => request.url().includes('/read/') && addresses.push(request.url()))
    await reader.open()
    const dialog = await openVoices(page)
    await preview(dialog, 'Astrid')
    await page.reload()
    await openVoices(page)
    await preview(dialog, 'Astrid')
    expect(new Set(addresses).size).toBe(1)
    const spoken = polly.requests.flatMap(({ body }) => (body?.VoiceId === 'Astrid' ? [body.Text] : []))
    expect(spoken).toEqual(['Hej, så här låter min röst när jag läser.'])
  })
})
