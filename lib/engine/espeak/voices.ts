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
  /** What brings the voice to −19 LUFS (ITU-R BS.1770, mono) in running text, in dB. Peaks may then pass full scale: a limiter has to follow. */
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
  ['af-ZA', 'gmw/af', 'Afrikaans', 'Anika', 0.2, 'Pieter', 2],
  ['arb ar-AE', 'sem/ar', 'Arabic', 'Salma', 0.3, 'Karim', 2.1],
  ['az-AZ', 'trk/az', 'Azerbaijani', 'Leyla', -0.3, 'Rashad', 1.6],
  ['be-BY', 'zle/be', 'Belarusian', 'Alesya', 1.4, 'Ales', 3.4],
  ['bg-BG', 'zls/bg', 'Bulgarian', 'Desislava', 0.1, 'Boyan', 2],
  ['bn-BD', 'inc/bn', 'Bengali', 'Anannya', -2.5, 'Tanvir', -0.6],
  ['bs-BA', 'zls/bs', 'Bosnian', 'Amila', 0.1, 'Tarik', 1.8],
  ['ca-ES', 'roa/ca', 'Catalan', 'Montserrat', -1.1, 'Jordi', 0.8],
  ['cmn-CN', 'sit/cmn', 'Chinese Mandarin', 'Meilin', -2.4, 'Jun', -0.5],
  ['cs-CZ', 'zlw/cs', 'Czech', 'Tereza', -0.1, 'Vojta', 1.6],
  ['cy-GB', 'cel/cy', 'Welsh', 'Carys', -0.7, 'Iolo', 1.2],
  ['da-DK', 'gmq/da', 'Danish', 'Freja', -1, 'Rasmus', 0.9],
  ['de-DE de-AT de-CH', 'gmw/de', 'German', 'Greta', -0.5, 'Anton', 1.4],
  ['el-GR', 'grk/el', 'Greek', 'Eleni', -0.7, 'Nikos', 1],
  ['eo', 'art/eo', 'Esperanto', 'Espera', 0.4, 'Ludoviko', 2.3],
  ['es-ES', 'roa/es', 'Castilian Spanish', 'Paloma', -0.5, 'Alvaro', 1.3],
  ['es-MX es-US', 'roa/es-419', 'Mexican Spanish', 'Ximena', -0.9, 'Diego', 1],
  ['et-EE', 'urj/et', 'Estonian', 'Liisi', -0.3, 'Tanel', 1.5],
  ['eu-ES', 'eu', 'Basque', 'Nerea', -0.4, 'Iker', 1.4],
  ['fa-IR', 'ira/fa', 'Persian', 'Shirin', -0.4, 'Kaveh', 1.4],
  ['fi-FI', 'urj/fi', 'Finnish', 'Aino', -0.2, 'Eero', 1.6],
  ['fr-FR fr-CA', 'roa/fr', 'French', 'Élodie', 1.4, 'Luc', 3.3],
  ['fr-BE', 'roa/fr-BE', 'Belgian French', 'Odile', 1.4, 'Thibault', 3.2],
  ['fr-CH', 'roa/fr-CH', 'Swiss French', 'Aline', 1.4, 'Blaise', 3.3],
  ['ga-IE', 'cel/ga', 'Irish', 'Aoife', -1.6, 'Cormac', 0.3],
  ['gu-IN', 'inc/gu', 'Gujarati', 'Hetal', -1.3, 'Jignesh', 0.5],
  ['hi-IN', 'inc/hi', 'Hindi', 'Priya', -1, 'Arjun', 0.8],
  ['hr-HR', 'zls/hr', 'Croatian', 'Ivana', 0.1, 'Zvonimir', 1.8],
  ['hu-HU', 'urj/hu', 'Hungarian', 'Réka', -0.2, 'Bence', 1.7],
  ['hy-AM', 'ine/hy', 'Armenian', 'Anahit', -0.6, 'Tigran', 1.2],
  ['id-ID', 'poz/id', 'Indonesian', 'Dewi', -0.8, 'Budi', 1],
  ['is-IS', 'gmq/is', 'Icelandic', 'Katla', -0.2, 'Gunnar', 1.6],
  ['it-IT', 'roa/it', 'Italian', 'Chiara', 0.2, 'Matteo', 2.1],
  ['ja-JP', 'jpx/ja', 'Japanese', 'Hanako', -0.2, 'Ren', 1.6],
  ['ka-GE', 'ccs/ka', 'Georgian', 'Nino', -1.5, 'Giorgi', 0.4],
  ['kk-KZ', 'trk/kk', 'Kazakh', 'Aigerim', -0.7, 'Nurlan', 1.1],
  ['kn-IN', 'dra/kn', 'Kannada', 'Kavya', -1.7, 'Ganesh', 0.1],
  ['ko-KR', 'ko', 'Korean', 'Minji', -1.3, 'Joon', 0.6],
  ['la', 'itc/la', 'Latin', 'Livia', 0.3, 'Marcus', 2.2],
  ['lt-LT', 'bat/lt', 'Lithuanian', 'Rūta', -0.6, 'Jonas', 1.3],
  ['lv-LV', 'bat/lv', 'Latvian', 'Līga', 0.1, 'Andris', 2.2],
  ['mk-MK', 'zls/mk', 'Macedonian', 'Biljana', -1.2, 'Goce', 0.6],
  ['ml-IN', 'dra/ml', 'Malayalam', 'Lakshmi', -0.9, 'Unni', 0.7],
  ['mr-IN', 'inc/mr', 'Marathi', 'Manasi', -2, 'Sachin', -0.1],
  ['ms-MY', 'poz/ms', 'Malay', 'Aisyah', -0.7, 'Hafiz', 1.1],
  ['nb-NO', 'gmq/nb', 'Norwegian', 'Solveig', 0.1, 'Olav', 2.1],
  ['ne-NP', 'inc/ne', 'Nepali', 'Sarita', -0.9, 'Bikram', 0.9],
  ['nl-NL nl-BE', 'gmw/nl', 'Dutch', 'Fleur', -0.5, 'Bram', 1.4],
  ['pa-IN', 'inc/pa', 'Punjabi', 'Simran', -0.9, 'Gurdeep', 1],
  ['pl-PL', 'zlw/pl', 'Polish', 'Zofia', -0.4, 'Tomasz', 1.5],
  ['pt-BR', 'roa/pt-BR', 'Brazilian Portuguese', 'Luana', -0.7, 'Caio', 1.1],
  ['pt-PT', 'roa/pt', 'Portuguese', 'Catarina', -0.7, 'Duarte', 1.2],
  ['ro-RO', 'roa/ro', 'Romanian', 'Ileana', -0.2, 'Radu', 1.8],
  ['ru-RU', 'zle/ru', 'Russian', 'Nadezhda', 0.2, 'Pavel', 2.1],
  ['sk-SK', 'zlw/sk', 'Slovak', 'Zuzana', -0.4, 'Marek', 1.5],
  ['sl-SI', 'zls/sl', 'Slovenian', 'Mojca', -2, 'Jernej', -0.1],
  ['sq-AL', 'ine/sq', 'Albanian', 'Teuta', -0.7, 'Agron', 1.4],
  ['sr-RS', 'zls/sr', 'Serbian', 'Jelena', -0.9, 'Miloš', 0.9],
  ['sv-SE', 'gmq/sv', 'Swedish', 'Ebba', -0.4, 'Nils', 1.4],
  ['sw-KE', 'bnt/sw', 'Swahili', 'Amani', -0.8, 'Juma', 1],
  ['ta-IN', 'dra/ta', 'Tamil', 'Kayal', -1.2, 'Murugan', 0.6],
  ['te-IN', 'dra/te', 'Telugu', 'Sravani', -1.5, 'Venkat', 0.2],
  ['tr-TR', 'trk/tr', 'Turkish', 'Defne', -0.9, 'Emre', 1],
  ['uk-UA', 'zle/uk', 'Ukrainian', 'Oksana', -2, 'Taras', -0.2],
  ['ur-PK', 'inc/ur', 'Urdu', 'Zainab', -1.5, 'Faisal', 0.4],
  ['vi-VN', 'aav/vi', 'Vietnamese', 'Thuy', -1.4, 'Quang', 0.4],
  ['yue-CN', 'sit/yue', 'Cantonese', 'Kaying', -1.5, 'Waiming', 0.2],
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
