/** A voice as DescribeVoices lists it (Polly, Voice), and how eSpeak NG speaks it. */
export type EspeakVoice = {
  /** Language and name, as in `fr-Elodie`: the dash keeps it apart from every VoiceId of Polly's. */
  readonly Id: string
  readonly Name: string
  readonly Gender: 'Female' | 'Male'
  /** Polly's code where it has the language, else BCP 47. */
  readonly LanguageCode: string
  /** Regions that this voice reads too, as none is nearer. */
  readonly AdditionalLanguageCodes?: readonly string[]
  readonly LanguageName: string
  readonly SupportedEngines: readonly 'standard'[]
  /** Identifier of the language in eSpeak NG, such as `roa/fr`. */
  readonly language: string
  /** The timbre laid over the language. */
  readonly variant: Variant
  /** What brings the voice to −19 LUFS (ITU-R BS.1770, mono), in dB. Peaks may then pass full scale: a limiter has to follow. */
  readonly gainDb: number
}

/**
 * Of eSpeak NG's variants, those with the clearest harmonics among the ones
 * that keep the consonants' band, clip nowhere and lie where speaking women
 * (190 Hz) and men (100 Hz) do: harmonicity 0.92 and 0.87, against 0.84 for
 * the plain voice.
 */
type Variant = 'f2' | 'm6'

type Row = readonly [
  languageCodes: string,
  language: string,
  languageName: string,
  female: string,
  femaleGainDb: number,
  male: string,
  maleGainDb: number,
]

/**
 * English is not here: Flite speaks it far more clearly. Neither are languages
 * of which eSpeak NG leaves out too much to be followed: Hebrew (no vowels),
 * Thai and Burmese.
 */
const ROWS: readonly Row[] = [
  ['af-ZA', 'gmw/af', 'Afrikaans', 'Anika', 2.6, 'Pieter', 4.3],
  ['arb ar-AE', 'sem/ar', 'Arabic', 'Salma', 1.3, 'Karim', 3],
  ['az-AZ', 'trk/az', 'Azerbaijani', 'Leyla', 0.9, 'Rashad', 2.7],
  ['be-BY', 'zle/be', 'Belarusian', 'Alesya', 3.2, 'Ales', 5.1],
  ['bg-BG', 'zls/bg', 'Bulgarian', 'Desislava', 2.1, 'Boyan', 4],
  ['bn-BD', 'inc/bn', 'Bengali', 'Anannya', -0.6, 'Tanvir', 1.3],
  ['bs-BA', 'zls/bs', 'Bosnian', 'Amila', 2, 'Tarik', 3.8],
  ['ca-ES', 'roa/ca', 'Catalan', 'Montserrat', 1.4, 'Jordi', 3.2],
  ['cmn-CN', 'sit/cmn', 'Chinese Mandarin', 'Meilin', -1.2, 'Jun', 0.7],
  ['cs-CZ', 'zlw/cs', 'Czech', 'Tereza', 2.3, 'Vojta', 4.1],
  ['cy-GB', 'cel/cy', 'Welsh', 'Carys', 1, 'Iolo', 2.9],
  ['da-DK', 'gmq/da', 'Danish', 'Freja', 1.2, 'Rasmus', 3.2],
  ['de-DE de-AT de-CH', 'gmw/de', 'German', 'Greta', 1.6, 'Anton', 3.4],
  ['el-GR', 'grk/el', 'Greek', 'Eleni', 1.5, 'Nikos', 3.3],
  ['eo', 'art/eo', 'Esperanto', 'Espera', 2.4, 'Ludoviko', 4.4],
  ['es-ES', 'roa/es', 'Castilian Spanish', 'Paloma', 0.9, 'Alvaro', 2.7],
  ['es-MX es-US', 'roa/es-419', 'Mexican Spanish', 'Ximena', 0.5, 'Diego', 2.3],
  ['et-EE', 'urj/et', 'Estonian', 'Liisi', 1.4, 'Tanel', 3.3],
  ['eu-ES', 'eu', 'Basque', 'Nerea', 1.1, 'Iker', 2.9],
  ['fa-IR', 'ira/fa', 'Persian', 'Shirin', 1.2, 'Kaveh', 3.1],
  ['fi-FI', 'urj/fi', 'Finnish', 'Aino', 1.3, 'Eero', 3.2],
  ['fr-FR fr-CA', 'roa/fr', 'French', 'Élodie', 3, 'Luc', 5.1],
  ['fr-BE', 'roa/fr-BE', 'Belgian French', 'Odile', 3, 'Thibault', 5.1],
  ['fr-CH', 'roa/fr-CH', 'Swiss French', 'Aline', 3, 'Blaise', 5.1],
  ['ga-IE', 'cel/ga', 'Irish', 'Aoife', 0.6, 'Cormac', 2.4],
  ['gu-IN', 'inc/gu', 'Gujarati', 'Hetal', 1.3, 'Jignesh', 3.2],
  ['hi-IN', 'inc/hi', 'Hindi', 'Priya', 0.2, 'Arjun', 2],
  ['hr-HR', 'zls/hr', 'Croatian', 'Ivana', 2, 'Zvonimir', 3.8],
  ['hu-HU', 'urj/hu', 'Hungarian', 'Réka', 1.7, 'Bence', 3.8],
  ['hy-AM', 'ine/hy', 'Armenian', 'Anahit', 1.8, 'Tigran', 3.6],
  ['id-ID', 'poz/id', 'Indonesian', 'Dewi', 1.4, 'Budi', 3.1],
  ['is-IS', 'gmq/is', 'Icelandic', 'Katla', 1.4, 'Gunnar', 3.1],
  ['it-IT', 'roa/it', 'Italian', 'Chiara', 1.4, 'Matteo', 3.2],
  ['ja-JP', 'jpx/ja', 'Japanese', 'Hanako', 1.6, 'Ren', 3.5],
  ['ka-GE', 'ccs/ka', 'Georgian', 'Nino', -0.2, 'Giorgi', 1.7],
  ['kk-KZ', 'trk/kk', 'Kazakh', 'Aigerim', 2.6, 'Nurlan', 4.4],
  ['kn-IN', 'dra/kn', 'Kannada', 'Kavya', 0.1, 'Ganesh', 1.9],
  ['ko-KR', 'ko', 'Korean', 'Minji', 1, 'Joon', 2.9],
  ['la', 'itc/la', 'Latin', 'Livia', 1.8, 'Marcus', 3.5],
  ['lt-LT', 'bat/lt', 'Lithuanian', 'Rūta', 3.4, 'Jonas', 5.1],
  ['lv-LV', 'bat/lv', 'Latvian', 'Līga', 2.2, 'Andris', 4.3],
  ['mk-MK', 'zls/mk', 'Macedonian', 'Biljana', 1.7, 'Goce', 3.5],
  ['ml-IN', 'dra/ml', 'Malayalam', 'Lakshmi', 1.3, 'Unni', 2.9],
  ['mr-IN', 'inc/mr', 'Marathi', 'Manasi', 0.7, 'Sachin', 2.5],
  ['ms-MY', 'poz/ms', 'Malay', 'Aisyah', 1.7, 'Hafiz', 3.5],
  ['nb-NO', 'gmq/nb', 'Norwegian', 'Solveig', 2, 'Olav', 3.9],
  ['ne-NP', 'inc/ne', 'Nepali', 'Sarita', 1.6, 'Bikram', 3.4],
  ['nl-NL nl-BE', 'gmw/nl', 'Dutch', 'Fleur', 2.6, 'Bram', 4.4],
  ['pa-IN', 'inc/pa', 'Punjabi', 'Simran', 0.5, 'Gurdeep', 2.5],
  ['pl-PL', 'zlw/pl', 'Polish', 'Zofia', 2.2, 'Tomasz', 4.1],
  ['pt-BR', 'roa/pt-BR', 'Brazilian Portuguese', 'Luana', 1.6, 'Caio', 3.4],
  ['pt-PT', 'roa/pt', 'Portuguese', 'Catarina', 1.3, 'Duarte', 3.2],
  ['ro-RO', 'roa/ro', 'Romanian', 'Ileana', 0.8, 'Radu', 2.7],
  ['ru-RU', 'zle/ru', 'Russian', 'Nadezhda', 1.5, 'Pavel', 3.3],
  ['sk-SK', 'zlw/sk', 'Slovak', 'Zuzana', 1.9, 'Marek', 3.7],
  ['sl-SI', 'zls/sl', 'Slovenian', 'Mojca', 0.4, 'Jernej', 2.2],
  ['sq-AL', 'ine/sq', 'Albanian', 'Teuta', 1.6, 'Agron', 3.4],
  ['sr-RS', 'zls/sr', 'Serbian', 'Jelena', 1.3, 'Miloš', 3.2],
  ['sv-SE', 'gmq/sv', 'Swedish', 'Ebba', 1, 'Nils', 2.8],
  ['sw-KE', 'bnt/sw', 'Swahili', 'Amani', 0.9, 'Juma', 2.6],
  ['ta-IN', 'dra/ta', 'Tamil', 'Kayal', 0.5, 'Murugan', 2.2],
  ['te-IN', 'dra/te', 'Telugu', 'Sravani', 0, 'Venkat', 1.8],
  ['tr-TR', 'trk/tr', 'Turkish', 'Defne', 1, 'Emre', 2.8],
  ['uk-UA', 'zle/uk', 'Ukrainian', 'Oksana', 0.8, 'Taras', 2.5],
  ['ur-PK', 'inc/ur', 'Urdu', 'Zainab', -0.1, 'Faisal', 1.8],
  ['vi-VN', 'aav/vi', 'Vietnamese', 'Thuy', -0.1, 'Quang', 1.7],
  ['yue-CN', 'sit/yue', 'Cantonese', 'Kaying', 0.5, 'Waiming', 2.4],
]

const ENGINES = ['standard'] as const

/** A woman's and a man's voice for each language, in the order of their codes. */
export const ESPEAK_VOICES: readonly EspeakVoice[] = ROWS.flatMap(
  ([codes, language, languageName, female, femaleGainDb, male, maleGainDb]) => {
    const [code = '', ...additional] = codes.split(' ')
    const shared = {
      LanguageCode: code,
      ...(additional.length > 0 ? { AdditionalLanguageCodes: additional } : {}),
      LanguageName: languageName,
      SupportedEngines: ENGINES,
      language,
    }
    return [
      { ...shared, ...named(code, female), Gender: 'Female', variant: 'f2', gainDb: femaleGainDb },
      { ...shared, ...named(code, male), Gender: 'Male', variant: 'm6', gainDb: maleGainDb },
    ]
  },
)

function named(code: string, Name: string): { Id: string; Name: string } {
  const plain = Name.normalize('NFD').replace(/\p{M}/gu, '')
  return { Id: `${code.split('-')[0]}-${plain}`, Name }
}
