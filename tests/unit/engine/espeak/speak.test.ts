import { tmpdir } from 'node:os'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { loadEspeak } from '../../../../lib/engine/espeak/speak'
import { durationMs, floats, installedEspeak, levelDb, say, scriptOf, voiceOf } from '../../../support/espeak'
import { fundamentals, median } from '../../../support/fundamental'
import { SENTENCES } from '../../../support/sentences'

const espeak = await installedEspeak()

const french = voiceOf('fr-FR')

describe('loadEspeak', () => {
  const home = process.cwd()
  afterEach(() => process.chdir(home))

  it('gives undefined where the optional package is not installed', async () => {
    process.chdir(tmpdir())
    expect(await loadEspeak()).toBeUndefined()
  })
})

describe('speak', { timeout: 30_000 }, () => {
  it.each(Object.entries(SENTENCES))(
    'times every word of %s in order, where the voice sounds',
    (code, text) => {
      const performance = say(espeak, text, voiceOf(code))
      const words = scriptOf(text, code)
      expect(performance.words).toHaveLength(words.length)
      let before = 0
      for (const { startMs, endMs } of performance.words) {
        expect(startMs).toBeGreaterThanOrEqual(before)
        expect(endMs).toBeGreaterThan(startMs)
        expect(levelDb(performance, startMs, endMs)).toBeGreaterThan(-40)
        before = endMs
      }
      expect(before).toBeLessThanOrEqual(durationMs(performance))
    },
  )

  it('starts a word after a pause within 30 ms of its sound', () => {
    const performance = say(espeak, 'Bonjour, monde, demain, ballon.', french)
    for (const { startMs } of performance.words.slice(1)) {
      const onset = onsetNear(performance, startMs)
      expect(Math.abs(onset - startMs)).toBeLessThan(30)
    }
  })

  it('gives words that are read as one a share of their time each', () => {
    // Korean joins the first two: the synthesiser tells of one word.
    const [first, second, third] = say(espeak, sentence('ko-KR'), voiceOf('ko-KR')).words
    expect(second?.startMs).toBeCloseTo((third?.startMs ?? 0) / 2, -2)
    expect(first?.endMs).toBe(second?.startMs)
  })

  it('gives a silent word no time, and the others theirs', () => {
    const [a, b] = scriptOf('un deux', 'fr-FR')
    if (!a || !b) throw new Error('Two words expected')
    const { words } = espeak.speak(
      [a, { ...a, spoken: '' }, { ...a, spoken: ' \u0001 ' }, b],
      french,
      () => false,
    )
    expect(words[1]).toEqual({ startMs: words[0]?.endMs, endMs: words[0]?.endMs })
    expect(words[2]).toEqual(words[1])
    expect(words[3]?.endMs).toBeGreaterThan(words[3]?.startMs ?? 0)
  })

  it.each([0.2, 0.5, 0.85, 0.9, 1.1, 1.12, 1.5, 2, 3, 5])(
    'speaks at %d times its rate, true to a twentieth',
    rate => {
      for (const code of ['ru-RU', 'cmn-CN'] as const) {
        const own = durationMs(say(espeak, sentence(code), voiceOf(code)))
        const changed = say(espeak, sentence(code), voiceOf(code), { rate })
        expect(own / durationMs(changed) / rate).toBeGreaterThan(0.95)
        expect(own / durationMs(changed) / rate).toBeLessThan(1.05)
        expect(changed.words.at(-1)?.endMs).toBeLessThanOrEqual(durationMs(changed))
      }
    },
  )

  it.each([0.6, 0.8, 0.9, 1.1, 1.4, 2])(
    'speaks at %d times its pitch, true to 6 in a hundred, no faster',
    pitch => {
      const own = say(espeak, sentence('fr-FR'), french)
      const changed = say(espeak, sentence('fr-FR'), french, { pitch })
      expect(pitchOf(changed) / pitchOf(own) / pitch).toBeGreaterThan(0.94)
      expect(pitchOf(changed) / pitchOf(own) / pitch).toBeLessThan(1.06)
      expect(Math.abs(durationMs(changed) / durationMs(own) - 1)).toBeLessThan(0.02)
    },
  )

  it('changes the rate of some words of a sentence only', () => {
    const words = scriptOf('un deux trois quatre', 'fr-FR')
    const slow = words.map((word, i) =>
      i === 1 || i === 2 ? { ...word, style: { ...word.style, rate: 0.5 } } : word,
    )
    const own = espeak.speak(words, french, () => false).words
    const changed = espeak.speak(slow, french, () => false).words
    const middle = (spans: typeof own) => (spans[2]?.endMs ?? 0) - (spans[1]?.startMs ?? 0)
    expect(middle(changed) / middle(own)).toBeGreaterThan(1.7)
    const last = ([, , , span]: typeof own) => (span?.endMs ?? 0) - (span?.startMs ?? 0)
    expect(last(changed) / last(own)).toBeGreaterThan(0.8)
    expect(last(changed) / last(own)).toBeLessThan(1.3)
  })

  it.each(['ru-RU', 'el-GR', 'arb', 'hi-IN', 'fa-IR'])(
    'ends a question of %s higher than a statement',
    code => {
      const text = {
        'ru-RU': 'Ты придёшь завтра',
        'el-GR': 'Θα έρθεις αύριο',
        arb: 'هل تأتي غدا',
        'hi-IN': 'क्या तुम कल आओगे',
        'fa-IR': 'فردا می‌آیی',
      }[code]
      const mark = { 'ru-RU': '?', 'el-GR': ';', arb: '؟', 'hi-IN': '?', 'fa-IR': '؟' }[code]
      const voice = voiceOf(code, 'Male')
      expect(endPitch(say(espeak, `${text}${mark}`, voice))).toBeGreaterThan(
        1.02 * endPitch(say(espeak, `${text}.`, voice)),
      )
    },
  )

  it('reads another script in the language that is written with it, not by the names of its letters', () => {
    const alone = durationMs(say(espeak, 'привет', voiceOf('ru-RU')))
    const { words } = say(espeak, 'Er sagt привет zu mir.', voiceOf('de-DE'))
    const span = words[2]
    expect(Math.abs((span?.endMs ?? 0) - (span?.startMs ?? 0) - alone)).toBeLessThan(150)
  })

  it('gives the phonemes in IPA, and pauses as empty ones', () => {
    const { phonemes } = say(espeak, 'Bonjour, monde.', french)
    expect(phonemes.map(({ ipa }) => ipa.replace(/[ˈˌ]/g, '') || '_').join(' ')).toBe('b ɔ̃ ʒ u ʁ _ m ɔ̃ d _')
    expect(phonemes.map(({ startMs }) => startMs)).toEqual(
      phonemes.map(({ startMs }) => startMs).toSorted((a, b) => a - b),
    )
  })

  it('says markup and phoneme brackets instead of obeying them', () => {
    const words = (spoken: string) => scriptOf('mot', 'fr-FR').map(word => ({ ...word, spoken }))
    const length = (spoken: string) => durationMs(espeak.speak(words(spoken), french, () => false))
    expect(length('a <break time="9s"/> b')).toBeGreaterThan(1000)
    expect(length('a <break time="9s"/> b')).toBeLessThan(7000)
    expect(length('a [[b]] c')).toBe(length('a b c'))
    expect(length('a &lt; b')).toBeGreaterThan(length('a b'))
    expect(length('a \u0001450S b')).toBe(length('a 450S b'))
  })

  it('stops when asked to, and speaks the next words as if nothing had been', () => {
    const before = say(espeak, sentence('fr-FR'), french)
    let asked = 0
    const long = scriptOf(sentence('fr-FR').repeat(20), 'fr-FR')
    const stopped = espeak.speak(long, french, () => ++asked > 10)
    expect(durationMs(stopped)).toBeLessThan(1500)
    expect(stopped.words).toHaveLength(long.length)
    expectAlike(say(espeak, sentence('fr-FR'), french), before)
  })

  it('survives any text, and the next call is not touched by it', () => {
    const before = say(espeak, sentence('de-DE'), voiceOf('de-DE'))
    const odd = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
    )
    const codes = fc.constantFrom('fr-FR', 'cmn-CN', 'arb', 'ko-KR', 'hi-IN', 'hy-AM', 'vi-VN')
    fc.assert(
      fc.property(odd, codes, (spoken, code) => {
        const words = scriptOf('mot mot', 'fr-FR').map(word => ({ ...word, spoken }))
        let asked = 0
        const performance = espeak.speak(words, voiceOf(code), () => ++asked > 60)
        expect(performance.words).toHaveLength(2)
        for (const { startMs, endMs } of performance.words) expect(endMs).toBeGreaterThanOrEqual(startMs)
      }),
      { numRuns: 60 },
    )
    expectAlike(say(espeak, sentence('de-DE'), voiceOf('de-DE')), before)
  })

  it('holds a text of 6,000 letters without a space to what it is asked', () => {
    for (const letter of ['x', '1', 'ا', '漢', '👍', '\u0301']) {
      let asked = 0
      const words = scriptOf(letter.repeat(6000 / letter.length), 'fr-FR')
      const performance = espeak.speak(words, french, () => ++asked > 40)
      expect(performance.words).toHaveLength(words.length)
      expect(durationMs(performance)).toBeLessThan(6000)
    }
  })
})

/** That two performances are the same but for the voice's flutter, which is random and moves a word by some ms. */
function expectAlike(one: ReturnType<typeof say>, other: ReturnType<typeof say>): void {
  expect(one.phonemes.map(({ ipa }) => ipa)).toEqual(other.phonemes.map(({ ipa }) => ipa))
  one.words.forEach(({ startMs }, i) => {
    expect(Math.abs(startMs - (other.words[i]?.startMs ?? Infinity))).toBeLessThan(30)
  })
  expect(Math.abs(pitchOf(one) / pitchOf(other) - 1)).toBeLessThan(0.02)
}

function sentence(code: string): string {
  const text = SENTENCES[code]
  if (!text) throw new Error(`No sentence in ${code}`)
  return text
}

function pitchOf(performance: ReturnType<typeof say>): number {
  return median(fundamentals(floats(performance.samples), performance.sampleRateHz))
}

function endPitch(performance: ReturnType<typeof say>): number {
  return median(fundamentals(floats(performance.samples), performance.sampleRateHz).slice(-4))
}

/** Where a sound begins after silence, looked for within 60 ms around. */
function onsetNear(performance: ReturnType<typeof say>, ms: number): number {
  for (let at = ms - 60; at < ms + 60; at += 5) {
    if (levelDb(performance, at, at + 5) > -40) return at
  }
  return Infinity
}
