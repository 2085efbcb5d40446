import { expect, type ReaderPage, test } from './reader-page'

const WORDS = 'the harbour was quiet that evening and nobody had lit the lamps along the quay'.split(' ')
/** Of more sections than are shown at first, in more lines than a browser types in a moment. */
const LONG = Array.from({ length: 1800 }, (_, index) => `${index} ${WORDS[index % WORDS.length]}`).join('\n')
const LAST = 'A lighthouse ends it.'

test('a long text is all there while it is heard, and the caret where it was afterwards', async ({
  reader,
  page,
}) => {
  await reader.open()
  await put(reader, `${LONG}\n\n${LAST}`)
  const caret = Math.floor(LONG.length / 2)
  await reader.text.evaluate((field: HTMLTextAreaElement, at) => field.setSelectionRange(at, at), caret)
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(reader.view).toBeFocused()
  await expect(reader.view.getByText(LAST)).toBeAttached()
  // By the search of the browser: once, for what is written is out of reach.
  const found = await reader.view.evaluate((view, words) => {
    const places: boolean[] = []
    while (Reflect.apply(Reflect.get(window, 'find'), window, [words])) {
      places.push(view.contains(getSelection()?.anchorNode ?? null))
    }
    return places
  }, LAST)
  expect(found).toEqual([true])

  await page.keyboard.press('Escape')
  await expect(reader.text).toBeFocused()
  expect(await reader.text.evaluate((field: HTMLTextAreaElement) => field.selectionStart)).toBe(caret)
})

test('what is put around a text of many lines can be undone', async ({ reader, page }) => {
  await reader.open()
  const text = `\n${LONG} & <more>`
  await put(reader, text)
  await page.getByRole('radio', { name: 'SSML' }).check()
  await expect(reader.text).toHaveValue(`<speak>${text.replace('&', '&amp;').replace('<', '&lt;')}</speak>`)
  await reader.text.press('ControlOrMeta+z')
  await expect(reader.text).toHaveValue(text)
})

/** At one stroke, without the keyboard: typing it takes long. */
async function put(reader: ReaderPage, text: string): Promise<void> {
  await reader.text.evaluate((field: HTMLTextAreaElement, value) => {
    field.focus()
    field.value = value
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }, text)
}
