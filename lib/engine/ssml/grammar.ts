/** The tokens of XML 1.0 that a reader meets, as patterns to be tried at one place (sticky) or, for characters, anywhere. */

// XML 1.0, 2.2 [2] Char: no control characters but three, no halves of surrogate pairs.
export const NO_CHARACTER = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u
export const SPACE = /[ \t\r\n]+/y
// XML 1.0, 2.8 [23] XMLDecl
export const DECLARATION =
  /<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.\d+"|'1\.\d+')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/y
// Namespaces in XML 1.0, 4 [7] QName: one colon at most, never first or last.
const START =
  'A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}'
const PART = `[${START}][${START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}]*`
export const NAME = new RegExp(`${PART}(?::${PART})?`, 'uy')
export const EQUALS = /[ \t\r\n]*=[ \t\r\n]*/y
export const PLAIN = /[^<&]+/y
export const PLAIN_IN_DOUBLE = /[^<&"]+/y
export const PLAIN_IN_SINGLE = /[^<&']+/y
// XML 1.0, 4.1 [66] CharRef, 4.6 predefined entities
export const REFERENCE = /&(?:#x([\dA-Fa-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/y
export const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])
