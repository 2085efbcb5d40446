/** The tokens of XML 1.0, for who reads a document: patterns to be tried at one place (sticky) or, for characters, anywhere. */

// Namespaces in XML 1.0, 4 [7] QName: one colon at most, never first or last.
const LETTER =
  'A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}'
const PART = `[${LETTER}][${LETTER}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}]*`
export const NAME = new RegExp(`${PART}(?::${PART})?`, 'uy')
export const SPACE = /[ \t\r\n]+/y
export const EQUALS = /[ \t\r\n]*=[ \t\r\n]*/y
export const TEXT = /[^<&]+/y
export const BARE_VALUE = /[^ \t\r\n<>"'/]+/y
export const NO_PART_OF_A_TAG = /[^ \t\r\n<>/]+|\//y
export const QUOTED = { '"': /[^<"]*/y, "'": /[^<']*/y } as const
/** Of a value, between references. */
export const QUOTED_TEXT = { '"': /[^<&"]+/y, "'": /[^<&']+/y } as const
// XML 1.0, 4.1 [66] CharRef, 4.6 predefined entities
export const REFERENCE = /&(?:#x([\dA-Fa-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/y
export const PREDEFINED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}
export const AMPERSAND = /&(?:#?\w+;)?/y
// XML 1.0, 2.2 [2] Char: no control characters but three, no halves of surrogate pairs.
export const NO_CHARACTER = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu
// XML 1.0, 2.8 [23] XMLDecl
export const DECLARATION =
  /<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.\d+"|'1\.\d+')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/y

/** What stands between two marks and is read as a whole. */
export type Unit = { what: string; opening: string; closing: string; isText: boolean }

export const COMMENT: Unit = { what: 'A comment', opening: '<!--', closing: '-->', isText: false }
export const CDATA: Unit = { what: 'A CDATA section', opening: '<![CDATA[', closing: ']]>', isText: true }
export const DOCTYPE: Unit = { what: 'A document type', opening: '<!', closing: '>', isText: false }
export const INSTRUCTION: Unit = { what: 'An instruction', opening: '<?', closing: '?>', isText: false }
