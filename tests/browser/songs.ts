import type { Page, Request } from '@playwright/test'
import type { NoteName, Song, SoundEvent, Track } from '../../lib/score/song'

export const note = (Beat: number, Duration: number, Name: NoteName, Octave = 5): SoundEvent => ({
  Beat,
  Duration,
  Note: { Name, Octave },
  Velocity: 80,
})

export function track(Name: string, Instrument: string, bars: number, events: readonly SoundEvent[]): Track {
  const Bars = Array.from({ length: bars }, () => ({ SoundEvents: [...events] }))
  return { Name, Instrument, IsDrumsTrack: false, BankUsed: 0, Bars }
}

/** Half a minute for two synths: rendered at once. */
export const DUET: Song = {
  Tempo: 120,
  BeatsPerBar: 4,
  Tracks: [
    track('High', 'test_synth', 16, [note(0, 1, 'C', 7), note(2, 1, 'G', 6)]),
    track('Low', 'Default_Synth', 16, [note(0, 4, 'C', 5)]),
  ],
}

/** The songs that the page sends. */
export function sent(page: Page): Request[] {
  const requests: Request[] = []
  page.on('request', request => {
    if (request.method() === 'POST' && request.url().endsWith('/render')) requests.push(request)
  })
  return requests
}
