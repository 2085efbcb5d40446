import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../../../lib/engine/espeak/words'

/** "value→spoken" of each token, with the punctuation after it. */
function read(text: string, language: string): string {
  return wordsOf(text, language)
    .map(({ start, end, spoken, punctuation }) => {
      const value = text.slice(start, end)
      return `${value === spoken ? value : `${value}→${spoken}`}${punctuation}`
    })
    .join(' | ')
}

describe('wordsOf', () => {
  it.each([
    ['fr-FR', 'Dit-il « l’homme » ?', "Dit-il | l’homme→l'homme?"],
    ['es-ES', '¡Hola! ¿Qué tal?', 'Hola! | Qué | tal?'],
    ['el-GR', 'Πού είσαι; Εδώ· ναι.', 'Πού | είσαι? | Εδώ; | ναι.'],
    ['cmn-CN', '今天天气很好，我们去。好吗？', '今天 | 天气 | 很好, | 我们 | 去. | 好 | 吗?'],
    ['arb', 'الطقس جميل اليوم، نعم؛ لا؟', 'الطقس | جميل | اليوم, | نعم; | لا?'],
    ['hi-IN', 'आज अच्छा है। चलो!', 'आज | अच्छा | है. | चलो!'],
    ['fa-IR', 'می\u200cخواهم بروم؟', 'می\u200cخواهم | بروم?'],
    ['ja-JP', 'コーヒー、です。', 'コーヒー, | です.'],
    ['hy-AM', 'Լավ՝ շատ։', 'Լավ, | շատ.'],
    ['ca-ES', 'paral·lel', 'paral·lel'],
    ['de-DE', 'Ja — nein (doch).', 'Ja, | nein, | doch.'],
    ['fr-FR', 'Non...!?', 'Non?'],
    ['fr-FR', '«\u202fOui\u202f!\u202f»', 'Oui!'],
  ])('%s: maps punctuation and keeps what is one word: %s', (language, text, tokens) => {
    expect(read(text, language)).toBe(tokens)
  })

  it.each([
    ['fr-FR', '1 234,50 €', '1 234,50 €→1234,50 euros'],
    ['fr-FR', '1\u202f234\u202f567', '1\u202f234\u202f567→1234567'],
    ['es-ES', '1 234', '1 | 234'],
    ['de-DE', '$5', '$5→5 US-Dollar'],
    ['cmn-CN', '￥50、５％', '￥50→50 人民币, | ５％→百分之5'],
    ['ru-RU', '5 ₽ 21 ₽', '5 ₽→5 российских рублей | 21 ₽→21 российский рубль'],
    ['ru-RU', '-5 °C', '-5 °C→минус 5 градусов Цельсия'],
    ['fr-FR', 'le 03.05.2024 à 12:30', 'le | 03.05.2024→3 5 2024 | à | 12:30'],
    ['de-DE', '10–20 %', '10–20 %→10 20 %'],
    ['hu-HU', '12-én', '12-én'],
  ])('%s: joins a number with its parts and its unit: %s', (language, text, tokens) => {
    expect(read(text, language)).toBe(tokens)
  })

  it('keeps a dot within a sentence in its word, and gives the next without a capital', () => {
    const text = 'Am 3. Mai z.B. hier.'
    expect(wordsOf(text, 'de-DE')).toEqual([
      { start: 0, end: 2, spoken: 'Am', punctuation: '' },
      { start: 3, end: 5, spoken: '3.', punctuation: '' },
      { start: 6, end: 9, spoken: 'mai', punctuation: '' },
      { start: 10, end: 14, spoken: 'z.B.', punctuation: '' },
      { start: 15, end: 19, spoken: 'hier', punctuation: '.' },
    ])
  })

  it('ends a sentence at a number where the language has no ordinal dot', () => {
    expect(wordsOf('Il en a 3. Il part.', 'fr-FR')[3]).toEqual({
      start: 8,
      end: 9,
      spoken: '3',
      punctuation: '.',
    })
  })

  it('leaves out emoji, marks alone and controls', () => {
    expect(read('👨‍👩‍👧 Ja \u202a☃\u202c ★ \u0301 nein 👍🏽', 'de-DE')).toBe('Ja | nein')
  })

  it('cuts a run without a space, without breaking a character', () => {
    const text = '𝒳'.repeat(500)
    const tokens = wordsOf(text, 'fr-FR')
    expect(tokens.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text)
    for (const { spoken } of tokens) {
      expect(spoken.length).toBeLessThanOrEqual(81)
      expect(spoken.isWellFormed()).toBe(true)
    }
  })

  it('gives ordered offsets within any Unicode, and never throws', () => {
    const language = fc.constantFrom(
      'fr-FR',
      'cmn-CN',
      'arb',
      'ja-JP',
      'hi-IN',
      'el-GR',
      'ru-RU',
      'la',
      'yue-CN',
    )
    const signs = fc.string({
      unit: fc.constantFrom(...'1 2.,:-/–€$%°C¥。？a\u00a0\u0301ا漢'),
      maxLength: 60,
    })
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme' }),
      signs,
    )
    fc.assert(
      fc.property(text, language, (any, code) => {
        let before = 0
        for (const { start, end, spoken } of wordsOf(any, code)) {
          expect(start).toBeGreaterThanOrEqual(before)
          expect(end).toBeGreaterThan(start)
          expect(spoken).not.toBe('')
          before = end
        }
        expect(before).toBeLessThanOrEqual(any.length)
      }),
      { numRuns: 500 },
    )
  })
})
