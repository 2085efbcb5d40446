/**
 * English words that are said in more than one way, by what they are (Polly,
 * w): VB verb, VBD past tense, DT determiner, IN preposition, JJ adjective, NN
 * noun, SENSE_1 the sense that is not the usual one. IPA of American English.
 */
const TABLE = `
abuse VB əˈbjuz NN əˈbjus
advocate VB ˈædvəkeɪt NN ˈædvəkɪt
alternate VB ˈɔltɚneɪt JJ ˈɔltɚnɪt NN ˈɔltɚnɪt
attribute VB əˈtɹɪbjut NN ˈætɹɪbjut
bass NN beɪs DEFAULT beɪs SENSE_1 bæs
bow VB baʊ NN boʊ DEFAULT boʊ SENSE_1 baʊ
close VB kloʊz JJ kloʊs NN kloʊz DEFAULT kloʊz SENSE_1 kloʊs
conduct VB kənˈdʌkt NN ˈkɑndʌkt
conflict VB kənˈflɪkt NN ˈkɑnflɪkt
console VB kənˈsoʊl NN ˈkɑnsoʊl
content VB kənˈtɛnt JJ kənˈtɛnt NN ˈkɑntɛnt SENSE_1 kənˈtɛnt
contract VB kənˈtɹækt NN ˈkɑntɹækt
contrast VB kənˈtɹæst NN ˈkɑntɹæst
convert VB kənˈvɝt NN ˈkɑnvɝt
convict VB kənˈvɪkt NN ˈkɑnvɪkt
decrease VB dɪˈkɹis NN ˈdikɹis
delegate VB ˈdɛləgeɪt NN ˈdɛləgɪt
desert VB dɪˈzɝt NN ˈdɛzɚt SENSE_1 dɪˈzɝt
does VB dʌz NN doʊz DEFAULT dʌz SENSE_1 doʊz
dove VBD doʊv NN dʌv DEFAULT dʌv SENSE_1 doʊv
duplicate VB ˈdupləkeɪt JJ ˈdupləkɪt NN ˈdupləkɪt
estimate VB ˈɛstəmeɪt NN ˈɛstəmɪt
excuse VB ɪkˈskjuz NN ɪkˈskjus
export VB ɪkˈspɔɹt NN ˈɛkspɔɹt
graduate VB ˈgɹædʒueɪt NN ˈgɹædʒuɪt JJ ˈgɹædʒuɪt
house VB haʊz NN haʊs
import VB ɪmˈpɔɹt NN ˈɪmpɔɹt
increase VB ɪnˈkɹis NN ˈɪnkɹis
insult VB ɪnˈsʌlt NN ˈɪnsʌlt
invalid JJ ɪnˈvælɪd NN ˈɪnvəlɪd DEFAULT ɪnˈvælɪd SENSE_1 ˈɪnvəlɪd
lead VB lid NN lid DEFAULT lid SENSE_1 lɛd
live VB lɪv JJ laɪv DEFAULT lɪv SENSE_1 laɪv
minute NN ˈmɪnɪt JJ maɪˈnut DEFAULT ˈmɪnɪt SENSE_1 maɪˈnut
moderate VB ˈmɑdəɹeɪt JJ ˈmɑdəɹɪt NN ˈmɑdəɹɪt
object VB əbˈdʒɛkt NN ˈɑbdʒɛkt
perfect VB pɚˈfɛkt JJ ˈpɝfɪkt
permit VB pɚˈmɪt NN ˈpɝmɪt
present VB pɹɪˈzɛnt JJ ˈpɹɛzənt NN ˈpɹɛzənt
produce VB pɹəˈdus NN ˈpɹoʊdus
project VB pɹəˈdʒɛkt NN ˈpɹɑdʒɛkt
protest VB pɹəˈtɛst NN ˈpɹoʊtɛst
read VB ɹid VBD ɹɛd JJ ɹɛd NN ɹid DEFAULT ɹid SENSE_1 ɹɛd
rebel VB ɹɪˈbɛl NN ˈɹɛbəl
record VB ɹɪˈkɔɹd NN ˈɹɛkɚd
refuse VB ɹɪˈfjuz NN ˈɹɛfjus DEFAULT ɹɪˈfjuz SENSE_1 ˈɹɛfjus
reject VB ɹɪˈdʒɛkt NN ˈɹidʒɛkt
resume VB ɹɪˈzum NN ˈɹɛzəmeɪ DEFAULT ɹɪˈzum SENSE_1 ˈɹɛzəmeɪ
row VB ɹoʊ NN ɹoʊ DEFAULT ɹoʊ SENSE_1 ɹaʊ
separate VB ˈsɛpəɹeɪt JJ ˈsɛpɹɪt
sewer NN ˈsuɚ DEFAULT ˈsuɚ SENSE_1 ˈsoʊɚ
sow VB soʊ NN saʊ DEFAULT soʊ SENSE_1 saʊ
subject VB səbˈdʒɛkt JJ ˈsʌbdʒɪkt NN ˈsʌbdʒɪkt
suspect VB səˈspɛkt JJ ˈsʌspɛkt NN ˈsʌspɛkt
tear VB tɛɹ NN tɪɹ DEFAULT tɪɹ SENSE_1 tɛɹ
that DT ðæt IN ðət
transport VB tɹænˈspɔɹt NN ˈtɹænspɔɹt
upset VB ʌpˈsɛt JJ ʌpˈsɛt NN ˈʌpsɛt
use VB juz NN jus
wind VB waɪnd NN wɪnd DEFAULT wɪnd SENSE_1 waɪnd
wound VB wund VBD waʊnd NN wund DEFAULT wund SENSE_1 waʊnd`

const PRONUNCIATIONS: ReadonlyMap<string, string> = new Map(
  TABLE.trim()
    .split('\n')
    .flatMap(line => {
      const [word = '', ...roles] = line.split(' ')
      return roles.flatMap((role, i) =>
        i % 2 === 0 ? [[`${word} amazon:${role}`, roles[i + 1] ?? ''] as const] : [],
      )
    }),
)

/**
 * @param role Of a `<w>`: `amazon:VB`.
 * @returns IPA, or undefined where the role does not change how the word is said.
 */
export function homograph(word: string, role: string, language: string): string | undefined {
  return /^en(?:-|$)/i.test(language) ? PRONUNCIATIONS.get(`${word.toLowerCase()} ${role}`) : undefined
}
