/**
 * The text that another app shared with this one, as the manifest's share target
 * says: `title`, `text` and `url` in the query of the page (Web Share Target).
 *
 * @param query Of the page's address.
 * @returns Undefined where nothing was shared.
 */
export function sharedText(
  query: Readonly<Record<string, string | string[] | undefined>>,
): string | undefined {
  const [title = '', text = '', url = ''] = ['title', 'text', 'url'].map(name => {
    const value = query[name]
    return typeof value === 'string' ? value.trim() : ''
  })
  // An address is read where there is nothing else: apps put it beside, or into, the text they share.
  const body = text === '' ? url : text
  const shared = title === '' || body.startsWith(title) ? body : `${title}\n\n${body}`.trim()
  return shared === '' ? undefined : shared
}
