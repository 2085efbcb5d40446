/**
 * Words as they sound: what every voice answers with. Types only. Times are in
 * ms from the first sample.
 */
export type Performance = {
  /** Mono, −1 to 1. */
  readonly samples: Float32Array<ArrayBuffer>
  readonly sampleRateHz: number
  /**
   * One for each word that was given, in order; a word that is not heard starts
   * where it ends. A function, as finding them may cost and audio alone needs none.
   */
  readonly words: () => readonly { readonly startMs: number; readonly endMs: number }[]
  /** The mouth's shapes, in order (Polly, Visemes); `sil` for pauses. */
  readonly visemes: readonly { readonly viseme: string; readonly startMs: number }[]
}
