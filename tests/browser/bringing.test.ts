import { EventEmitter, once } from 'node:events'
import type { Locator, Page } from '@playwright/test'
import { decodeReadingId } from '../../lib/reading/reading-id'
import { parseReadingFields } from '../../lib/reading/reading-schema'
import { expect, test } from './reader-page'

type Given = { name: string; mimeType: string; buffer: Buffer }

const fileOf = (name: string, mimeType: string, content: string | Uint8Array): Given => ({
  name,
  mimeType,
  buffer: typeof content === 'string' ? Buffer.from(content) : Buffer.from(content),
})

const TIDES = fileOf(
  'tides.md',
  'text/markdown',
  `# The book of tides

The *water* comes **twice** a day, as [the almanac](https://example.org/almanac) tells.

- First it rises.
- Then it falls.

## The moon

It pulls at the sea from afar.

## The sun

It pulls as well, though less.
`,
)
const TIDES_TEXT = `The book of tides

The water comes twice a day, as the almanac tells.

First it rises.

Then it falls.

The moon

It pulls at the sea from afar.

The sun

It pulls as well, though less.`

/** By the button, as a person opens it. */
async function open(page: Page, ...files: Given[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Open file' }).click()
  await (await chooser).setFiles(files)
}

/** Something of the kind that a browser has when a file is dragged, or a page is copied from. */
async function transfer(page: Page, files: Given[], data: Record<string, string> = {}) {
  const plain = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, text: buffer.toString() }))
  return page.evaluateHandle(
    ({ plain, data }) => {
      const carried = new DataTransfer()
      for (const { name, mimeType, text } of plain) {
        carried.items.add(new File([text], name, { type: mimeType }))
      }
      for (const [type, value] of Object.entries(data)) carried.setData(type, value)
      return carried
    },
    { plain, data },
  )
}

async function paste(page: Page, field: Locator, data: Record<string, string>): Promise<void> {
  const clipboardData = await transfer(page, [], data)
  await field.evaluate(
    (element, clipboardData) =>
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })),
    clipboardData,
  )
}

/** The text whose sound the page plays. */
async function spokenText(page: Page): Promise<string | undefined> {
  const source = await page.locator('audio').first().getAttribute('src')
  const id = /\/read\/([^.]+)\.mp3/.exec(source ?? '')?.[1]
  const decoded = decodeReadingId(id ?? '')
  return decoded?.kind === 'reading'
    ? parseReadingFields(decoded.fields, { maxCharacters: 200_000 }).text
    : undefined
}

const chapters = (page: Page) => page.getByRole('button', { name: /^Chapters/ })

test('a Markdown file is shown as it is meant, and nothing of its markup is read aloud', async ({
  reader,
  page,
}) => {
  await reader.open()
  await open(page, TIDES)
  await expect(page.getByText('Opened The book of tides')).toBeVisible()
  await expect(reader.text).toHaveValue(TIDES_TEXT)
  await reader.button('Play').click()
  await reader.hears(0.1)
  expect(await spokenText(page)).toBe(TIDES_TEXT)
  await expect(page.getByRole('heading', { level: 2, name: 'The book of tides' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 3, name: 'The moon' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Then it falls.' })).toBeVisible()
  await expect(page.getByRole('emphasis')).toHaveText('water')
  await expect(page.getByRole('link', { name: 'the almanac' })).toHaveAttribute(
    'href',
    'https://example.org/almanac',
  )
})

const OTHERS: readonly [Given, string][] = [
  [
    fileOf(
      'page.html',
      'text/html',
      '<title>News</title><nav>Home</nav><main><h1>News</h1><p>It is <b>so</b>.</p></main><script>1</script>',
    ),
    'News\n\nIt is so.',
  ],
  [
    fileOf('letter.txt', 'text/plain', Buffer.from('Grüße aus Köln für 5 €.', 'latin1').fill(0x80, 21, 22)),
    'Grüße aus Köln für 5 €.',
  ],
  [
    fileOf(
      'film.srt',
      '',
      '1\n00:00:01,000 --> 00:00:02,000\n<i>Who is there?</i>\n\n2\n00:00:03,000 --> 00:00:04,000\nIt is me.\n',
    ),
    'Who is there?\n\nIt is me.',
  ],
  [
    fileOf(
      'film.vtt',
      'text/vtt',
      'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Who is there?\n\n00:03.000 --> 00:04.000\nIt is me.\n',
    ),
    'Who is there?\n\nIt is me.',
  ],
]
test('HTML, text in an older encoding and subtitles become the words in them', async ({ reader, page }) => {
  await reader.open()
  for (const [file, text] of OTHERS) {
    await open(page, file)
    await expect(reader.text, file.name).toHaveValue(text)
    await reader.write('')
  }
})

test('Undo brings back what stood there before, and writing ends its time', async ({ reader, page }) => {
  await reader.open()
  await reader.write('A draft of my own.')
  await open(page, TIDES)
  await expect(reader.text).toHaveValue(TIDES_TEXT)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(reader.text).toHaveValue('A draft of my own.')
  await expect(chapters(page)).toHaveCount(0)

  await open(page, TIDES)
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  await reader.text.press('End')
  await reader.text.pressSequentially('!')
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0)
})

test('a file that is dropped while another text is heard takes its place', async ({ reader, page }) => {
  await reader.open()
  await reader.button('Play').click()
  await reader.hears(0.1)
  const dataTransfer = await transfer(page, [TIDES])
  await page.dispatchEvent('main', 'dragover', { dataTransfer })
  await expect(page.getByText('Drop the file to hear it')).toBeVisible()
  await page.dispatchEvent('main', 'drop', { dataTransfer })
  await expect(reader.text).toBeVisible()
  await expect(reader.text).toHaveValue(TIDES_TEXT)
  await reader.button('Play').click()
  await reader.hears(0.1)
  expect(await spokenText(page)).toBe(TIDES_TEXT)
})

test('a page that is pasted keeps its headings and lists, a word in bold is pasted as a word', async ({
  reader,
  page,
}) => {
  await reader.open()
  await reader.write('')
  await paste(page, reader.text, {
    'text/plain': 'Ice\nIt melts.',
    'text/html': '<h2>Ice</h2><p>It <b>melts</b>.</p><ul><li>Soon</li></ul>',
  })
  await expect(reader.text).toHaveValue('Ice\n\nIt melts.\n\nSoon')
  await expect(chapters(page)).toContainText('Ice')

  await reader.write('')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(async () => {
    const blob = (type: string, text: string) => new Blob([text], { type })
    const html = blob('text/html', '<b>bold</b>')
    await navigator.clipboard.write([
      new ClipboardItem({ 'text/html': html, 'text/plain': blob('text/plain', 'bold') }),
    ])
  })
  await reader.text.press('ControlOrMeta+v')
  await expect(reader.text).toHaveValue('bold')
})

test('what is typed behind a paste that is still being read is not in its place', async ({
  reader,
  page,
}) => {
  const readers = new EventEmitter()
  const released = once(readers, 'release')
  await reader.open()
  await reader.write('')
  // A slow network, on which what reads pages comes late.
  await page.route(/\/_next\/static\/.*\.js/, async route => {
    await released
    await route.continue()
  })
  await paste(page, reader.text, {
    'text/plain': 'Ice\nIt melts.',
    'text/html': '<h2>Ice</h2><p>It melts.</p>',
  })
  await page.keyboard.type(' Soon.')
  await expect(reader.text).toHaveValue('Ice\nIt melts. Soon.')
  readers.emit('release')
  await reader.text.press('ControlOrMeta+End')
  await page.keyboard.type('!')
  await expect(reader.text).toHaveValue('Ice\nIt melts. Soon.!')
})

test('what takes longer than a second says how far it is, and can be cancelled', async ({ reader, page }) => {
  await reader.open()
  await reader.write('A draft of my own.')
  // 9 MB of nested lists and emphasis take several seconds.
  const part = '- *one* **two** `three` [four](https://example.org/) &amp; <b>five</b>\n  - _six_\n\n'
  await open(page, fileOf('large.md', 'text/markdown', part.repeat(Math.floor(9_000_000 / part.length))))
  await expect(page.getByRole('progressbar', { name: 'Opening large.md' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('progressbar')).toHaveCount(0)
  await expect(reader.text).toHaveValue('A draft of my own.')
  await open(page, TIDES)
  await expect(reader.text).toHaveValue(TIDES_TEXT)
})

test('of a book that is too long one chooses a chapter', async ({ reader, page }) => {
  await reader.open()
  const chapter = (number: number) => `# Chapter ${number}\n\n${'The sea goes on. '.repeat(7000)}\n\n`
  await open(page, fileOf('book.md', 'text/markdown', [1, 2, 3].map(chapter).join('')))
  const dialog = page.getByRole('dialog', { name: 'Choose a chapter' })
  await expect(dialog).toContainText('a reading may have 200,000')
  await dialog.getByRole('button', { name: /^Chapter 2/ }).click()
  await expect(dialog).toHaveCount(0)
  await expect(reader.text).toHaveValue(/^Chapter 2\n\nThe sea goes on\./)
  await expect(chapters(page)).toContainText('Chapter 2')
})

test('what cannot be read is refused in words, and the text stays', async ({ reader, page }) => {
  await reader.open()
  const refusal = reader.alert.filter({ hasText: 'Cannot open' })
  await reader.write('A draft of my own.')
  await open(
    page,
    fileOf(
      'photo.txt',
      'text/plain',
      Uint8Array.from({ length: 4096 }, (_, i) => (i * 7) % 256),
    ),
  )
  await expect(refusal).toHaveText(/^Cannot open photo\.txt: what is in it is not text\./)
  await open(page, fileOf('huge.txt', 'text/plain', 'x'.repeat(11 * 1024 * 1024)))
  await expect(refusal).toHaveText(
    'Cannot open huge.txt: it has 11.0 MB, and the limit is 10 MB. Open a part of it.',
  )
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(refusal).toHaveCount(0)
  await expect(reader.text).toHaveValue('A draft of my own.')
})

test('a chapter is gone to before Play by keyboard, and while playing by mouse', async ({ reader, page }) => {
  await reader.open()
  await open(page, TIDES)
  await chapters(page).press('Enter')
  const list = page.getByRole('navigation', { name: 'Chapters' })
  await expect(list.getByRole('button', { name: 'The book of tides' })).toBeFocused()
  await page.keyboard.press('End')
  await expect(list.getByRole('button', { name: 'The sun' })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await reader.hears(0.1)
  expect(await spokenText(page)).toBe(TIDES_TEXT.slice(TIDES_TEXT.indexOf('The moon')))
  await expect(chapters(page)).toContainText('The moon')

  await chapters(page).click()
  await expect(list.getByRole('button', { name: 'The moon' })).toHaveAttribute('aria-current', 'location')
  await list.getByRole('button', { name: 'The book of tides' }).click()
  await expect.poll(() => spokenText(page)).toBe(TIDES_TEXT)
  await reader.shows('Playing')
})

test('a text that another app shares stands on the page, for the voice that was chosen last', async ({
  reader,
  page,
}) => {
  await page.addInitScript(() => localStorage.setItem('pollyphony.draft', '{"text":"Old.","voiceId":"awb"}'))
  await reader.open(`/?${new URLSearchParams({ title: 'On ice', text: 'It melts.' })}`)
  await expect(reader.text).toHaveValue('On ice\n\nIt melts.')
  await expect(page.getByRole('button', { name: /^Voice/ })).toContainText('Awb')
})

test('the manifest is one that a browser installs, and takes what other apps share', async ({
  reader,
  page,
}) => {
  await reader.open()
  const session = await page.context().newCDPSession(page)
  const { errors, data } = await session.send('Page.getAppManifest')
  expect(errors).toEqual([])
  const manifest = JSON.parse(data ?? '{}')
  expect(manifest).toMatchObject({ name: 'Pollyphony', display: 'standalone', start_url: '/' })
  expect(manifest.share_target).toMatchObject({ action: '/', method: 'GET' })
  const icons: { src: string; sizes: string }[] = manifest.icons
  expect(icons.map(({ sizes }) => sizes)).toEqual(['192x192', '512x512', '512x512'])
  for (const { src } of icons) {
    expect((await page.request.get(src)).headers()['content-type']).toBe('image/png')
  }
})
