import { place } from '../place'
import type { Source } from '../source'
import { BLOCK, blockwise } from './blockwise'
import { createInstrument } from './instrument'
import { CONTROLLER, type Part, REVERB_SEND } from './part'
import { createReverb, type Reverb } from './reverb'
import type { SoundFont } from './soundfont'

/** How much of it a channel sends to the room when it says nothing (General MIDI 2, 3.3.4). */
const REVERB_SEND_DEFAULT = 40
/** The end is softened: a cymbal may still ring there. */
const FADE_SECONDS = 0.25

/**
 * What parts sound like together, in a room. All parts make the mix, one alone
 * the stem of its track: stems sum to the mix but for the rounding of doubles.
 *
 * Deterministic: the same parts give the same bits, in whatever blocks they are
 * asked for. Nothing is made before the first block; after the last block
 * and `restart` everything is let go.
 *
 * @param rateHz 44100 or 48000, the rate the parts were made for.
 */
export function soundFontSource(font: SoundFont, parts: readonly Part[], rateHz: number): Source {
  const frames = parts.reduce((longest, part) => Math.max(longest, part.frames), 0)
  const fadeFrames = Math.trunc(FADE_SECONDS * rateHz)
  const players = parts.map(part => createPlayer(font, part, rateHz))
  const dryLeft = new Float64Array(BLOCK)
  const dryRight = new Float64Array(BLOCK)
  const sentLeft = new Float64Array(BLOCK)
  const sentRight = new Float64Array(BLOCK)
  let reverb: Reverb | undefined

  function render(left: Float64Array, right: Float64Array, from: number): void {
    reverb ??= createReverb(rateHz, BLOCK)
    sentLeft.fill(0)
    sentRight.fill(0)
    for (const player of players) {
      dryLeft.fill(0)
      dryRight.fill(0)
      player.placed.add(dryLeft, dryRight, from)
      const sent = player.sent()
      for (let i = 0; i < BLOCK; i++) {
        const l = dryLeft[i] ?? 0
        const r = dryRight[i] ?? 0
        left[i] = (left[i] ?? 0) + l
        right[i] = (right[i] ?? 0) + r
        sentLeft[i] = (sentLeft[i] ?? 0) + l * sent
        sentRight[i] = (sentRight[i] ?? 0) + r * sent
      }
    }
    reverb.process(sentLeft, sentRight, left, right)
    for (let i = Math.max(0, frames - fadeFrames - from); i < BLOCK; i++) {
      const gain = Math.max(0, (frames - 1 - from - i) / fadeFrames)
      left[i] = (left[i] ?? 0) * gain
      right[i] = (right[i] ?? 0) * gain
    }
    if (from + BLOCK >= frames) letGo()
  }

  function letGo(): void {
    reverb = undefined
    for (const player of players) player.placed.restart()
  }

  return blockwise(frames, render, letGo)
}

/** A part's sound where the song places it, and how much of it goes to the room: 0 to 1. */
function createPlayer(font: SoundFont, part: Part, rateHz: number) {
  let instrument: ReturnType<typeof createInstrument> | undefined
  let next = 0
  let send = REVERB_SEND_DEFAULT

  function render(left: Float64Array, right: Float64Array, from: number): void {
    // The nearest block's beginning: events are half a block early at most, or late.
    const until = from + BLOCK / 2
    for (let event = part.events[next]; event && event.frame < until; event = part.events[++next]) {
      instrument ??= createInstrument(font, part, rateHz)
      if (event.status === CONTROLLER && event.a === REVERB_SEND) send = event.b
      else instrument.play(event)
    }
    const block = instrument?.render()
    if (!block) return
    for (let i = 0; i < BLOCK; i++) {
      left[i] = (left[i] ?? 0) + (block.left[i] ?? 0)
      right[i] = (right[i] ?? 0) + (block.right[i] ?? 0)
    }
  }

  function restart(): void {
    instrument = undefined
    next = 0
    send = REVERB_SEND_DEFAULT
  }

  const source = blockwise(part.frames, render, restart)
  return {
    placed: part.placed ? place(source, part.placed, rateHz) : source,
    sent: () => send / 127,
  }
}
