import { decodeText } from '../decode'
import type { Document } from '../document'
import { ImportError } from '../import-error'
import type { Source } from '../importer'
import { documentOfPlain } from '../plain'

/**
 * Reads plain text.
 *
 * @throws ImportError `unsupported` for Rich Text, which macOS calls text/rtf: its markup would be read aloud.
 */
export function read(source: Source): Document {
  const text = decodeText(source)
  if (text.startsWith('{\\rtf')) throw new ImportError('unsupported', { name: source.name })
  return documentOfPlain(text)
}
