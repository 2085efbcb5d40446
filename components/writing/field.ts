/** UTF-16 offsets of a field's text, end exclusive. */
export type Place = { start: number; end: number }

/** Where a browser only types, line by line, more than this would take it seconds: it is put there without Undo. */
const MAX_TYPED = 20_000

/**
 * Writes in a field as if it were pasted: it can be undone with what was typed
 * before and after, and tells of itself by an input event. The field takes the
 * focus.
 *
 * @param selection What is selected then. @default behind what was written
 */
export function writeInto(
  field: HTMLTextAreaElement,
  { start, end, with: text }: Place & { with: string },
  selection: Place = { start: start + text.length, end: start + text.length },
): void {
  const wanted = field.value.slice(0, start) + text + field.value.slice(end)
  field.focus({ preventScroll: true })
  field.setSelectionRange(start, end)
  write(text)
  if (field.value !== wanted) {
    field.value = wanted
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }))
  }
  field.setSelectionRange(selection.start, selection.end)
}

/** Deprecated, and the only way there is to write what can be undone (HTML editing, execCommand). */
function write(text: string): void {
  if (text === '') document.execCommand('delete')
  // In one piece, as a paste is: Chromium types 1,800 lines in ten seconds. The markup stands for the text alone.
  else if (document.execCommand('insertHTML', false, text.replace(/&/g, '&amp;').replace(/</g, '&lt;')))
    return
  // Firefox has that only for rich text.
  else if (text.length <= MAX_TYPED) document.execCommand('insertText', false, text)
}

/** Selects a place in a field and brings it into sight: selecting alone scrolls nothing in Chromium. */
export function showIn(field: HTMLTextAreaElement, { start, end }: Place): void {
  field.focus({ preventScroll: true })
  field.setSelectionRange(start, end)
  const bottom = heightUntil(field, end)
  field.scrollTop = Math.max(0, bottom - field.clientHeight / 2)
  const onScreen = field.getBoundingClientRect().top + bottom - field.scrollTop
  if (onScreen < 0 || onScreen > innerHeight) scrollBy({ top: onScreen - innerHeight / 2 })
}

/** How far from its top a field's text reaches at an offset, in px: measured on a field beside it that ends there. */
function heightUntil(field: HTMLTextAreaElement, offset: number): number {
  const measure = document.createElement('textarea')
  measure.className = field.className
  measure.dir = field.dir
  measure.lang = field.lang
  measure.ariaHidden = 'true'
  measure.tabIndex = -1
  measure.value = field.value.slice(0, offset)
  Object.assign(measure.style, {
    position: 'absolute',
    visibility: 'hidden',
    inlineSize: `${field.clientWidth}px`,
    // In per cent it would be of another width here.
    padding: getComputedStyle(field).padding,
    blockSize: '0',
    minBlockSize: '0',
    overflow: 'hidden',
  })
  field.after(measure)
  const height = measure.scrollHeight
  measure.remove()
  return height
}
