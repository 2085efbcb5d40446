import { ImportError } from './import-error'
import type { Source } from './importer'

/**
 * The text of a file. Its encoding is that of its byte order mark; else UTF-8
 * where all of it is that; else the one it declares; else UTF-8 where nearly all
 * of it is that, and some bytes were damaged; else windows-1252, which old
 * editors wrote in the west.
 *
 * @param declared An encoding's name as the file itself states it (Encoding Standard, 4.2 Names and labels).
 * @throws ImportError `not-text` where a byte is 0 and the file is not UTF-16.
 */
export function decodeText({ name, bytes }: Source, declared?: string): string {
  const marked = markedEncoding(bytes)
  if (marked) return new TextDecoder(marked).decode(bytes)
  if (bytes.includes(0)) throw new ImportError('not-text', { name })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Not UTF-8: the question was put to find that out.
    return (declared && decodeAs(declared, bytes)) ?? decodeDamaged(bytes) ?? decodeWestern(bytes)
  }
}

function markedEncoding([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return undefined
}

/** Decodes bytes of a named encoding, or not where nobody knows that name. */
function decodeAs(label: string, bytes: Uint8Array): string | undefined {
  try {
    const decoder = new TextDecoder(label)
    return decoder.encoding === 'windows-1252' ? decodeWestern(bytes) : decoder.decode(bytes)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** So many characters of several bytes that are whole to one that is not: letters of other encodings hardly ever make one. */
const WHOLE_TO_DAMAGED = 4

/** Decodes UTF-8 in which a few characters are damaged, as where a file was cut off; else not. */
function decodeDamaged(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8').decode(bytes)
  let [whole, damaged] = [0, 0]
  for (const [character] of text.matchAll(/[^\0-\x7f]/gu)) {
    if (character === '\ufffd') damaged++
    else whole++
  }
  return whole >= damaged * WHOLE_TO_DAMAGED ? text : undefined
}

/** Bytes 0x80 to 0x9F of windows-1252; five of them are not used. */
const WESTERN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Decodes windows-1252. Node 20 takes it for ISO 8859-1, where the quotation marks and dashes are control characters. */
function decodeWestern(bytes: Uint8Array): string {
  const text = new TextDecoder('windows-1252').decode(bytes)
  return text.replace(/[\u0080-\u009f]/g, control => WESTERN[control.charCodeAt(0) - 0x80] ?? control)
}
