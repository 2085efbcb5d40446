import { ENGINES, type Engine, TEXT_TYPES, type TextType } from '../lib/reading/reading'

/** What the page keeps from visit to visit: the text, and what it is to be read with. */
export type Draft = {
  text: string
  textType: TextType
  voiceId?: string | undefined
  engine?: Engine | undefined
}

const KEY = 'pollyphony.draft'

/** @returns What was kept, as far as it is of use, or nothing. */
export function loadDraft(): Partial<Draft> {
  try {
    return parseDraft(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
  } catch (error) {
    console.warn('What was written here before could not be read:', error)
    return {}
  }
}

/** @returns Whether it is kept. */
export function saveDraft(draft: Draft): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(draft))
    return true
  } catch (error) {
    // A browser may refuse to keep anything, or be full: the page works without.
    console.warn('What is written here cannot be kept:', error)
    return false
  }
}

function parseDraft(kept: unknown): Partial<Draft> {
  if (typeof kept !== 'object' || kept === null) return {}
  const engine = 'engine' in kept ? ENGINES.find(name => name === kept.engine) : undefined
  const textType = 'textType' in kept ? TEXT_TYPES.find(type => type === kept.textType) : undefined
  return {
    ...(textType ? { textType } : {}),
    ...('text' in kept && typeof kept.text === 'string' ? { text: kept.text } : {}),
    ...('voiceId' in kept && typeof kept.voiceId === 'string' ? { voiceId: kept.voiceId } : {}),
    ...(engine ? { engine } : {}),
  }
}
