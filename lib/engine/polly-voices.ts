import type { VoiceId } from '@aws-sdk/client-polly'

export type PollyVoice = {
  gender: 'Female' | 'Male'
  /** The voice's own language first, then those it speaks besides. */
  languageCodes: readonly string[]
}

/** The service's voices by language (Polly, Available voices), so that each finds the nearest one here. */
const BY_LANGUAGE: readonly [languageCodes: string, female: VoiceId[], male: VoiceId[]][] = [
  ['ar-AE arb', ['Hala'], ['Zayd']],
  ['arb', ['Zeina'], []],
  ['ca-ES', ['Arlet'], []],
  ['cmn-CN', ['Zhiyu'], []],
  ['cs-CZ', ['Jitka'], []],
  ['cy-GB', ['Gwyneth'], []],
  ['da-DK', ['Naja', 'Sofie'], ['Mads']],
  ['de-AT', ['Hannah'], []],
  ['de-CH', ['Sabrina'], []],
  ['de-DE', ['Marlene', 'Vicki'], ['Daniel', 'Hans', 'Lennart']],
  ['en-AU', ['Nicole', 'Olivia'], ['Russell']],
  ['en-GB', ['Amy', 'Emma'], ['Arthur', 'Brian']],
  ['en-GB-WLS', [], ['Geraint']],
  ['en-IE', ['Niamh'], []],
  ['en-IN', ['Raveena'], []],
  ['en-IN hi-IN', ['Aditi', 'Kajal'], []],
  ['en-NZ', ['Aria'], []],
  ['en-SG', ['Jasmine'], []],
  [
    'en-US',
    ['Danielle', 'Ivy', 'Joanna', 'Kendra', 'Kimberly', 'Ruth', 'Salli', 'Tiffany'],
    ['Gregory', 'Joey', 'Justin', 'Kevin', 'Matthew', 'Stephen'],
  ],
  ['en-ZA', ['Ayanda'], []],
  ['es-ES', ['Conchita', 'Lucia'], ['Enrique', 'Sergio']],
  ['es-MX', ['Mia'], ['Andres']],
  ['es-US', ['Penelope'], ['Miguel']],
  ['es-US en-US', ['Lupe'], ['Pedro']],
  ['fi-FI', ['Suvi'], []],
  ['fr-BE', ['Isabelle'], []],
  ['fr-CA', ['Chantal', 'Gabrielle'], ['Liam']],
  ['fr-FR', ['Ambre', 'Celine', 'Lea'], ['Florian', 'Mathieu', 'Remi']],
  ['is-IS', ['Dora'], ['Karl']],
  ['it-IT', ['Beatrice', 'Bianca', 'Carla'], ['Adriano', 'Giorgio', 'Lorenzo']],
  ['ja-JP', ['Kazuha', 'Mizuki', 'Tomoko'], ['Takumi']],
  ['ko-KR', ['Jihye', 'Seoyeon'], []],
  ['nb-NO', ['Ida', 'Liv'], []],
  ['nl-BE', ['Lisa'], []],
  ['nl-NL', ['Laura', 'Lotte'], ['Ruben']],
  ['pl-PL', ['Ewa', 'Maja', 'Ola'], ['Jacek', 'Jan']],
  ['pt-BR', ['Camila', 'Vitoria'], ['Ricardo', 'Thiago']],
  ['pt-PT', ['Ines'], ['Cristiano']],
  ['ro-RO', ['Carmen'], []],
  ['ru-RU', ['Tatyana'], ['Maxim']],
  ['sv-SE', ['Astrid', 'Elin'], []],
  ['tr-TR', ['Burcu', 'Filiz'], []],
  ['yue-CN', ['Hiujin'], []],
]

export const POLLY_VOICES: ReadonlyMap<string, PollyVoice> = new Map(
  BY_LANGUAGE.flatMap(([codes, female, male]) => {
    const languageCodes = codes.split(' ')
    const entries = (ids: VoiceId[], gender: PollyVoice['gender']) =>
      ids.map((id): [string, PollyVoice] => [id, { gender, languageCodes }])
    return [...entries(female, 'Female'), ...entries(male, 'Male')]
  }),
)
