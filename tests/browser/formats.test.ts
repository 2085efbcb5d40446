import { expect, test } from './reader-page'

const SPOKEN = 'The browser decodes this sentence.'

for (const format of ['mp3', 'ogg_vorbis', 'pcm']) {
  test(`the browser decodes ${format}, and it is not silent`, async ({ reader, page }) => {
    await reader.open()
    const { seconds, peak } = await page.evaluate(
      async path => {
        const answer = await fetch(path)
        const audio = await new AudioContext().decodeAudioData(await answer.arrayBuffer())
        const peak = audio.getChannelData(0).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
        return { seconds: audio.duration, peak }
      },
      `/read?${new URLSearchParams({ text: SPOKEN, voiceId: 'slt', outputFormat: format })}`,
    )
    expect(seconds).toBeGreaterThan(1)
    expect(seconds).toBeLessThan(6)
    expect(peak).toBeGreaterThan(0.05)
  })
}
