import type { Variant } from './numbers'

/** What stands around a piece of text while it is read. Types only. */
export type Context = {
  readonly variant: Variant
  /** The plain text of the neighbours within the sentence; empty where there is none. */
  readonly previous: string
  readonly beforePrevious: string
  readonly next: string
  readonly nextButOne: string
  /** The piece begins its sentence, or what is quoted or follows a colon. */
  readonly starts: boolean
  /** The piece before begins the sentence: its capital says nothing. */
  readonly previousStarts: boolean
  readonly ends: boolean
  /** Brackets on both sides. */
  readonly bracketed: boolean
  /** A quotation is open before the piece. */
  readonly quoted: boolean
  /** The sentence is in capitals, so that these say nothing. */
  readonly shouted: boolean
}
