import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'
import { expect, ReaderPage, test } from './reader-page'
import { SERVERS } from './servers'

/** Too long for an address, also deflated. */
const LONG = Array.from({ length: 900 }, () => `${randomUUID()}.`).join(' ')

async function openSave(page: Page) {
  await page.getByRole('button', { name: 'Save or share' }).click()
  return page.getByRole('dialog', { name: 'Save or share' })
}

async function chooseVoice(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Voice/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Choose a voice' })
  const search = dialog.getByRole('searchbox', { name: 'Search voices' })
  await search.fill(name)
  await expect(dialog.getByRole('radio')).toHaveCount(1)
  await search.press('Enter')
  await dialog.getByRole('button', { name: 'Done' }).click()
}

const FORMS = [
  ['MP3', 'mp3', 'audio/mpeg'],
  ['Ogg Vorbis', 'ogg', 'audio/ogg'],
  ['Ogg Opus', 'opus', 'audio/ogg'],
  ['WAV', 'wav', 'audio/wav'],
  ['WebVTT', 'vtt', 'text/vtt'],
  ['SubRip', 'srt', 'application/x-subrip'],
] as const

test('a reading is saved as sound or captions, under a name of its own', async ({ reader, page }) => {
  await reader.open()
  await reader.write('The lighthouse. It blinks.')
  const dialog = await openSave(page)
  for (const [name, extension, type] of FORMS) {
    const href = await dialog.getByRole('link', { name: `Download ${name}` }).getAttribute('href')
    const answer = await page.request.get(href ?? '')
    expect(answer.status(), name).toBe(200)
    const headers = answer.headers()
    expect(headers['content-type'], name).toContain(type)
    expect(headers['content-disposition'], name).toMatch(
      new RegExp(`^attachment; filename="The lighthouse.*\\.${extension}"`),
    )
    expect((await answer.body()).length, name).toBeGreaterThan(50)
  }
  const download = page.waitForEvent('download')
  await dialog.getByRole('link', { name: 'Download MP3' }).click()
  expect((await download).suggestedFilename()).toMatch(/^The lighthouse.*\.mp3$/)
})

test('a copied link opens the page of somebody else with the text, the voice and the mode in it', async ({
  reader,
  page,
  browser,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await reader.open()
  await chooseVoice(page, 'Awb')
  await page.getByRole('radio', { name: 'SSML' }).check()
  const ssml = '<speak>Grüße, <break time="200ms"/> 漢字 🌊.</speak>'
  await reader.write(ssml)
  const dialog = await openSave(page)
  await dialog.getByRole('button', { name: 'Copy link' }).click()
  await expect(dialog.getByText('Copied')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?reading=r/)

  const context = await browser.newContext()
  const theirs = new ReaderPage(await context.newPage())
  await theirs.open(link)
  await expect(theirs.text).toHaveValue(ssml)
  await expect(theirs.page.getByRole('radio', { name: 'SSML' })).toBeChecked()
  await expect(theirs.page.getByRole('button', { name: /^Voice/ })).toContainText('Awb')
  await context.close()
})

test('what is changed of a text that a link brought is there after a reload, the link no more', async ({
  reader,
  page,
}) => {
  const reading = { text: 'From a link.', textType: 'text', voiceId: 'awb' }
  const stored = await page.request.post('/read', { data: reading })
  const { id } = await stored.json()
  await reader.open(`/?reading=${id}`)
  await expect(reader.text).toHaveValue('From a link.')
  await reader.text.press('ControlOrMeta+End')
  await page.keyboard.insertText(' And on.')
  // At once: nothing waits for what was written to settle.
  await page.reload()
  await expect(reader.text).toHaveValue('From a link. And on.')
  await expect(reader.voice).toHaveAccessibleName(/Awb/)
  expect(new URL(page.url()).search).toBe('')
})

test('a link that leads to no reading says so', async ({ reader }) => {
  await reader.open('/?reading=s00')
  await expect(reader.alert.filter({ hasText: 'The link leads to no reading' })).toBeVisible()
  await reader.write('Something else.')
  await expect(reader.alert.filter({ hasText: 'The link' })).toHaveCount(0)
})

test('a link to a text that no address can hold leads to where the server keeps it', async ({
  reader,
  page,
  browser,
}) => {
  await reader.open()
  await reader.write(LONG)
  const dialog = await openSave(page)
  await expect(dialog.getByRole('link', { name: 'Download MP3' })).toBeVisible()
  await expect(dialog).toContainText('too long for a link of its own')
  const link = await dialog.getByRole('textbox', { name: 'Link to this reading' }).inputValue()
  expect(link.length).toBeLessThan(200)
  const context = await browser.newContext()
  const theirs = new ReaderPage(await context.newPage())
  await theirs.open(link)
  await expect(theirs.text).toHaveValue(LONG)
  await context.close()
})

test('the sound that plays has its captions with it', async ({ reader, page }) => {
  await reader.open()
  await reader.button('Play').click()
  await reader.hears(0.1)
  const track = page.locator('audio track[kind="captions"]')
  const source = await page.locator('audio').first().getAttribute('src')
  await expect(track).toHaveAttribute('src', (source ?? '').replace(/mp3$/, 'vtt'))
  const answer = await page.request.get((await track.getAttribute('src')) ?? '')
  expect(await answer.text()).toContain('Somebody is about to read this')
})

test('the voices that come with it are free', async ({ reader, page }) => {
  await reader.open()
  await reader.write('Ten chars.')
  await expect(page.getByText('10 characters · free')).toBeVisible()
})

test.describe('with Amazon Polly', () => {
  test.use({ baseURL: SERVERS.polly })

  let polly: PollyStandIn
  test.beforeAll(async () => {
    polly = await startPolly({ port: Number(new URL(SERVERS.pollyEndpoint).port) })
  })
  test.beforeEach(() => polly.forget())
  test.afterAll(() => polly.close())

  test('what it costs is in sight before Play, and explained', async ({ reader, page }) => {
    await reader.open()
    await chooseVoice(page, 'Joanna')
    await reader.write('word '.repeat(2000).trim())
    // 9,999 characters at $16 for a million, twice: sound and marks.
    const cost = page.getByRole('button', { name: '9,999 characters · $0.32' })
    await cost.click()
    const dialog = page.getByRole('dialog', { name: 'What it costs' })
    await expect(dialog).toContainText('Sound, 9,999 characters')
    await expect(dialog).toContainText('$16.00 for a million characters with the Neural engine')
    await expect(dialog.getByRole('link', { name: /price list/ })).toHaveAttribute(
      'href',
      /aws\.amazon\.com\/polly/,
    )
    await page.keyboard.press('Escape')
    await expect(cost).toBeFocused()
  })

  test('a large reading asks once, and begins in the click that agrees', async ({ reader, page }) => {
    polly.behave({ speech: { chunkBytes: 2048, chunkMs: 20, bytes: 60_000 } })
    await reader.open()
    await chooseVoice(page, 'Joanna')
    await reader.write(`${randomUUID()}\n\n${'It goes on and on. '.repeat(2000)}`)
    await reader.button('Play').click()
    const dialog = page.getByRole('dialog', { name: 'Read all of it?' })
    await expect(dialog).toContainText('$1.22')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog).toHaveCount(0)
    expect(polly.requests.filter(({ body }) => body)).toEqual([])

    await reader.button('Play').click()
    await dialog.getByRole('button', { name: 'Read it for $1.22' }).click()
    await reader.hears(0.1)
    await page.getByRole('button', { name: 'Edit' }).click()
    await reader.button('Play').click()
    await reader.hears(0.1)
    await expect(dialog).toHaveCount(0)
  })
})
