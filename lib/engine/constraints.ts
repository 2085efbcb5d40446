import { PollyError } from './errors'

/** Values are quoted in the answer: no more of them than shows which one is meant. */
const MAX_QUOTED = 100

type Presence = { required?: boolean }

/**
 * Reads the members of a request and collects what is wrong with them, as the
 * service does: all violations in one message.
 */
export type Constraints = {
  string(name: string, presence: { required: true }): string
  string(name: string): string | undefined
  oneOf(name: string, values: readonly string[], presence: { required: true }): string
  oneOf(name: string, values: readonly string[]): string | undefined
  /** A list of strings, each one of the values or of the pattern; empty where it is absent. */
  list(name: string, values: readonly string[] | RegExp, maxLength: number): string[]
  /** What was read before is valid once this returns. @throws PollyError */
  finish(): void
}

/** @throws PollyError where the body is no object. */
export function createConstraints(body: unknown): Constraints {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new PollyError('SerializationException', 'The request body is not a JSON object')
  }
  const members = body as Record<string, unknown>
  const violations: string[] = []

  /** "OutputFormat" is called 'outputFormat' in the service's messages. */
  function violate(name: string, value: unknown, constraint: string): void {
    const shown = typeof value === 'string' ? `'${value.slice(0, MAX_QUOTED)}'` : 'null'
    const member = name.charAt(0).toLowerCase() + name.slice(1)
    violations.push(`Value ${shown} at '${member}' failed to satisfy constraint: ${constraint}`)
  }

  function string(name: string, presence: { required: true }): string
  function string(name: string, presence?: Presence): string | undefined
  function string(name: string, { required = false }: Presence = {}): string | undefined {
    const value = members[name] ?? undefined
    if (value === undefined) {
      if (required) violate(name, null, 'Member must not be null')
      return required ? '' : undefined
    }
    if (typeof value !== 'string') {
      throw new PollyError('SerializationException', `The member ${name} is not a string`)
    }
    return value
  }

  function oneOf(name: string, values: readonly string[], presence: { required: true }): string
  function oneOf(name: string, values: readonly string[], presence?: Presence): string | undefined
  function oneOf(name: string, values: readonly string[], { required = false }: Presence = {}) {
    const value = required ? string(name, { required }) : string(name)
    const missing = (members[name] ?? undefined) === undefined
    if (value !== undefined && !missing && !values.includes(value)) {
      violate(name, value, `Member must satisfy enum value set: [${values.join(', ')}]`)
    }
    return value
  }

  return {
    string,
    oneOf,
    list(name, values, maxLength) {
      const list = members[name] ?? []
      if (!Array.isArray(list) || !list.every(item => typeof item === 'string')) {
        throw new PollyError('SerializationException', `The member ${name} is not a list of strings`)
      }
      const shown = `[${list.join(', ')}]`
      if (list.length > maxLength) {
        violate(name, shown, `Member must have length less than or equal to ${maxLength}`)
      }
      const valid = (item: string) => (values instanceof RegExp ? values.test(item) : values.includes(item))
      if (!list.every(valid)) {
        violate(
          name,
          shown,
          values instanceof RegExp
            ? `Member must satisfy regular expression pattern: ${values.source.replace(/^\^|\$$/g, '')}`
            : `Member must satisfy enum value set: [${values.join(', ')}]`,
        )
      }
      return list
    },
    finish() {
      if (violations.length === 0) return
      const count = `${violations.length} validation error${violations.length > 1 ? 's' : ''} detected`
      throw new PollyError('ValidationException', `${count}: ${violations.join('; ')}`)
    },
  }
}
