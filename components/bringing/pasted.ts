/** What a paste brings, as far as it matters here: a DataTransfer. */
type Pasted = { files: ArrayLike<File>; getData(type: string): string }

/**
 * What of a paste is to be imported as if it were a file: a file that was
 * copied, or a page's text with its headings and lists where it takes the place
 * of all that was there.
 *
 * @param replacesAll Whether the field is empty or all of it is selected.
 * @returns Undefined: the browser pastes, as ever.
 */
export function importOf(pasted: Pasted, replacesAll: boolean): File | undefined {
  // Word processors put a picture of the text beside the text.
  if (pasted.getData('text/plain') === '') return pasted.files[0]
  const html = pasted.getData('text/html')
  return replacesAll && hasStructure(html)
    ? new File([html], 'pasted.html', { type: 'text/html;charset=utf-8' })
    : undefined
}

/** A word in a style of its own, or lines from an editor of code, are pasted better as they are. */
function hasStructure(html: string): boolean {
  return /<(?:h[1-6]|p|li|blockquote|table|article)[\s>]/i.test(html)
}

/** Whether what is pasted into the field takes the place of all of its text. */
export function replacesAll({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): boolean {
  return value.slice(0, selectionStart).trim() === '' && value.slice(selectionEnd).trim() === ''
}
