/** Whether a text is an SSML document, or begins like one. */
export function isSsml(text: string): boolean {
  return /^\s*(?:<\?xml\s[^<>]*>\s*)?<speak[\s>/]/.test(text)
}

/** Plain text as an SSML document that says the same; one that is SSML already stays as it is. */
export function toSsml(text: string): string {
  if (isSsml(text)) return text
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  return `<speak>${escaped}</speak>`
}

const REFERENCES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** What of an SSML document is spoken, without its tags; plain text stays as it is. */
export function toPlain(text: string): string {
  if (!isSsml(text)) return text
  return text
    .replace(/<!--.*?(?:-->|$)|<\?.*?(?:\?>|$)/gs, '')
    .split(/<!\[CDATA\[(.*?)(?:\]\]>|$)/s)
    .map((piece, index) => (index % 2 === 1 ? piece : withoutTags(piece)))
    .join('')
    .replace(/(?<![ \t])[ \t]*\n[ \t]*\n\s*/g, '\n\n')
    .trim()
}

function withoutTags(text: string): string {
  return text
    .replace(/<\/?p(?:\s[^<>]*)?>/g, '\n\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#x([\dA-Fa-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g, (whole, hex, decimal, name) =>
      name
        ? (REFERENCES[name] ?? whole)
        : characterOf(hex ? Number.parseInt(hex, 16) : Number(decimal), whole),
    )
}

function characterOf(codePoint: number, otherwise: string): string {
  return codePoint > 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : otherwise
}
