import type { SsmlCost } from './ssml-atoms'
import { fragmentOf, type SsmlFragment, type SsmlPlace } from './ssml-fragment'
import { checkSsml, isWithin } from './ssml-well-formed'
import { nextCut } from './ssml-window'

/**
 * The documents that one request each can speak, of one that may be longer. It
 * comes as it is where it fits. Else each paragraph is a document of its own,
 * be it a `<p>` or what blank lines or a `<p>` part from the rest; one that is too
 * long is cut at sentences, breaks, clauses, words, graphemes. Lazy but for
 * one reading of the whole, which finds what is malformed before anything is heard.
 *
 * @param locale By which sentences and words are told apart.
 * @throws Problem `invalid-parameter` (400) for a long document that is not
 *   well-formed, `text-too-long` (413) for one with an element that must not be
 *   cut and does not fit.
 */
export function* cutSsml(source: string, locale: string, limits: SsmlCost): Generator<SsmlFragment> {
  if (isWithin(source, limits)) {
    yield { text: source, start: 0, end: source.length, lead: 0 }
    return
  }
  checkSsml(source, limits)
  let from: SsmlPlace = { offset: 0, open: undefined }
  while (from.offset < source.length) {
    const to = nextCut(source, from, locale, limits)
    const fragment = fragmentOf(source, from, to)
    if (fragment) yield fragment
    from = to
  }
}
