import { decodeText } from '../decode'
import type { Document } from '../document'
import type { Source } from '../importer'
import { documentOfPlain } from '../plain'

/** Reads plain text. */
export function read(source: Source): Document {
  return documentOfPlain(decodeText(source))
}
