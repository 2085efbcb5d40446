import AxeBuilder from '@axe-core/playwright'
import { startPolly } from '../support/polly-stand-in'
import { expect, type ReaderPage, test } from './reader-page'
import { SERVERS } from './servers'
import { STATES } from './states'

// Half transparent, what appears has no contrast yet.
test.use({ requestsFail: true, contextOptions: { reducedMotion: 'reduce' } })

const TIDES = `# The book of tides

The *water* comes **twice** a day, as [the almanac](https://example.org/almanac) tells \`so\`.

> It is never late.

- First it rises.
  1. Slowly.
- Then it falls.

## The moon

It pulls at the sea from afar.
`

/** In light all of axe's rules, in dark those that colours decide. */
async function findsNothing(reader: ReaderPage, state: string): Promise<void> {
  const { page } = reader
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    // The page has no frames: without the legacy mode, another page is opened each time to look for theirs.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
    if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block'])
    const { violations } = await axe.analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)
    expect.soft(found, `${state}, in ${colorScheme}`).toEqual([])
  }
}

async function openFile({ page }: ReaderPage, name: string, content: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Open file' }).click()
  await (await chooser).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
}

test('axe finds nothing, whatever is written or heard', async ({ reader }) => {
  test.slow()
  await reader.open()
  for (const { name, reach } of STATES) {
    await test.step(name, async () => {
      await reach(reader)
      await findsNothing(reader, name)
    })
  }
})

test('axe finds nothing in what is opened, nor in what a text can be', async ({ reader, page }) => {
  test.slow()
  await reader.open()
  await openFile(reader, 'tides.md', TIDES)
  await expect(page.getByText('Opened The book of tides')).toBeVisible()
  await findsNothing(reader, 'a file was opened')
  await reader.button('Play').click()
  await expect(page.getByRole('heading', { name: 'The moon' })).toBeVisible()
  await reader.hears(0.1)
  await reader.button('Pause').click()
  await findsNothing(reader, 'a text with headings and lists is heard')

  const opened = [
    ['Chapters', /^Chapters/],
    ['Save or share', 'Save or share'],
    ['Choose a voice', /^Voice/],
    ['Speed', /speed$/],
    ['Volume', /^Volume/],
    ['Keyboard shortcuts', 'Keyboard shortcuts'],
  ] as const
  for (const [dialog, name] of opened) {
    await test.step(dialog, async () => {
      await page.getByRole('button', { name }).click()
      await expect(page.getByRole('dialog', { name: dialog })).toBeVisible()
      await findsNothing(reader, dialog)
      await page.keyboard.press('Escape')
    })
  }

  await reader.button('Edit').click()
  await reader.write('ذهب الولد إلى المدرسة.\n\nثم عاد إلى البيت.')
  await findsNothing(reader, 'a text from right to left is written')
  await reader.button('Play').click()
  await expect(reader.view).toBeVisible()
  await findsNothing(reader, 'a text from right to left is heard')

  await reader.button('Edit').click()
  await page.getByRole('radio', { name: 'SSML' }).check()
  await reader.write('<speak>One.\n<brake time="1s"/>\nThree.</speak>')
  await expect(page.getByRole('button', { name: /^Line 2/ })).toBeVisible()
  await findsNothing(reader, 'SSML has an error')
  await reader.button('Play').click()
  await expect(reader.view).toBeVisible()
  await findsNothing(reader, 'SSML is heard')

  await reader.button('Edit').click()
  await openFile(reader, 'book.md', `# One\n\n${'word '.repeat(40_000)}\n\n# Two\n\n${'word '.repeat(9000)}`)
  await expect(page.getByRole('dialog')).toBeVisible()
  await findsNothing(reader, 'a part is to be chosen')
})

test('axe finds nothing where money is asked for', async ({ reader, page }) => {
  const polly = await startPolly({ port: Number(new URL(SERVERS.pollyEndpoint).port) })
  await reader.open(SERVERS.polly)
  await reader.write('It goes on and on. '.repeat(4000))
  await page.getByRole('button', { name: /^[\d,]+ characters/ }).click()
  await expect(page.getByRole('dialog', { name: 'What it costs' })).toBeVisible()
  await findsNothing(reader, 'what it costs')
  await page.keyboard.press('Escape')
  await reader.button('Play').click()
  await expect(page.getByRole('dialog', { name: 'Read all of it?' })).toBeVisible()
  await findsNothing(reader, 'a large reading')
  await polly.close()
})

test('axe finds nothing without voices, nor where there is no page', async ({ reader, page }) => {
  await reader.open(SERVERS.deaf)
  await findsNothing(reader, 'no voices')
  await page.goto('/nowhere')
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
  await findsNothing(reader, 'no page')
})
