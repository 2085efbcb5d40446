import { fillNote } from './fill-note'
import { nameOfKey, notesBetween, type RollNotes } from './roll-notes'
import { barsANumber, LINES, type RollView, RULER, rowsOf } from './roll-view'
import type { Pattern } from './track-look'

/** How a track is drawn; `strength` is 0 to 1, less for what is not heard. */
export type TrackPaint = { colour: string; pattern: Pattern; strength: number }

export type RollPaint = {
  surface: string
  line: string
  muted: string
  /** Behind the rows of a keyboard's black keys. */
  shade: string
  /** CSS font family of numbers and lines. */
  font: string
  tracks: readonly TrackPaint[]
}

type Canvas = CanvasRenderingContext2D

/** Keys of an octave that are black on a keyboard. */
const BLACK = new Set([1, 3, 6, 8, 10])
/** A note is never drawn narrower, in CSS pixels: it would not be seen. */
const LEAST_WIDTH = 2

/** Draws what is seen of a song: of 20,000 notes those in sight, and of these no pixel twice. */
export function drawRoll(
  canvas: Canvas,
  notes: RollNotes,
  beatsPerBar: number,
  view: RollView,
  paint: RollPaint,
): void {
  canvas.globalAlpha = 1
  canvas.clearRect(0, 0, view.width, view.height)
  drawRows(canvas, notes, view, paint)
  drawBars(canvas, beatsPerBar, view, paint)
  drawNotes(canvas, notes, view, paint)
  drawLines(canvas, notes, view, paint)
  drawKeyNames(canvas, notes, view, paint)
}

function drawRows(canvas: Canvas, notes: RollNotes, view: RollView, paint: RollPaint): void {
  const { top, row } = rowsOf(notes, view.height)
  for (let key = notes.lowest; key <= notes.highest; key++) {
    const y = Math.round(top + (notes.highest - key) * row)
    if (BLACK.has(key % 12) && row >= 4) {
      canvas.fillStyle = paint.shade
      canvas.fillRect(0, y, view.width, Math.round(y + row) - y)
    }
    if (key % 12 !== 0) continue
    canvas.fillStyle = paint.line
    canvas.fillRect(0, Math.round(y + row), view.width, 1)
  }
}

function drawBars(canvas: Canvas, beatsPerBar: number, view: RollView, paint: RollPaint): void {
  const pixelsPerBar = beatsPerBar * view.pixelsPerBeat
  const step = barsANumber(pixelsPerBar)
  const firstBar = Math.max(0, Math.floor(view.left / pixelsPerBar / step) * step)
  const pastBar = (view.left + view.width) / pixelsPerBar
  canvas.font = `12px ${paint.font}`
  canvas.textBaseline = 'middle'
  for (let bar = firstBar; bar <= pastBar; bar += step) {
    const x = Math.round(bar * pixelsPerBar - view.left)
    canvas.fillStyle = paint.line
    canvas.fillRect(x, 0, 1, view.height)
    if (step === 1 && view.pixelsPerBeat >= 20) {
      for (let beat = 1; beat < beatsPerBar; beat++) {
        const at = Math.round((bar * beatsPerBar + beat) * view.pixelsPerBeat - view.left)
        canvas.fillRect(at, RULER - 5, 1, 5)
      }
    }
    canvas.fillStyle = paint.muted
    canvas.fillText(String(bar + 1), x + 5, RULER / 2)
  }
  canvas.fillStyle = paint.line
  canvas.fillRect(0, RULER - 1, view.width, 1)
}

function drawNotes(canvas: Canvas, notes: RollNotes, view: RollView, paint: RollPaint): void {
  const { left, width, pixelsPerBeat } = view
  const { top, row } = rowsOf(notes, view.height)
  const { first, past } = notesBetween(notes, left / pixelsPerBeat, (left + width) / pixelsPerBeat)
  const height = Math.max(2, row >= 5 ? Math.round(row) - 1 : row)
  /** Up to where a track has been drawn in a row: of many notes in one pixel the first is enough. */
  const drawn = new Map<number, number>()
  for (const isStrong of [false, true]) {
    for (let index = first; index < past; index++) {
      const track = notes.tracks[index] ?? 0
      const look = paint.tracks[track]
      if (!look || (look.strength === 1) !== isStrong) continue
      const key = notes.keys[index] ?? 0
      const x = (notes.starts[index] ?? 0) * pixelsPerBeat - left
      const end = Math.max(x + LEAST_WIDTH, (notes.ends[index] ?? 0) * pixelsPerBeat - left - 1)
      const place = track * 128 + key
      if (end <= 0 || end <= (drawn.get(place) ?? Number.NEGATIVE_INFINITY)) continue
      drawn.set(place, Math.ceil(end))
      canvas.globalAlpha = look.strength
      canvas.fillStyle = look.colour
      const y = Math.round(top + (notes.highest - key) * row)
      const from = Math.max(-4, Math.round(x))
      const to = Math.min(width + 4, Math.round(end))
      fillNote(canvas, look.pattern, [from, y, Math.max(LEAST_WIDTH, to - from), height], paint.surface)
    }
  }
  canvas.globalAlpha = 1
}

function drawLines(canvas: Canvas, notes: RollNotes, view: RollView, paint: RollPaint): void {
  canvas.font = `12px ${paint.font}`
  for (const [index, { beat, track, words }] of notes.lines.entries()) {
    const x = Math.round(beat * view.pixelsPerBeat - view.left)
    const next = notes.lines[index + 1]
    const room = next ? (next.beat - beat) * view.pixelsPerBeat - 6 : Number.POSITIVE_INFINITY
    const look = paint.tracks[track]
    if (!look || x > view.width || x + room < 0) continue
    canvas.globalAlpha = look.strength
    canvas.fillStyle = look.colour
    canvas.fillRect(x, RULER + 2, 3, LINES - 4)
    canvas.save()
    canvas.beginPath()
    canvas.rect(x, RULER, Math.max(0, room), LINES)
    canvas.clip()
    canvas.fillText(words, x + 7, RULER + LINES / 2)
    canvas.restore()
  }
  canvas.globalAlpha = 1
}

/** The names of all C, on the left, where they stay. */
function drawKeyNames(canvas: Canvas, notes: RollNotes, view: RollView, paint: RollPaint): void {
  const { top, row } = rowsOf(notes, view.height)
  canvas.font = `10px ${paint.font}`
  for (let key = Math.ceil(notes.lowest / 12) * 12; key <= notes.highest; key += 12) {
    const y = Math.round(top + (notes.highest - key + 1) * row)
    const name = nameOfKey(key)
    const width = canvas.measureText(name).width + 6
    if (y - 12 < top) continue
    canvas.fillStyle = paint.surface
    canvas.globalAlpha = 0.85
    canvas.fillRect(0, y - 12, width, 12)
    canvas.globalAlpha = 1
    canvas.fillStyle = paint.muted
    canvas.fillText(name, 3, y - 6)
  }
}
