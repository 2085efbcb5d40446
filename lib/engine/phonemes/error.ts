/** A pronunciation that is none: a symbol that its alphabet does not have. */
export class PhonemeError extends Error {
  override readonly name = 'PhonemeError'
}
