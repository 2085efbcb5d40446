import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalPolly } from '../../lib/engine/engine'
import { loadFlite } from '../../lib/engine/flite/flite'
import { createPhonesOf } from '../../lib/engine/flite/phones-of'
import { createSpeech } from '../../lib/engine/speech'
import { type HeardMark, type Listener, listenerTo, RATE_HZ } from '../support/listening'
import { createTestPolly } from '../support/local-polly'
import { durationMs, longestPauseMs, medianF0, pitchFrames, rmsDbfs, soundSpans } from '../support/measure'
import { formantRatio, powerPart } from '../support/spectrum'

let polly: LocalPolly
let listener: Listener
beforeAll(() => {
  polly = createTestPolly()
  listener = listenerTo(polly)
  return polly.warm()
})
afterAll(() => polly.close())

const document = (inner: string) => `<speak>${inner}</speak>`
const hear = (inner: string, VoiceId = 'slt') => listener.hear(document(inner), { VoiceId })
const mouth = (inner: string, VoiceId = 'slt') => listener.mouth(document(inner), { VoiceId })
const ms = (samples: Float32Array) => durationMs(samples, RATE_HZ)
const peak = (samples: Float32Array) => samples.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0)
const levelDb = async (inner: string, voice: string) => rmsDbfs(await hear(inner, voice))
const f0 = (samples: Float32Array) => medianF0(samples, RATE_HZ)

/** By what factor a voice is higher than another that says the same at the same time: the median over time. */
function pitchRatio(samples: Float32Array, reference: Float32Array): number {
  const own = new Map(pitchFrames(reference, RATE_HZ).map(({ timeMs, hz }) => [timeMs, hz]))
  const ratios = pitchFrames(samples, RATE_HZ).flatMap(({ timeMs, hz }) => {
    const ownHz = own.get(timeMs)
    return ownHz ? [hz / ownHz] : []
  })
  return ratios.sort((a, b) => a - b)[ratios.length >> 1] ?? Number.NaN
}

/** The times of words, by what stands in the text. */
async function wordTimes(inner: string, VoiceId = 'slt'): Promise<Map<string, number>> {
  const marks = await listener.marks(document(inner), { VoiceId, SpeechMarkTypes: ['word'] })
  return new Map(marks.map(({ value, time }) => [value, time]))
}

const FRENCH = 'fr-Elodie'
const ALL = ['slt', 'rms', 'awb', 'kal', FRENCH]
/** Voiced throughout, without a pause. */
const FLOWING = (voice: string) =>
  voice === FRENCH ? 'Nous allons maintenant à la maison de ma mère' : 'we were away a year ago in the meadow'

describe('break', () => {
  const around = (inner: string, voice: string) =>
    voice === FRENCH ? `Une maison${inner} toute petite.` : `The bird${inner} takes a bath.`
  const pauseOf = async (inner: string, voice: string) =>
    longestPauseMs(await hear(around(inner, voice), voice), RATE_HZ, { minPauseMs: 20 })

  it.each(ALL)('is silence of the length that it says, by %s', async voice => {
    const second = await pauseOf('<break time="1s"/>', voice)
    // Silence within the words around it, as before "t", is added: 110 ms at most.
    expect(second).toBeGreaterThan(990)
    expect(second).toBeLessThan(1110)
    for (const [value, length] of [
      ['time="100ms"', 100],
      ['time="0.45s"', 450],
      ['time="2500ms"', 2500],
      ['', 200],
      ['strength="weak"', 200],
      ['strength="medium"', 200],
      ['strength="strong"', 320],
      ['strength="x-strong"', 650],
    ] as const) {
      const change = (await pauseOf(`<break ${value}/>`, voice)) - second
      expect(Math.abs(change - (length - 1000)), value).toBeLessThan(30)
    }
  })

  it.each(ALL)('of no strength takes away the pause of the punctuation, by %s', async voice => {
    const length = async (inner: string) => ms(await hear(around(inner, voice), voice))
    const none = await length('')
    expect(await length(', <break strength="none"/>')).toBe(none)
    expect(await length('<break strength="x-weak"/>')).toBe(none)
    expect(await length(',')).toBeGreaterThan(none + 50)
  })

  it('is ten seconds long at most', async () => {
    expect(ms(await hear('one <break time="10s"/> two'))).toBeGreaterThan(10_000)
    expect(await listener.refusal(document('one <break time="10001ms"/> two'))).toBe('InvalidSsmlException')
  })
})

describe('p and s', () => {
  const pause = async (inner: string, voice: string) =>
    longestPauseMs(await hear(inner, voice), RATE_HZ, { minPauseMs: 100 })

  it.each(ALL)('end in the pause of a sentence and of a paragraph, by %s', async voice => {
    const [one, two] = voice === FRENCH ? ['Il parle', 'Elle écoute'] : ['The man sings', 'The girl listens']
    const sentence = await pause(`${one}. ${two}.`, voice)
    expect(sentence).toBeGreaterThan(320)
    expect(Math.abs((await pause(`<s>${one}</s><s>${two}</s>`, voice)) - sentence)).toBeLessThan(30)
    const paragraphs = await pause(`<p>${one}.</p><p>${two}.</p>`, voice)
    expect(Math.abs(paragraphs - sentence - 330)).toBeLessThan(30)
  })
})

describe('mark', () => {
  it('is marked with the time of the word that follows, and at the end with that of the end', async () => {
    const text = document(
      'Mary had <mark name="a"/>a <break time="1s"/><mark name="l"/>lamb<mark name="end"/>',
    )
    const marks = await listener.marks(text)
    const time = (type: HeardMark['type'], value: string) =>
      marks.find(mark => mark.type === type && mark.value === value)?.time
    expect(time('ssml', 'a')).toBe(time('word', 'a'))
    expect(time('ssml', 'l')).toBe(time('word', 'lamb'))
    const lengthMs = ms(await listener.hear(text))
    expect(Math.abs(lengthMs - 80 - (time('ssml', 'end') ?? 0))).toBeLessThan(10)
  })

  it('does not change what is heard', async () => {
    expect(await hear('Mary had <mark name="x"/>a little lamb')).toEqual(await hear('Mary had a little lamb'))
  })
})

describe('sub', () => {
  it('says its alias in place of its content, and marks the content', async () => {
    const text = 'The metal <sub alias="quick silver">Hg</sub> is wet'
    expect(await mouth(text)).toBe(await mouth('The metal quick silver is wet'))
    expect([...(await wordTimes(text)).keys()]).toEqual(['The', 'metal', 'Hg', 'is', 'wet'])
  })
})

describe('w', () => {
  it.each([
    ['read', 'VB', 'reed'],
    ['read', 'VBD', 'red'],
    ['close', 'VB', 'cloze'],
    ['bass', 'SENSE_1', 'bas'],
    ['lead', 'SENSE_1', 'led'],
  ])('has %s as %s sound like "%s"', async (word, role, like) => {
    expect(await mouth(`<w role="amazon:${role}">${word}</w>`)).toBe(await mouth(like))
  })

  it('tells the parts of speech of a word apart', async () => {
    const asVerb = await mouth('the <w role="amazon:VB">record</w> ends')
    expect(await mouth('the <w role="amazon:NN">record</w> ends')).not.toBe(asVerb)
  })
})

describe('say-as', () => {
  it.each([
    ['characters', '', 'kbd', 'k b d'],
    ['spell-out', '', 'W3C', 'w three c'],
    ['cardinal', '', '12345', 'twelve thousand three hundred forty five'],
    ['number', '', '-17', 'minus seventeen'],
    ['ordinal', '', '21', 'twenty first'],
    ['digits', '', '2025', 'two zero two five'],
    ['fraction', '', '2/9', 'two ninths'],
    ['fraction', '', '3+1/2', 'three and a half'],
    ['unit', '', '10kg', 'ten kilograms'],
    ['date', 'mdy', '12/31/1999', 'december thirty first nineteen ninety nine'],
    ['date', 'dmy', '31.12.1999', 'december thirty first nineteen ninety nine'],
    ['date', 'ymd', '1999-12-31', 'december thirty first nineteen ninety nine'],
    ['date', 'yyyymmdd', '19991231', 'december thirty first nineteen ninety nine'],
    ['date', 'md', '12/31', 'december thirty first'],
    ['date', 'dm', '31/12', 'december thirty first'],
    ['date', 'my', '12/1999', 'december nineteen ninety nine'],
    ['date', 'y', '1999', 'nineteen ninety nine'],
    ['time', '', '1\'21"', 'one minute twenty one seconds'],
    ['address', '', '123 Main St', 'one twenty three main street'],
    ['telephone', '', '2125551212', 'two one two, five five five, one two one two'],
  ])('%s %s says "%s" as "%s"', async (kind, format, content, words) => {
    const attributes = `interpret-as="${kind}"${format ? ` format="${format}"` : ''}`
    const said = `<say-as ${attributes}>${content}</say-as>`
    expect(await mouth(said)).toBe(await mouth(words))
  })

  it('expletive is a tone of 1 kHz in place of the word', async () => {
    const text = 'He said <say-as interpret-as="expletive">nonsense</say-as> again.'
    const times = await wordTimes(text)
    const at = (value: string) => ((times.get(value) ?? 0) * RATE_HZ) / 1000
    const samples = await hear(text)
    const tone = samples.subarray(at('nonsense') + 200, at('again') - 1000)
    expect(ms(tone)).toBeGreaterThan(300)
    expect(powerPart(tone, RATE_HZ, 1000, 60)).toBeGreaterThan(0.99)
    expect(powerPart(samples.subarray(0, at('said')), RATE_HZ, 1000, 60)).toBeLessThan(0.3)
    expect(await mouth(text)).toBe(`${await mouth('He said')} ${await mouth('again.')}`)
  })
})

describe('prosody', () => {
  it.each(ALL)('rate makes %s as fast as it says, within 5 %', async voice => {
    const own = ms(await hear(FLOWING(voice), voice))
    for (const [value, factor] of [
      ['20%', 0.2],
      ['x-slow', 0.5],
      ['slow', 0.75],
      ['90%', 0.9],
      ['medium', 1],
      ['fast', 1.25],
      ['x-fast', 1.75],
      ['200%', 2],
      ['-30%', 0.7],
    ] as const) {
      const ratio = own / ms(await hear(`<prosody rate="${value}">${FLOWING(voice)}</prosody>`, voice))
      expect(Math.abs(ratio / factor - 1), `${value} is ${ratio}`).toBeLessThan(0.05)
    }
  })

  it.each(ALL)('pitch makes %s as high as it says within 5 %, as long and as loud', async voice => {
    const own = await hear(FLOWING(voice), voice)
    for (const [value, factor] of [
      ['-50%', 0.5],
      ['x-low', 0.7],
      ['low', 0.85],
      ['medium', 1],
      ['high', 1.2],
      ['x-high', 1.45],
      ['+100%', 2],
    ] as const) {
      const samples = await hear(`<prosody pitch="${value}">${FLOWING(voice)}</prosody>`, voice)
      const ratio = pitchRatio(samples, own)
      expect(Math.abs(ratio / factor - 1), `${value} is ${ratio}`).toBeLessThan(0.05)
      expect(Math.abs(samples.length / own.length - 1)).toBeLessThan(0.02)
      expect(Math.abs(rmsDbfs(samples) - rmsDbfs(own))).toBeLessThan(3)
    }
  })

  it.each(ALL)('volume makes %s as loud as it says, within 1 dB', async voice => {
    const own = await levelDb(FLOWING(voice), voice)
    for (const [value, changeDb] of [
      ['x-soft', -12],
      ['soft', -6],
      ['medium', 0],
      ['loud', 6],
      ['-20dB', -20],
      ['+3dB', 3],
    ] as const) {
      const level = await levelDb(`<prosody volume="${value}">${FLOWING(voice)}</prosody>`, voice)
      expect(Math.abs(level - own - changeDb), value).toBeLessThan(1)
    }
  })

  it.each(ALL)('volume is silence where %s is silent, and never clips', async voice => {
    expect(peak(await hear(`<prosody volume="silent">${FLOWING(voice)}</prosody>`, voice))).toBe(0)
    const loud = await hear(`<prosody volume="x-loud">${FLOWING(voice)}</prosody>`, voice)
    expect(rmsDbfs(loud) - (await levelDb(FLOWING(voice), voice))).toBeGreaterThan(8)
    const flat = loud.filter((sample, i) => Math.abs(sample) >= 32767 / 32768 && sample === loud[i - 1])
    expect(flat.length / loud.length).toBeLessThan(0.02)
    expect(
      peak(await hear(`<prosody volume="+24dB">${FLOWING(voice)}</prosody>`, voice)),
    ).toBeLessThanOrEqual(1)
  })

  it.each([...ALL, 'Joanna'])('amazon:max-duration is kept by %s, its pauses included', async voice => {
    const text =
      voice === FRENCH
        ? 'Cette phrase durerait bien plus longtemps, si on la disait comme elle vient. Et celle-ci aussi.'
        : 'This sentence would take much longer, if it were said at its own pace. And so would this one.'
    const own = ms(await hear(text, voice))
    for (const part of [0.9, 0.6, 0.35]) {
      const longest = Math.round(own * part)
      const lasts = ms(await hear(`<prosody amazon:max-duration="${longest}ms">${text}</prosody>`, voice))
      expect(lasts / longest, `${part} of ${own} ms`).toBeLessThan(1.03)
      expect(lasts / longest, `${part} of ${own} ms`).toBeGreaterThan(0.9)
    }
    expect(ms(await hear(`<prosody amazon:max-duration="60s">${text}</prosody>`, voice))).toBe(own)
  })

  it('amazon:max-duration leaves what is around it at its own pace', async () => {
    const [before, after] = ['The parcel is at the door.', 'It is a present.']
    const inner = 'Nobody knows who has brought it there, or why'
    const times = await wordTimes(`${before} <prosody amazon:max-duration="1s">${inner}</prosody>. ${after}`)
    const plain = await wordTimes(`${before} ${inner}. ${after}`)
    expect(Math.abs((times.get('Nobody') ?? 0) - (plain.get('Nobody') ?? 0))).toBeLessThan(25)
    const span = (times.get('It') ?? 0) - (times.get('Nobody') ?? 0)
    expect(span).toBeGreaterThan(1000)
    expect(span).toBeLessThan(1000 * 1.03 + 400)
  })
})

describe('emphasis', () => {
  it.each(['slt', 'rms', 'awb', 'kal', 'Joanna'])(
    'is slower and louder, or quicker and softer, by %s',
    async voice => {
      const own = await hear('really like that person', voice)
      const heard = async (level: string) => {
        const samples = await hear(`<emphasis level="${level}">really like that person</emphasis>`, voice)
        return { length: samples.length / own.length, db: rmsDbfs(samples) - rmsDbfs(own) }
      }
      const [strong, moderate, reduced] = [
        await heard('strong'),
        await heard('moderate'),
        await heard('reduced'),
      ]
      expect(strong.length).toBeGreaterThan(moderate.length)
      expect(moderate.length).toBeGreaterThan(1.03)
      expect(reduced.length).toBeLessThan(0.97)
      expect(strong.db).toBeGreaterThan(moderate.db + 1)
      expect(moderate.db).toBeGreaterThan(1.5)
      expect(reduced.db).toBeLessThan(-3)
    },
  )
})

describe('phoneme', () => {
  it.each([
    ['ipa', 'pɪˈkɑːn', 'p i k a t'],
    ['x-sampa', 'pI"kA:n', 'p i k a t'],
    ['ipa', 'ˈpeɪ.ʒu', 'p e S u'],
    ['x-sampa', '"peI.Zu', 'p e S u'],
  ])('says in %s: %s', async (alphabet, ph, visemes) => {
    const written = ph.replaceAll('"', '&quot;')
    expect(await mouth(`<phoneme alphabet="${alphabet}" ph="${written}">pecan</phoneme>`)).toBe(visemes)
  })

  it('is refused where it is no pronunciation', async () => {
    const text = document('<phoneme alphabet="ipa" ph="123">pecan</phoneme>')
    expect(await listener.refusal(text)).toBe('InvalidSsmlException')
  })
})

describe('lang', () => {
  const TEXT = 'The frog is called <lang xml:lang="fr-FR">la grenouille verte</lang> in Paris'

  it.each([
    ['slt', FRENCH],
    ['rms', 'fr-Luc'],
  ])(
    'has the words that it holds spoken by a voice of the language and of the gender of %s',
    async (voice, french) => {
      const inFrench = await listener.mouth('la grenouille verte', { VoiceId: french })
      expect(await mouth(TEXT, voice)).toContain(inFrench)
      expect(await mouth(TEXT.replace(/<.*?>/g, ''), voice)).not.toContain(inFrench)
      const times = await wordTimes(TEXT, voice)
      const at = (value: string) => ((times.get(value) ?? 0) * RATE_HZ) / 1000
      const stretch = (await hear(TEXT, voice)).subarray(at('la'), at('in'))
      const reference = await listener.hear('la grenouille verte', { VoiceId: french })
      expect(Math.abs(f0(stretch) / f0(reference) - 1)).toBeLessThan(0.1)
    },
  )

  it('speaks all the same where no voice has the language', async () => {
    const flite = await loadFlite()
    const instruments = { flite, phonesOf: createPhonesOf(flite), espeak: undefined }
    const speech = createSpeech({
      ...{ text: document(TEXT), textType: 'ssml', engine: 'standard', lexicons: [] },
      cast: { voiceId: 'slt', pitch: 1, rate: 1, language: 'en-US' },
      output: { format: 'json', markTypes: ['word'] },
    })
    let lines = ''
    const sink = (bytes: Uint8Array) => {
      lines += new TextDecoder().decode(bytes)
    }
    while (!(await speech.step(instruments, sink, async () => true)));
    const times: number[] = lines
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).time)
    expect(times).toHaveLength(9)
    expect(new Set(times).size).toBe(9)
  })
})

describe('amazon:effect', () => {
  it.each(['slt', 'rms', 'awb', 'kal', FRENCH])(
    'drc raises what is soft, and leaves what is loud, by %s',
    async voice => {
      const text =
        voice === FRENCH
          ? 'La nuit tombait sur le village, et les derniers voyageurs se hâtaient vers l’auberge.'
          : 'It was a bright morning in early spring, and nobody in the village had yet heard the news.'
      const plain = await hear(text, voice)
      const compressed = await hear(`<amazon:effect name="drc">${text}</amazon:effect>`, voice)
      expect(Math.abs(compressed.length - plain.length)).toBeLessThanOrEqual(2)
      const raises = { soft: [] as number[], loud: [] as number[] }
      const frame = RATE_HZ / 50
      for (let at = 0; at + frame <= plain.length; at += frame) {
        const level = rmsDbfs(plain.subarray(at, at + frame))
        const raise = rmsDbfs(compressed.subarray(at, at + frame)) - level
        if (level > -40 && level < -22) raises.soft.push(raise)
        if (level > -13) raises.loud.push(raise)
      }
      const mean = (values: readonly number[]) =>
        values.reduce((sum, value) => sum + value, 0) / values.length
      expect(mean(raises.soft)).toBeGreaterThan(2)
      expect(Math.abs(mean(raises.loud))).toBeLessThan(1)
      expect(peak(compressed)).toBeLessThan(1)
    },
  )

  it.each(ALL)('vocal-tract-length moves the formants of %s and keeps its pitch and pace', async voice => {
    const text = voice === FRENCH ? FLOWING(voice) : 'We were away, and nobody knew.'
    const plain = await hear(text, voice)
    for (const [value, factor] of [
      ['+15%', 1.15],
      ['140%', 1.4],
      ['-25%', 0.75],
    ] as const) {
      const effect = `<amazon:effect vocal-tract-length="${value}">${text}</amazon:effect>`
      const samples = await hear(effect, voice)
      expect(Math.abs(formantRatio(samples, plain, RATE_HZ) * factor - 1), value).toBeLessThan(0.08)
      expect(Math.abs(f0(samples) / f0(plain) - 1), value).toBeLessThan(0.05)
      expect(samples.length).toBe(plain.length)
    }
  })
})

describe('tags within tags', () => {
  it('add up: rate, pitch and volume of all of them are heard', async () => {
    const text = FLOWING('slt')
    const own = await hear(text)
    const samples = await hear(
      `<prosody rate="80%"><s><prosody pitch="+30%"><lang xml:lang="en-US"><prosody volume="-6dB">${text}</prosody></lang></prosody></s></prosody>`,
    )
    expect(Math.abs(own.length / samples.length / 0.8 - 1)).toBeLessThan(0.05)
    expect(Math.abs(f0(samples) / f0(own) / 1.3 - 1)).toBeLessThan(0.05)
    expect(Math.abs(rmsDbfs(samples) - rmsDbfs(own) + 6)).toBeLessThan(1.5)
  })

  it('multiply their rates, and add their decibels', async () => {
    const text = FLOWING('slt')
    const own = await hear(text)
    const samples = await hear(
      `<prosody rate="150%" volume="-4dB"><prosody rate="120%" volume="-5dB">${text}</prosody></prosody>`,
    )
    expect(Math.abs(own.length / samples.length / 1.8 - 1)).toBeLessThan(0.05)
    expect(Math.abs(rmsDbfs(samples) - rmsDbfs(own) + 9)).toBeLessThan(1.5)
  })

  it('change the voice within a sentence without a stop', async () => {
    const samples = await hear('We were <prosody pitch="+20%">really very</prosody> far away.')
    expect(soundSpans(samples, RATE_HZ, { minPauseMs: 150 })).toHaveLength(1)
  })
})

describe('what is refused', () => {
  const refusal = (inner: string, Engine = 'standard', VoiceId = 'Joanna') =>
    listener.refusal(document(inner), { Engine, VoiceId })

  it.each([
    '<emphasis>no</emphasis>',
    '<prosody pitch="high">no</prosody>',
    '<prosody amazon:max-duration="2s">no</prosody>',
    '<amazon:effect vocal-tract-length="+10%">no</amazon:effect>',
  ])('%s by the engines that lack it', async inner => {
    expect(await refusal(inner)).toBeUndefined()
    for (const engine of ['neural', 'long-form', 'generative']) {
      expect(await refusal(inner, engine), engine).toBe('InvalidSsmlException')
    }
  })

  it.each([
    '<amazon:effect name="whispered">no</amazon:effect>',
    '<amazon:effect phonation="soft">no</amazon:effect>',
    '<amazon:auto-breaths>no</amazon:auto-breaths>',
    '<amazon:domain name="news">no</amazon:domain>',
    '<audio src="https://example.org/a.mp3"/>',
    '<voice name="Joey">no</voice>',
    '<lexicon uri="https://example.org/a.pls"/>',
    '<blink>no</blink>',
    'never <b>closed',
    '<prosody>no attribute</prosody>',
    '<say-as interpret-as="poem">no</say-as>',
    '&nbsp;',
  ])('%s by every engine', async inner => {
    for (const engine of ['standard', 'neural']) {
      expect(await refusal(inner, engine)).toBe('InvalidSsmlException')
    }
  })
})
