/** Vowels of Flite's US English lexicon. In it they carry a digit: 1 stressed, 0 not (`aw1`); `ax` is never stressed. */
export const FLITE_VOWELS: ReadonlySet<string> = new Set(
  'aa ae ah ao aw ax ay eh er ey ih iy ow oy uh uw'.split(' '),
)

/** Consonants of the same lexicon. All four voices share it; what else they say is the pause, `pau`. */
export const FLITE_CONSONANTS: ReadonlySet<string> = new Set(
  'b ch d dh f g hh jh k l m n ng p r s sh t th v w y z zh'.split(' '),
)

/** Whether Flite takes it in an entry of the lexicon: digits are due on vowels, and only there. */
export function isLexiconPhone(phone: string): boolean {
  if (FLITE_CONSONANTS.has(phone)) return true
  return /^(?!ax1)[a-z]{2}[01]$/.test(phone) && FLITE_VOWELS.has(phone.slice(0, 2))
}
