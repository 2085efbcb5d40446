import { defaultTreeAdapter, parse } from 'parse5'
import type { Document } from '../document'
import { createWriter } from '../writer'
import { baseOf, contentOf, titleOf } from './content'
import { writeHtml } from './write-html'

const ELEMENTS_A_REPORT = 2000

/**
 * The text of an HTML page with its structure. The page is parsed as browsers
 * do (HTML, 13.2), but nothing of it runs or is loaded: it never is in a window.
 *
 * @param onProgress Told 0 to 1, every some thousand elements.
 */
export function documentOfHtml(html: string, onProgress: (fraction: number) => void): Document {
  const page = parse(html, { scriptingEnabled: false, treeAdapter: reportingTo(onProgress, html) })
  const content = contentOf(page)
  const writer = createWriter()
  writeHtml(content, writer, baseOf(page))
  return writer.finish(titleOf(page, content))
}

/** A tree adapter that counts the elements it makes against the tags that there are. */
function reportingTo(onProgress: (fraction: number) => void, html: string): typeof defaultTreeAdapter {
  let tags = 1
  for (const _ of html.matchAll(/<[a-z]/gi)) tags++
  let made = 0
  return {
    ...defaultTreeAdapter,
    createElement(...element) {
      made++
      if (made % ELEMENTS_A_REPORT === 0) onProgress(Math.min(1, made / tags))
      return defaultTreeAdapter.createElement(...element)
    },
  }
}
