import { wordsOf } from './espeak/words'
import { lexemesIn } from './lexicon/match'
import { normaliseEnglish } from './normalise/english'
import { sayAs } from './normalise/say-as'
import { sentences } from './normalise/sentences'
import { PhonemeError } from './phonemes/error'
import { ipaToFlite } from './phonemes/ipa'
import { xSampaToIpa } from './phonemes/x-sampa'
import type { SpeechJob } from './protocol'
import type { Script } from './script'
import { voiceFor } from './voices'
import { writeScript } from './write-script'

/**
 * The script of a request. Text is read as the voice that speaks it reads: by
 * English rules where Flite does, by the language's own where eSpeak NG does.
 *
 * @throws {SsmlError} For a document that the service would refuse.
 */
export function scriptOf({ text, textType, engine, cast, lexicons }: SpeechJob, withEspeak: boolean): Script {
  const inEnglish = (language: string) => voiceFor(language, cast, withEspeak).voice.speaker.by === 'flite'
  const variant = (language: string) => (language === 'en-US' ? 'en-US' : 'en-GB')
  return writeScript(text, {
    textType,
    engine,
    language: cast.language,
    normalise: (stretch, language) =>
      inEnglish(language) ? normaliseEnglish(stretch, variant(language)) : wordsOf(stretch, language),
    // In other languages eSpeak NG reads numbers by its own rules, so that content is read like any text.
    sayAs: (content, how, language) =>
      inEnglish(language) || how.interpretAs === 'expletive'
        ? sayAs(content, how, variant(language))
        : undefined,
    sentences,
    lexemes: (stretch, language) => lexemesIn(stretch, language, lexicons),
    toIpa,
  })
}

/** A pronunciation is said in one breath: as long as Flite takes an utterance. */
const MAX_PH_CHARACTERS = 300

/** @throws {PhonemeError} For what is no phoneme of English. */
function toIpa(alphabet: 'ipa' | 'x-sampa', ph: string): string {
  if (ph.length > MAX_PH_CHARACTERS) {
    throw new PhonemeError(`a pronunciation of more than ${MAX_PH_CHARACTERS} characters`)
  }
  const ipa = alphabet === 'ipa' ? ph : xSampaToIpa(ph)
  if (!ipaToFlite(ipa)) throw new PhonemeError(`"${ph}" is no pronunciation in ${alphabet}`)
  return ipa
}
