import type { Context } from './context'
import { spell } from './letters'
import { inPairs } from './numbers'
import { toPlain } from './plain'
import { nameOfSign } from './symbols'
import { readRuns } from './words'

const SCHEME = /^(?:(?:https?|ftps?|wss?|file|ssh|git):\/\/|mailto:|tel:)/i
const TOP_LEVEL =
  'com|org|net|edu|gov|mil|int|info|biz|name|io|ai|app|dev|co|me|tv|fm|am|gg|xyz|online|site|blog|shop|cloud|news|tech|uk|us|ca|au|nz|ie|de|fr|es|it|nl|be|ch|at|se|no|dk|fi|pl|cz|pt|gr|ru|ua|jp|cn|in|br|mx|za|kr|eu|test|example|localhost'
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,62})'
const HOST = new RegExp(
  `^(?:${LABEL}\\.){1,8}(?:${TOP_LEVEL})(?::\\d{1,5})?(?:[/?#].*)?$|^www\\.${LABEL}.*$|^localhost(?::\\d{1,5})(?:/.*)?$`,
  'i',
)
const EMAIL = new RegExp(`^[\\w.%+-]{1,64}@(?:${LABEL}\\.){1,8}[a-z]{2,24}$`, 'i')
const PATH =
  /^(?:~|\.{1,2})?\/[\w@.~-]+(?:\/[\w@.+~-]*)*$|^[A-Za-z]:\\\S*$|^[\w.@-]+(?:\/[\w.@-]+)*\/[\w@-]+\.[a-z][a-z0-9]{0,4}$/
/** Two letters after the last dot are a country's code, but these are said as they are written. */
const SAID_AS_WORDS = /^(?:co|me|to|be|at|so|is|in|it|no)$/

/** Whether a stretch without space is an address, or a path of files: then its signs are said. */
export function isAddress(stretch: string): boolean {
  // "the end.In the beginning": a space was forgotten.
  if (/^\p{L}*\p{Ll}\.\p{Lu}\p{Ll}*$/u.test(stretch)) return false
  return SCHEME.test(stretch) || HOST.test(stretch) || EMAIL.test(stretch) || PATH.test(stretch)
}

/**
 * An address, or a part of one, as people dictate it: "https://example.com/about"
 * → "example dot com slash about". The scheme, and a slash at the end, are not said.
 */
export function readAddress(core: string, context: Context): string {
  const said = core.replace(SCHEME, '').replace(/\/$/, '')
  const [, host = '', rest = ''] = /^([^/?#\\]*)(.*)$/s.exec(said) ?? []
  const words = [readHost(host, context), ...segmentsOf(unescaped(rest), context)]
  return words.filter(Boolean).join(' ')
}

/** "%20" is somebody's space: what it stands for is said, as far as it is well formed. */
function unescaped(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2}){1,24}/gi, escaped => {
    const bytes = escaped
      .split('%')
      .slice(1)
      .map(hex => Number.parseInt(hex, 16))
    return toPlain(new TextDecoder().decode(Uint8Array.from(bytes)).replaceAll('\ufffd', ''))
  })
}

function readHost(host: string, context: Context): string {
  if (!host.includes('.')) return segmentsOf(host, context).join(' ')
  const labels = host.split('.')
  return labels
    .map((label, i) => {
      if (/^\d{1,3}$/.test(label)) return inPairs(label)
      const isLast = i > 0 && i >= labels.length - 2
      if (isLast && /^[a-z]{2}$/.test(label) && !SAID_AS_WORDS.test(label))
        return spell(label, context.variant)
      if (label === 'edu') return spell(label)
      return segmentsOf(label, context).join(' ')
    })
    .join(' dot ')
}

function segmentsOf(text: string, context: Context): string[] {
  const parts = text.match(/[^\W_]+|[^\s]/gu) ?? []
  return parts.map(part => (/^[^\W_]/.test(part) ? readRuns(part, context) : (nameOfSign(part) ?? '')))
}

/** "#OpenSource" → "hashtag open source", "@john_doe" → "at john doe". */
export function readTag(core: string, context: Context): string | undefined {
  const [, sign, name = ''] = /^([#@])([\p{L}_][\p{L}\p{N}_.-]*)$/u.exec(core) ?? []
  if (!sign) return undefined
  const words = readRuns(name.replaceAll('_', ' '), context)
  return words === '' ? undefined : `${sign === '#' ? 'hashtag' : 'at'} ${words}`
}
