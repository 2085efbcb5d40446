/** Exceptions of Polly's lexicon operations, and of a request that names a lexicon. */
export type LexiconErrorType =
  | 'InvalidLexiconException'
  | 'LexiconNotFoundException'
  | 'LexiconSizeExceededException'
  | 'MaxLexemeLengthExceededException'
  | 'MaxLexiconsNumberExceededException'
  | 'UnsupportedPlsAlphabetException'
  | 'UnsupportedPlsLanguageException'
  | 'InvalidNextTokenException'
  | 'ValidationException'

/** What the service answers instead; the message is for its caller. */
export class LexiconError extends Error {
  override readonly name = 'LexiconError'
  readonly type: LexiconErrorType

  constructor(type: LexiconErrorType, message: string, options?: ErrorOptions) {
    super(message, options)
    this.type = type
  }
}
