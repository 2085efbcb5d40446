import { eld } from 'eld/extrasmall'
import { primaryLanguage } from './language-tag'

/**
 * Languages that share a script, told apart by letter sequences (eld, 60
 * languages), and by words where voices speak a language that eld does not
 * know: it takes each of these for a neighbour, or is unsure. Some 280 KB
 * compressed, so it is loaded when needed.
 */

/** Words by which a language is known from those that it is taken for. */
type Marks = {
  readonly language: string
  /** What the language is taken for; absent: anything. */
  readonly takenFor?: readonly string[]
  readonly word: RegExp
  /** Words that rather speak for what it was taken for. */
  readonly against?: RegExp
}

const MARKS: readonly Marks[] = [
  {
    language: 'af',
    takenFor: ['nl', 'de', 'en'],
    word: /^(?:ek|hy|sy|jy|jou|julle|hulle|my|ouma|daar|voordat|vir|nie|sal|wees|baie|hierdie|daardie|gister|môre|wanneer|saam|eers|oop|oor|toe|sê|nege|’n|'n|ŉ|só|moenie|kinders|maak)$/u,
    against:
      /^(?:het|een|ik|hij|zij|ze|jij|je|niet|zijn|naar|voor|van|wordt|wij|we|bij|zo|als|deze|ook|nog|dan)$/u,
  },
  {
    language: 'id',
    takenFor: ['ms', 'tl'],
    word: /^(?:ada|adalah|akan|dan|dengan|dari|di|itu|ini|ke|kami|kita|saya|tidak|untuk|yang|bisa|karena|bahwa|kemarin|menit|uang|kantor|mobil|beda|coba|kalian|suka|sebelum|anak|anak-anak|me[mn]\p{L}{3,}|ber\p{L}{3,}|\p{L}{3,}nya)$/u,
    against:
      /^(?:ialah|kerana|bahawa|boleh|awak|semalam|apabila|daripada|minit|bertolak|wang|pejabat|cuba|beza|platform|bunyi|buah-buahan|kanak-kanak|masa|helo)$/u,
  },
  {
    language: 'mk',
    takenFor: ['sr', 'bg', 'ru', 'uk'],
    word: /^(?:во|со|дека|кој|која|кое|кои|сум|ќе|ги|ова|овие|нив|беше|од|што|вака|мојот|многу|кога|\p{L}{3,}(?:вме|вте|иот|от|јќи))$/u,
    against:
      /^(?:у|је|су|са|сам|смо|ће|због|који|која|које|от|че|ще|към|с|в|това|този|вот|этот|тот|что|и́|і|\p{L}+(?:ът|ят|хме|хте)|\p{L}*[ћђщъыэ]\p{L}*)$/u,
  },
  {
    language: 'ne',
    takenFor: ['hi', 'mr'],
    word: /^(?:छ|छन्|छु|छौं|हो|हुन्|र|पनि|मेरो|हामी|हाम्रो|यो|यस्तो|त्यो|थियो|भयो|भएको|गर्न|गरेको|हिजो|भोलि|बिहान|मलाई|बाहिर|[\p{L}\p{M}]+(?:हरू|लाई|बाट|न्छ|र्छ|नेछ|न्छन्|ौं|एर|यो))$/u,
    against: /^(?:है|हैं|में|का|की|के|और|ने|हूँ|आहे|आहेत|आणि|मी|हा|ही|था|थी|थे)$/u,
  },
  {
    language: 'kk',
    takenFor: ['ru', 'uk', 'bg', 'be', 'sr'],
    word: /[әғқңөұү]|(?:дан|тан|ден|тен|ді|ды|ін)$/u,
    // Letters of Tajik, Uzbek, Tatar and Bashkir, and the long vowels of Kyrgyz.
    against: /[ҳӣӯҷўҗҙҫ]|аа|оо|уу|ээ|өө|үү/u,
  },
  {
    language: 'cy',
    word: /^(?:y|yr|yn|mae|wedi|bod|oedd|roedd|gan|dyma|sut|fy|ond|hwn|hon|ddoe|ym|ni|ei|eu|dim|nid|sydd|chi|hefyd|wrth|ymhen|(?:i|o|a|gyda|mae)['’](?:r|n|i|u)|\p{L}*(?:dd|wy|ll)\p{L}*)$/u,
    against: /^(?:y|el|los|las|de|que|the|of|and|to|all|will|well|add)$|[kqvxzáéíóúàèìòùäöüåæøñçßþð]/u,
  },
  {
    language: 'ga',
    word: /^(?:an|na|agus|ar|go|tá|ag|bhí|sé|sí|é|leis|seo|sin|mé|tú|mo|nach|chun|dom|ní|dtí|inné|gceann|ón|dia|duit|mar|\p{L}*(?:bhf|mb|gc|dt|bp|ío|aí|adh|amar|eann)\p{L}*)$/u,
    against: /^(?:de|que|the|of|and|to|la|le|não|o|as|um|am|ist|op)$|[jkqvwxyzàèìòùâêîôûäöüåæøñçßþðãõ]/u,
  },
  {
    language: 'eo',
    word: /^(?:la|kaj|estas|mi|vi|li|ŝi|ĝi|ni|ili|al|ke|kiu|kiel|kiam|tiu|tio|ĉi|ĉu|tiel|por|sed|dek|unu|du|post)$|[ĉĝĥĵŝŭ]|\p{L}{2}(?:oj|ojn|ajn)$/u,
    against:
      /^(?:el|los|las|que|di|il|un|una|che|les|des|et|i|y|a|si|da|o|je|se|na|za|to)$|[qwxyáéíóúàèìòùâêîôûäöüåæøñçßýčšžřęąłćńśżźðþ]/u,
  },
  {
    language: 'la',
    word: /^(?:et|est|in|non|ad|ut|cum|sed|quod|qui|quae|quam|sunt|ex|ab|esse|erat|atque|aut|enim|nec|heri|omnis|omnes|vox|mea|tibi|sic|ipsum|dolor|sit|amet|salve)$|\p{L}{3}(?:orum|arum|ibus|untur|antur|isti|imus|amus|tur|unt)$/u,
    against:
      /^(?:le|la|les|des|une|un|il|di|che|el|los|de|que|the|of|and|is|to|det|per|o|a|e|i)$|[kwjy]|[^a-zāēīōū]/u,
  },
  {
    language: 'sw',
    word: /^(?:na|ya|wa|kwa|ni|katika|za|cha|vya|kama|hii|huo|hivi|yangu|yako|yake|wetu|baada|lakini|sana|watu|habari|jana|leo|kesho|sauti|ndivyo|kutoka|kuwa|pia|mimi|sisi|(?:ni|tu|wa|a|u|i|ki|zi|ya|m)(?:li|na|ta|me|ka)\p{L}{2,}a)$/u,
    // Words of Swahili end in a vowel.
    against: /^(?:je|se|da|za|di|che|ja|ei|to)$|[^aeiou]$|[qx]|[^a-z’'-]/u,
  },
]

/** Share of the words that are to speak for a language: its commonest words make up as much of any text. */
const MIN_SHARE = 0.2
/** A word that the language does not have weighs more than one that it has: many words are shared. */
const AGAINST = 2
/** One word alone may be a name. */
const MIN_WORDS = 2

/**
 * @param sample Some tens to a thousand letters, in composed form (NFC).
 * @returns A primary tag, or undefined where it is not certain.
 */
export function guessLanguage(sample: string): string | undefined {
  const guess = eld.detect(sample)
  const taken = primaryLanguage(guess.language)
  const marked = markedLanguage(sample, taken)
  if (marked !== undefined) return marked
  return guess.language !== '' && guess.isReliable() ? taken : undefined
}

function markedLanguage(sample: string, taken: string): string | undefined {
  const words = sample.toLowerCase().match(/['’]?[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu) ?? []
  let best = 0
  let found: string | undefined
  for (const { language, takenFor, word, against } of MARKS) {
    if (takenFor && !takenFor.includes(taken)) continue
    const speaking = words.filter(each => word.test(each)).length
    const opposing = against ? words.filter(each => against.test(each)).length : 0
    const share = (speaking - AGAINST * opposing) / words.length
    if (speaking < MIN_WORDS || share < MIN_SHARE || share <= best) continue
    best = share
    found = language
  }
  return found
}
