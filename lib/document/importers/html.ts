import { decodeText } from '../decode'
import type { Document } from '../document'
import { documentOfHtml } from '../html/document-of-html'
import type { ReadOptions, Source } from '../importer'

/** Reads a page: its article where it has one, without menus and whatever else stands around it. */
export function read(source: Source, { onProgress }: ReadOptions): Document {
  return documentOfHtml(asHtml(decodeText(source, declaredEncoding(source.bytes))), onProgress)
}

/**
 * XHTML, which books are made of, may write an empty element as one tag. HTML takes
 * some of these for a beginning, and the rest of the page for what is in it.
 */
function asHtml(text: string): string {
  return /^\s*<\?xml\s/.test(text)
    ? text.replace(/<(title|script|style|textarea|iframe|noscript)((?:\s[^<>]*)?)\/>/gi, '<$1$2></$1>')
    : text
}

/** The encoding that a page names within its first 1,024 bytes (HTML, 13.2.3.2 Prescanning a byte stream). */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, 1024))
  return /<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w:-]+)/i.exec(start)?.[1]
}
