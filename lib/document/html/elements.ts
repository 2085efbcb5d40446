import type { DefaultTreeAdapterTypes } from 'parse5'
import type { SpanKind } from '../document'

export type Node = DefaultTreeAdapterTypes.Node
export type Element = DefaultTreeAdapterTypes.Element

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** Elements that a browser begins a new line for (HTML, 15.3 Non-replaced elements). */
export const BLOCKS = words(
  'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search section summary table caption tbody td tfoot th thead tr ul',
)

/** What is no part of a text: code, controls, embedded things, and the furniture around an article. */
const SKIPPED = words(
  'script style template noscript head iframe object embed video audio canvas svg annotation annotation-xml select datalist button input textarea progress meter dialog nav aside search rt rp',
)
const SKIPPED_ROLES = words(
  'navigation banner complementary contentinfo search dialog alertdialog menu menubar toolbar tooltip doc-noteref doc-backlink doc-toc',
)

const SPANS: ReadonlyMap<string, SpanKind> = new Map([
  ...['strong', 'b'].map(name => [name, 'strong'] as const),
  ...['em', 'i', 'cite', 'dfn', 'var'].map(name => [name, 'emphasis'] as const),
  ...['code', 'kbd', 'samp', 'tt'].map(name => [name, 'code'] as const),
  ...['del', 's', 'strike'].map(name => [name, 'deleted'] as const),
])

/** How an element marks the text in it. Google Docs puts all that is copied into a `<b>` of normal weight. */
export function markOf(element: Element): SpanKind | undefined {
  const kind = SPANS.get(element.tagName)
  const isUndone =
    kind === 'strong' && /(?:^|;)\s*font-weight\s*:\s*(?:normal|[1-4]00)/i.test(styleOf(element))
  return isUndone ? undefined : kind
}

function styleOf(element: Element): string {
  return attributeOf(element, 'style') ?? ''
}

export function isElement(node: Node): node is Element {
  return 'tagName' in node
}

/** The text of a text node, else undefined. */
export function characterDataOf(node: Node): string | undefined {
  return node.nodeName === '#text' && 'value' in node ? node.value : undefined
}

export function childrenOf(node: Node): readonly Node[] {
  return 'childNodes' in node ? node.childNodes : []
}

export function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find(attribute => attribute.name === name)?.value
}

/** Whether an element and all in it is left out: not shown, or no part of the text. */
export function isSkipped(element: Element): boolean {
  if (SKIPPED.has(element.tagName)) return true
  if (element.tagName === 'footer') return !hasAncestor(element, 'blockquote')
  if (element.attrs.length === 0) return false
  const role = attributeOf(element, 'role')
  return (role !== undefined && SKIPPED_ROLES.has(role)) || isHidden(element) || isLinkToNote(element)
}

function isHidden(element: Element): boolean {
  const hidden = attributeOf(element, 'hidden')
  return (
    // What a search of the page would unfold is text for those who look for it.
    (hidden !== undefined && hidden !== 'until-found') ||
    attributeOf(element, 'aria-hidden') === 'true' ||
    /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(styleOf(element)) ||
    isBulletOfWord(element)
  )
}

/** Word writes the sign before an item of a list as text, a bullet as a letter of a font of signs; a number is kept. */
function isBulletOfWord(element: Element): boolean {
  return (
    /mso-list\s*:\s*ignore/i.test(styleOf(element)) &&
    !/^\s*\(?[\p{L}\p{N}.]+[.)]/u.test([...textsOf(element)].join(''))
  )
}

/** A link inside the page that is a sign and no words: ¶ behind a heading, ↩ behind a note. */
function isLinkToNote(element: Element): boolean {
  return element.tagName === 'a' && !!attributeOf(element, 'href')?.startsWith('#') && !hasWords(element)
}

/** Whether this is the raised number of a note, like [1]. */
export function isNoteNumber(element: Element): boolean {
  const inside = childrenOf(element).filter(child => characterDataOf(child)?.trim() !== '')
  const [only] = inside
  if (inside.length !== 1 || !only || !isElement(only) || only.tagName !== 'a') return false
  return attributeOf(only, 'href')?.includes('#') ?? false
}

function hasWords(node: Node): boolean {
  for (const text of textsOf(node)) if (/[\p{L}\p{N}]/u.test(text)) return true
  return false
}

/** The texts below a node in order, as they stand, without what is skipped; alt texts are among them. */
export function* textsOf(root: Node): Generator<string> {
  const steps: Node[] = [root]
  for (let node = steps.pop(); node; node = steps.pop()) {
    const value = characterDataOf(node)
    if (value !== undefined) yield value
    else if (isElement(node) && node.tagName === 'img') yield attributeOf(node, 'alt') ?? ''
    else if (isElement(node) && node.tagName === 'br') yield '\n'
    else if (node === root || !isElement(node) || !isSkipped(node)) pushChildren(steps, node)
  }
}

function hasAncestor(element: Element, tagName: string): boolean {
  for (let above = element.parentNode; above && isElement(above); above = above.parentNode) {
    if (above.tagName === tagName) return true
  }
  return false
}

/** The elements below a node for which a test holds, in order; of those that are not skipped, and not inside one found. */
export function* findAll(root: Node, test: (element: Element) => boolean): Generator<Element> {
  const steps: Node[] = [root]
  for (let node = steps.pop(); node; node = steps.pop()) {
    if (isElement(node) && node !== root) {
      if (isSkipped(node)) continue
      if (test(node)) {
        yield node
        continue
      }
    }
    pushChildren(steps, node)
  }
}

/** Puts a node's children on a stack, the first on top. One by one: an element may have more than a call takes arguments. */
export function pushChildren(steps: { push(node: Node): void }, node: Node): void {
  const children = childrenOf(node)
  for (let i = children.length - 1; i >= 0; i--) {
    const child = children[i]
    if (child) steps.push(child)
  }
}
