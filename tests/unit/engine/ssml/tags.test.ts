import { describe, expect, it } from 'vitest'
import { SsmlError } from '../../../../lib/engine/ssml/error'
import { parseXml } from '../../../../lib/engine/ssml/parse'
import { checkSsml } from '../../../../lib/engine/ssml/tags'
import type { PollyEngine } from '../../../../lib/ssml/rules'

const ENGINES: readonly PollyEngine[] = ['standard', 'neural', 'long-form', 'generative']

function refusal(content: string, engine: PollyEngine): string | undefined {
  const source = `<speak>${content}</speak>`
  try {
    checkSsml(parseXml(source), source, engine)
    return undefined
  } catch (error) {
    if (error instanceof SsmlError) return error.reason
    throw error
  }
}

/** The engines that take it. */
function takers(content: string): PollyEngine[] {
  return ENGINES.filter(engine => refusal(content, engine) === undefined)
}

describe('checkSsml', () => {
  it.each([
    '<break/>',
    '<break></break>',
    '<break strength="none"/><break strength="x-weak"/><break strength="weak"/>',
    '<break strength="medium"/><break strength="strong"/><break strength="x-strong"/>',
    '<break time="0s"/><break time="10s"/><break time="10000ms"/><break time="1.5s"/><break time=".5s"/>',
    '<break strength="weak" time="1s"/>',
    '<lang xml:lang="fr-FR">x</lang><lang xml:lang="arb">x</lang><lang xml:lang="en-GB-WLS">x</lang>',
    '<mark name="a b"/>',
    '<p>x</p>',
    '<p><s>x</s> y</p>',
    '<s>x</s>',
    '<prosody rate="85%">x</prosody>',
    '<prosody rate="20%">x</prosody><prosody rate="200%">x</prosody>',
    '<prosody rate="-10%">x</prosody><prosody rate="+10%">x</prosody><prosody rate="1.5">x</prosody>',
    '<prosody volume="x-loud" rate="x-slow">x</prosody>',
    '<prosody volume="+6dB">x</prosody><prosody volume="-6.5dB">x</prosody><prosody volume="silent">x</prosody>',
    '<phoneme alphabet="ipa" ph="pɪˈkɑːn">x</phoneme>',
    '<phoneme alphabet="x-sampa" ph=\'pI"kA:n\'/>',
    '<say-as interpret-as="date" format="mdy">x</say-as>',
    '<say-as interpret-as="date">x</say-as>',
    ...'characters spell-out cardinal number ordinal digits fraction unit time address expletive telephone'
      .split(' ')
      .map(how => `<say-as interpret-as="${how}">x</say-as>`),
    '<sub alias="Mercury">Hg</sub>',
    ...'VB VBD DT IN JJ NN DEFAULT SENSE_1'.split(' ').map(role => `<w role="amazon:${role}">x</w>`),
    '<prosody rate="85%"><p><lang xml:lang="de-DE"><s>x<break/></s></lang></p></prosody>',
    'x <!-- y --> <![CDATA[z]]>',
    '',
  ])('takes %s on every engine', content => {
    expect(takers(content)).toEqual(ENGINES)
  })

  it.each([
    '<emphasis>x</emphasis>',
    '<emphasis level="strong">x</emphasis><emphasis level="Moderate">x</emphasis><emphasis level="reduced">x</emphasis>',
    '<prosody pitch="high">x</prosody><prosody pitch="-10%">x</prosody><prosody pitch="default">x</prosody>',
    '<prosody amazon:max-duration="2s">x</prosody><prosody amazon:max-duration="2400ms">x</prosody>',
    '<amazon:effect vocal-tract-length="+15%">x</amazon:effect>',
    '<amazon:effect vocal-tract-length="110%">x</amazon:effect>',
    '<amazon:effect vocal-tract-length="-60%">x</amazon:effect>',
  ])('takes %s on the standard engine alone', content => {
    expect(takers(content)).toEqual(['standard'])
  })

  it('takes drc on every engine but the generative one', () => {
    expect(takers('<amazon:effect name="drc">x</amazon:effect>')).toEqual(['standard', 'neural', 'long-form'])
  })

  it.each([
    '<audio src="x"/>',
    '<lexicon uri="x"/>',
    '<lookup ref="x">x</lookup>',
    '<voice name="Joanna">x</voice>',
    '<desc>x</desc>',
    '<Break/>',
    '<constructor/>',
    '<speak>x</speak>',
    '<p><speak>x</speak></p>',
    '<amazon:breath/>',
    '<amazon:auto-breaths>x</amazon:auto-breaths>',
    '<amazon:domain name="news">x</amazon:domain>',
    '<amazon:domain name="music">x</amazon:domain>',
    '<amazon:domain>x</amazon:domain>',
    '<amazon:effect>x</amazon:effect>',
    '<amazon:effect name="whispered">x</amazon:effect>',
    '<amazon:effect name="DRC">x</amazon:effect>',
    '<amazon:effect name="echo">x</amazon:effect>',
    '<amazon:effect phonation="soft">x</amazon:effect>',
    '<amazon:effect phonation="loud">x</amazon:effect>',
    '<amazon:effect vocal-tract-length="long">x</amazon:effect>',
    '<break time="10001ms"/>',
    '<break time="10.1s"/>',
    '<break time="-1s"/>',
    '<break time="1"/>',
    '<break time="1 s"/>',
    '<break time="1m"/>',
    '<break time="1e3ms"/>',
    '<break time=""/>',
    '<break strength="loud"/>',
    '<break strength="constructor"/>',
    '<break length="1s"/>',
    '<break>x</break>',
    '<break><mark name="x"/></break>',
    '<mark/>',
    '<mark name=""/>',
    '<mark name="x">x</mark>',
    '<emphasis level="none">x</emphasis>',
    '<lang>x</lang>',
    '<lang xml:lang="">x</lang>',
    '<lang xml:lang="french please">x</lang>',
    '<p><p>x</p></p>',
    '<p><prosody rate="50%"><p>x</p></prosody></p>',
    '<s><p>x</p></s>',
    '<s><s>x</s></s>',
    '<p align="left">x</p>',
    '<prosody>x</prosody>',
    '<prosody xmlns:x="y">x</prosody>',
    '<prosody rate="19%">x</prosody>',
    '<prosody rate="201%">x</prosody>',
    '<prosody rate="-90%">x</prosody>',
    '<prosody rate="+2">x</prosody>',
    '<prosody rate="quick">x</prosody>',
    '<prosody volume="6dB">x</prosody>',
    '<prosody volume="+6db">x</prosody>',
    '<prosody volume="50">x</prosody>',
    '<prosody pitch="10%">x</prosody>',
    '<prosody pitch="+2st">x</prosody>',
    '<prosody pitch="200Hz">x</prosody>',
    '<prosody range="high">x</prosody>',
    '<prosody contour="(0%,+20Hz)">x</prosody>',
    '<prosody amazon:max-duration="0s">x</prosody>',
    '<prosody amazon:max-duration="fast">x</prosody>',
    `<prosody amazon:max-duration="9s">${'x'.repeat(1501)}</prosody>`,
    '<phoneme ph="x">x</phoneme>',
    '<phoneme alphabet="ipa">x</phoneme>',
    '<phoneme alphabet="ipa" ph="">x</phoneme>',
    '<phoneme alphabet="arpabet" ph="x">x</phoneme>',
    '<phoneme alphabet="x-amazon-pinyin" ph="bo2">x</phoneme>',
    '<phoneme alphabet="ipa" ph="x"><s>x</s></phoneme>',
    '<say-as>x</say-as>',
    '<say-as interpret-as="currency">x</say-as>',
    '<say-as interpret-as="date" format="md y">x</say-as>',
    '<say-as interpret-as="digits"><break/></say-as>',
    '<sub>x</sub>',
    '<sub alias="x"><emphasis>x</emphasis></sub>',
    '<w>x</w>',
    '<w role="VB">x</w>',
    '<w role="amazon:XX">x</w>',
  ])('refuses %s on every engine', content => {
    expect(takers(content)).toEqual([])
  })

  it('takes what a document of the recommendation says of itself', () => {
    const source =
      '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xmlns:xsi="x" xsi:schemaLocation="y" xml:lang="en-US">x</speak>'
    expect(() => checkSsml(parseXml(source), source, 'neural')).not.toThrow()
  })

  it('wants speak as the root', () => {
    const source = '<p>x</p>'
    expect(() => checkSsml(parseXml(source), source, 'standard')).toThrow('the root element is not <speak>')
  })

  it('says what is wrong, and where', () => {
    const source = '<speak>x\n <prosody rate="999%">x</prosody></speak>'
    expect(() => checkSsml(parseXml(source), source, 'standard')).toThrow(
      'Invalid SSML request: the attribute rate of <prosody> has a value that it cannot have (line 2, column 2)',
    )
    expect(refusal('<emphasis>x</emphasis>', 'neural')).toBe(
      '<emphasis> is not supported by the neural engine',
    )
  })
})
