/**
 * Exceptions of Amazon Polly with their HTTP status, as the service's model
 * gives them, and those of its front door (an unknown route, a body too large).
 */
const STATUS = {
  EngineNotSupportedException: 400,
  InvalidLexiconException: 400,
  InvalidNextTokenException: 400,
  InvalidSampleRateException: 400,
  InvalidSsmlException: 400,
  LanguageNotSupportedException: 400,
  LexiconNotFoundException: 404,
  LexiconSizeExceededException: 400,
  MarksNotSupportedForFormatException: 400,
  MaxLexemeLengthExceededException: 400,
  MaxLexiconsNumberExceededException: 400,
  SerializationException: 400,
  ServiceFailureException: 500,
  SsmlMarksNotSupportedForTextTypeException: 400,
  TextLengthExceededException: 400,
  ThrottlingException: 400,
  UnsupportedPlsAlphabetException: 400,
  UnsupportedPlsLanguageException: 400,
  ValidationException: 400,
  MethodNotAllowedException: 405,
  RequestEntityTooLargeException: 413,
  RequestTimeoutException: 408,
  UnknownOperationException: 404,
} as const

export type PollyErrorName = keyof typeof STATUS

/** An answer other than 200, thrown from wherever it is found. */
export class PollyError extends Error {
  override readonly name: PollyErrorName

  constructor(name: PollyErrorName, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = name
  }

  /** In the REST-JSON protocol: the type in a header, the message in the body. */
  toResponse(headers: Record<string, string>): Response {
    return Response.json(
      { message: this.message },
      { status: STATUS[this.name], headers: { ...headers, 'x-amzn-errortype': this.name } },
    )
  }
}
