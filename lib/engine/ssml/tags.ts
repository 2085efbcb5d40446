import {
  MAX_TIMED_CHARACTERS,
  type PollyEngine,
  ruleOf,
  type SsmlEngine,
  type ValueRule,
} from '../../ssml/rules'
import { SsmlError } from './error'
import type { XmlElement } from './parse'

/**
 * Holds a document to what the service takes: its tags, their attributes and
 * values, and which of them an engine has.
 *
 * @param source What the tree was read from.
 * @throws {SsmlError} At the first element that the service would refuse, or
 *   that asks for what no voice of this engine can do.
 */
export function checkSsml(root: XmlElement, source: string, engine: PollyEngine): void {
  if (root.name !== 'speak') throw new SsmlError('the root element is not <speak>', source, root.start)
  checkElement(root, [], source, engine)
}

function checkElement(
  element: XmlElement,
  ancestors: readonly string[],
  source: string,
  engine: PollyEngine,
): void {
  const wrong = wrongTag(element, ancestors, engine) ?? wrongContent(element)
  if (wrong) throw new SsmlError(wrong, source, element.start)
  const inner = [...ancestors, element.name]
  for (const child of element.children) {
    if (child.kind === 'element') checkElement(child, inner, source, engine)
  }
}

function wrongTag(
  { name, attributes }: XmlElement,
  ancestors: readonly string[],
  engine: PollyEngine,
): string | undefined {
  const rule = ruleOf(name)
  if (!rule) return `<${name}> is not supported`
  if (name === 'speak' && ancestors.length > 0) return '<speak> within the document'
  const unsupported = lackOf(rule.engines, engine)
  if (unsupported) return `<${name}> ${unsupported}`
  const around = rule.outside?.find(outer => ancestors.includes(outer))
  if (around) return `<${name}> within <${around}>`

  for (const [attribute, value] of attributes) {
    if (attribute.startsWith('xmlns:')) continue
    const values = Object.hasOwn(rule.attributes, attribute) ? rule.attributes[attribute] : undefined
    if (!values) return `<${name}> has no attribute ${attribute}`
    const wrong = wrongValue(values, value, engine)
    if (wrong) return `the attribute ${attribute} of <${name}> ${wrong}`
  }
  const missing = rule.required?.find(attribute => !attributes.has(attribute))
  if (missing) return `<${name}> without the attribute ${missing}`
  if (rule.any && !Object.keys(rule.attributes).some(attribute => attributes.has(attribute))) {
    return `<${name}> without an attribute`
  }
  return undefined
}

function wrongValue(rule: ValueRule, value: string, engine: PollyEngine): string | undefined {
  const unsupported = lackOf(rule.engines, engine)
  if (unsupported) return unsupported
  if (!rule.accepts(value)) return 'has a value that it cannot have'
  return lackOf(rule.enginesOf?.(value), engine)
}

/** The service refuses what the engine asked for lacks; what it has may still be more than the voices here can do. */
function lackOf(engines: readonly SsmlEngine[] | undefined, engine: PollyEngine): string | undefined {
  if (!engines) return undefined
  if (!engines.includes(engine)) return `is not supported by the ${engine} engine`
  return engines.includes('embedded') ? undefined : 'is not supported by this voice'
}

function wrongContent(element: XmlElement): string | undefined {
  const { name, attributes, children } = element
  const content = ruleOf(name)?.content
  for (const child of children) {
    if (child.kind === 'element' && content) return `<${child.name}> within <${name}>`
    if (child.kind === 'text' && content === 'none' && child.text.trim() !== '')
      return `text within <${name}>`
  }
  if (attributes.has('amazon:max-duration') && textLength(element) > MAX_TIMED_CHARACTERS) {
    return `more than ${MAX_TIMED_CHARACTERS} characters within amazon:max-duration`
  }
  return undefined
}

function textLength(element: XmlElement): number {
  let length = 0
  for (const child of element.children)
    length += child.kind === 'text' ? child.text.length : textLength(child)
  return length
}
