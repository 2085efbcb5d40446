import type { Song, Track } from '../../lib/score/song'

/** The song as JSON that people read: an event a line. */
export function songText({ Tracks, ...song }: Song): string {
  return `{\n${fields(song, '  ')},\n  "Tracks": [\n${Tracks.map(trackText).join(',\n')}\n  ]\n}\n`
}

function trackText({ Bars, ...track }: Track): string {
  const bars = Bars.map(({ SoundEvents }) => {
    const events = SoundEvents.map(event => `        ${JSON.stringify(event)}`)
    return events.length > 0
      ? `      {"SoundEvents": [\n${events.join(',\n')}\n      ]}`
      : '      {"SoundEvents": []}'
  })
  return `    {\n${fields(track, '      ')},\n      "Bars": [\n${bars.join(',\n')}\n      ]\n    }`
}

function fields(values: Readonly<Record<string, unknown>>, indent: string): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${indent}${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(',\n')
}
