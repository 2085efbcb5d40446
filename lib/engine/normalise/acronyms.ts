import { spellWithEnding, wordOf } from './letters'
import type { Variant } from './numbers'

/** Capitals that are said as one word though their spelling would not tell, or not how. */
const AS_WORDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'PIN SIM RAM ROM LAN WAN GIF BIOS CAD DOS ZIP SARS MERS AIDS NAFTA SWAT FEMA OSHA DARPA NATO NASA TED'
      .split(' ')
      .map(name => [name, name.toLowerCase()]),
  ),
  OK: 'okay',
  JPEG: 'jay peg',
  MPEG: 'em peg',
  ASCII: 'askee',
  GUI: 'gooey',
  SCSI: 'scuzzy',
  JSON: 'jason',
  YAML: 'yammel',
  NOAA: 'noah',
  HIPAA: 'hippa',
  WYSIWYG: 'wizzy wig',
  CAPTCHA: 'capcha',
  IUPAC: 'you pack',
  NAACP: 'n double ay c p',
  IEEE: 'i triple e',
  AAA: 'triple ay',
  WIFI: 'wi fi',
  MRS: 'missus',
  MR: 'mister',
  DR: 'doctor',
  VS: 'versus',
}

/** Capitals that could be said as a word, and are not. */
const SPELLED = new Set('US IT WHO AM UCLA ACLU ASAP USAID ADHD'.split(' '))

/** Words of two and three letters that people set in capitals for weight. */
const SHORT_WORDS = new Set(
  'of to in on at by my we he be do go if is as an or up oh no so me ah ha hi ye ex ox the and for are but not you all any can had her was one our out day get has him his how man new now old see two way boy did its let put say she too use dad mom mum son sun run fun cat dog big bad red hot top yes yet why who off own end few far got lot may men nor per pay saw sit ten try won ago air art ask bag bar bed bit box bus buy car cup cut die dry due eat egg eye fit fix fly gas gun guy hit ice ill job joy key kid law lay leg lie lip low map mix mud net nut oil pan pen pet pie pop pot raw rid row sad sea set sex shy six sky tax tea tie tip toe toy via war wet win yep hey wow aha god eve fee fan fat fog hat hen hip hug hut jam jar jaw jet log mad mob nap odd pig pin pit rat rib rug sew sin sip sob sum tap tag tar tub van vet wax web wig zoo'.split(
    ' ',
  ),
)

const ONSET =
  /^(?:[bcdfghjklmnprstvwyz]?|[bcfgkps]l|[bcdfgkpt]r|[sct]h|s[ckmnpqtw]|sc[rh]|s[pt]r|spl|shr|thr|[dt]w|wh|wr|kn|gn|ph|qu|chr|sch|y)(?=[aeiouy])/
const CODA =
  /[aeiouy](?:[bcdfgklmnprstvwxyzh]|[bcdfgklmnprstv]s|ss|ll|ff|zz|tt|[cst]h|ck|ng|nk|nd|nt|nc|mp|l[dfkmpt]|r[bcdfgkmnpt]|s[kpt]|[cfp]t|rs[et]|rth|nth|tch|ght|ngs|nds|nts|cks|rks|rts)?$/
const TOO_MANY = /[bcdfghjklmnpqrstvwxz]{4}|[aeiou]{3}|aa|ii|uu|[aeiou]h[aeiou]{2}|q(?!u)/

/** Whether a word of capitals can be said as one: it begins, ends and goes on as English words do. */
function isPronounceable(word: string): boolean {
  return /[aeiouy]/.test(word) && !TOO_MANY.test(word) && ONSET.test(word) && CODA.test(word)
}

/**
 * Reads letters that are all capitals, two or more: "NASA" → "nasa", "FBI" →
 * "f b i", "STOP" → "stop".
 *
 * @param ending `s` or `'s`, or nothing: "PCs" → "p c's".
 * @param shouted The text around it is in capitals too, so that these say nothing.
 */
export function readCapitals(
  letters: string,
  ending: '' | 's' | "'s",
  shouted: boolean,
  variant: Variant,
): string {
  const small = letters.toLowerCase()
  const word = AS_WORDS[letters]
  if (word !== undefined) return `${word}${ending}`
  if (isWord(letters, small, shouted)) return `${wordOf(small, variant)}${ending}`
  return spellWithEnding(letters, ending, variant)
}

function isWord(letters: string, small: string, shouted: boolean): boolean {
  if (!/[AEIOUY]/.test(letters)) return false
  if (shouted)
    return small.length > 3 || SHORT_WORDS.has(small) || small === 'it' || small === 'us' || small === 'am'
  if (SPELLED.has(letters)) return false
  if (small.length <= 3) return SHORT_WORDS.has(small)
  return small.length > 6 || isPronounceable(small)
}
