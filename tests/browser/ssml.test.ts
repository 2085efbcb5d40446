import type { Page } from '@playwright/test'
import { expect, test } from './reader-page'

const mode = (page: Page, name: 'Text' | 'SSML') =>
  page.getByRole('radiogroup', { name: 'The text is' }).getByRole('radio', { name })
const checks = (page: Page) => page.getByRole('region', { name: 'Checks' })

/** What is selected in the text. */
const selected = (page: Page) =>
  page
    .getByRole('textbox', { name: 'Text to read' })
    .evaluate((field: HTMLTextAreaElement) => field.value.slice(field.selectionStart, field.selectionEnd))

test('changing to SSML and back keeps the words, and native undo takes it back', async ({ reader, page }) => {
  await reader.open()
  await reader.write('Fish & chips < 5 pounds.')
  await mode(page, 'SSML').check()
  await expect(reader.text).toHaveValue('<speak>Fish &amp; chips &lt; 5 pounds.</speak>')
  await expect(checks(page)).toContainText('The SSML is in order')
  await mode(page, 'Text').check()
  await expect(reader.text).toHaveValue('Fish & chips < 5 pounds.')
  await reader.text.press('ControlOrMeta+z')
  await expect(reader.text).toHaveValue('<speak>Fish &amp; chips &lt; 5 pounds.</speak>')
})

test('troubles are told with their line as one writes, lead to their place, and disable nothing', async ({
  reader,
  page,
}) => {
  await reader.open()
  await mode(page, 'SSML').check()
  await reader.write('<speak>One.\n<brake time="1s"/>\nThree.</speak>')
  const trouble = checks(page).getByRole('button', { name: /^Line 2 ?, error/ })
  await expect(trouble).toBeVisible()
  await expect(reader.text).toHaveAttribute('aria-invalid', 'true')
  await expect(reader.text).toHaveAccessibleDescription('1 error')
  await trouble.click()
  await expect(reader.text).toBeFocused()
  expect(await selected(page)).toContain('brake')
  await expect(reader.button('Play')).toBeEnabled()

  await reader.write('<speak>One.\n<break time="1s"/>\nThree.</speak>')
  await expect(checks(page)).toContainText('The SSML is in order')
  await expect(trouble).toHaveCount(0)
})

test('buttons put tags around what is selected, and native undo takes them out again', async ({
  reader,
  page,
}) => {
  await reader.open()
  await mode(page, 'SSML').check()
  const plain = '<speak>Say it now.</speak>'
  const select = () =>
    reader.text.evaluate((field: HTMLTextAreaElement) => {
      field.focus()
      field.setSelectionRange(field.value.indexOf('it'), field.value.indexOf('it') + 2)
    })
  const put: [string, RegExp][] = [
    ['Pause', /<break /],
    ['Emphasis', /<emphasis level="[a-z]+">it<\/emphasis>/],
    ['Say as', /<say-as interpret-as="[a-z-]+">it<\/say-as>/],
    ['Phoneme', /<phoneme alphabet="ipa" ph="[^"]*">it<\/phoneme>/],
    ['Mark', /<mark name="/],
  ]
  for (const [name, tag] of put) {
    await reader.write(plain)
    await select()
    await page.getByRole('group', { name: 'Put into the text' }).getByRole('button', { name }).click()
    await expect(reader.text).toHaveValue(tag)
    await expect(reader.text).toBeFocused()
    await page.keyboard.press('ControlOrMeta+z')
    await expect(reader.text).toHaveValue(plain)
  }
})

test('SSML plays, with its source in sight, and is SSML again after a reload', async ({ reader, page }) => {
  await reader.open()
  await mode(page, 'SSML').check()
  await reader.write('<speak>One <break time="100ms"/> and <emphasis>two</emphasis>.</speak>')
  await reader.button('Play').click()
  await reader.hears(0.2)
  await expect(page.getByText('<break time="100ms"/>')).toBeVisible()
  await expect(mode(page, 'SSML')).toBeDisabled()
  await page.getByRole('button', { name: 'Edit' }).click()
  await expect(reader.text).toHaveValue(/^<speak>One/)
  await page.reload()
  await expect(mode(page, 'SSML')).toBeChecked()
  await expect(page.getByRole('group', { name: 'Put into the text' })).toBeVisible()
})

test.describe('that is wrong', () => {
  test.use({ requestsFail: true })

  test('tells why when it is played after all', async ({ reader, page }) => {
    await reader.open()
    await mode(page, 'SSML').check()
    await reader.write('<speak>One <brake/> two.</speak>')
    await reader.button('Play').click()
    await reader.shows(/brake|SSML/)
    await page.getByRole('button', { name: 'Edit' }).click()
    await expect(reader.text).toHaveValue('<speak>One <brake/> two.</speak>')
  })
})
