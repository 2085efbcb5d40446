/**
 * What is used of `@echogarden/espeak-ng-emscripten` 0.3.5, which brings no
 * types. Types only: the package is GPL-3.0 and optional, so nothing of it is
 * imported here.
 */

/** `position` counts code points of the text as it was given, markup included; `audio_position` is in ms from the start of the call. */
export type EspeakEvent =
  /** `text_position` starts at 1. A number that is said in several words has several events, all within it. */
  | { type: 'word'; text_position: number; word_length: number; audio_position: number; id: number }
  /** IPA with stress marks; empty for a pause. A change of language is written into it: `(en)tʃ`. */
  | { type: 'phoneme'; text_position: number; audio_position: number; id: string }
  | { type: 'sentence' | 'mark' | 'play' | 'end' | 'msg_terminated' | 'samplerate'; audio_position: number }

/** One synthesiser. Its settings are global to the module: another one of the same module shares them. */
export type EspeakWorker = {
  get_samplerate(): number
  /**
   * @param name Identifier of a voice and a variant, such as `roa/fr+f2`.
   * @param language Empty where the name says all.
   * @returns 0, or 2 for an unknown voice: then the one before stays.
   */
  set_voice(name: string, language: string, gender: number, age: number, variant: number): number
  /** Words a minute: 80 to 450, 175 is the voice's own. */
  set_rate(wordsPerMinute: number): void
  /** 0 to 99, 50 is the voice's own. */
  set_pitch(pitch: number): void
  /** 0 to 99, 50 is the voice's own. */
  set_range(range: number): void
  set_volume(volume: number): void
  /**
   * Speaks, synchronously. SSML, `[[phonemes]]` and the control character U+0001 are always understood.
   *
   * @param onAudio Called about every 100 ms of speech with mono samples; true ends the call. It must not
   * throw, or the next call is disturbed.
   */
  synthesize(text: string, onAudio: (samples: Int16Array, events: EspeakEvent[]) => boolean): void
}

export type EspeakModule = { eSpeakNGWorker: new () => EspeakWorker }

/** What importing the package gives: each call loads a module of its own, with its own memory. */
export type EspeakPackage = { default: () => Promise<EspeakModule> }
