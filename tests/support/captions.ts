export type Caption = { startMs: number; endMs: number; lines: string[] }

const VTT_TIME = /^(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})$/
const SRT_TIME = /^(\d{2,}):([0-5]\d):([0-5]\d),(\d{3}) --> (\d{2,}):([0-5]\d):([0-5]\d),(\d{3})$/

/**
 * Cues of a WebVTT file without settings or markup (W3C WebVTT, section 4), and its comments.
 *
 * @throws Error for anything else.
 */
export function readVtt(text: string): { cues: Caption[]; notes: string[] } {
  const [head, ...blocks] = blocksOf(text)
  if (!head || !/^WEBVTT([ \t]|$)/.test(head[0] ?? '')) throw new Error('It does not begin with WEBVTT')
  const notes = blocks.filter(([first]) => /^NOTE([ \t]|$)/.test(first ?? ''))
  const cues = blocks.filter(([first]) => !/^(NOTE|STYLE|REGION)([ \t]|$)/.test(first ?? ''))
  return {
    notes: notes.map(lines => lines.join('\n')),
    cues: cues.map(lines => {
      // An identifier may stand before the times.
      const at = lines[0]?.includes('-->') ? 0 : 1
      const payload = lines.slice(at + 1)
      for (const line of payload) {
        if (line.includes('-->') || /<|&(?!(amp|lt|gt|nbsp|lrm|rlm);)/.test(line)) {
          throw new Error(`No text of a cue: ${line}`)
        }
      }
      return captionOf(lines[at] ?? '', VTT_TIME, payload.map(unescaped))
    }),
  }
}

/** Cues of a SubRip file, numbered from 1. @throws Error for anything else. */
export function readSrt(text: string): Caption[] {
  return blocksOf(text).map(([number, times = '', ...lines], index) => {
    if (number !== String(index + 1)) throw new Error(`Cue ${index + 1} has the number ${number}`)
    return captionOf(times, SRT_TIME, lines)
  })
}

function blocksOf(text: string): string[][] {
  return text
    .split(/\r?\n(?:\r?\n)+/)
    .filter(block => block !== '')
    .map(block => block.split(/\r?\n/).filter(line => line !== ''))
}

function captionOf(times: string, pattern: RegExp, lines: string[]): Caption {
  const match = pattern.exec(times)
  if (!match) throw new Error(`No times of a cue: ${times}`)
  if (lines.length === 0) throw new Error(`There is no text at ${times}`)
  const [h = 0, m = 0, s = 0, ms = 0, h2 = 0, m2 = 0, s2 = 0, ms2 = 0] = match.slice(1).map(Number)
  return {
    startMs: ((h * 60 + m) * 60 + s) * 1000 + ms,
    endMs: ((h2 * 60 + m2) * 60 + s2) * 1000 + ms2,
    lines,
  }
}

function unescaped(line: string): string {
  const characters: Record<string, string> = {
    lt: '<',
    gt: '>',
    nbsp: '\u00a0',
    lrm: '\u200e',
    rlm: '\u200f',
    amp: '&',
  }
  return line.replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => characters[name] ?? '')
}
