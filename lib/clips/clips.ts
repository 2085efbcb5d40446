import { problem } from '../http/problem'
import type { Admission, Place, Urgency } from './admission'
import { createBell } from './bell'
import { createDisk } from './disk'
import { type ClipReader, goneReader } from './reader'
import { createShelf, type Shelved } from './shelf'
import { createSpool, type Overflow } from './spool'

export type ClipSpec = {
  /** Of `clipKey`. */
  key: string
  /** Whose place the request takes. */
  engine: string
  /** Billed characters of the request, for the counters. */
  characters: number
  /**
   * Asks the service: called with a place taken, and at most once at a time a
   * key. The answer is the service's body; `return()` and an abort of the signal
   * must close it, and end a `next()` that is waiting.
   */
  synthesize(signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>
}

export type ClipStats = {
  /** Times the service was asked, and characters of the requests that it answered. */
  upstreamRequests: number
  billedCharacters: number
  /** Characters of what was answered by a clip that was there already, kept or growing. */
  savedCharacters: number
  /** Complete clips in memory and on disk, and their bytes. */
  clipsKept: number
  bytesKept: number
  /** Clips that the service is sending. */
  open: number
  readers: number
}

export type Clips = {
  /**
   * Attaches to the clip of that key: kept, growing, or begun now. Returns at
   * once, and holds the clip until the reader is closed or its signal aborts.
   *
   * @param options.at First byte wanted. @default 0
   */
  open(spec: ClipSpec, options: { signal: AbortSignal; urgency: Urgency; at?: number }): ClipReader
  /** The bytes of a short clip, at most 256 KiB, that is complete and in memory: counted as an answer. */
  atHand(clip: Pick<ClipSpec, 'key' | 'characters'>): Uint8Array<ArrayBuffer> | undefined
  /** Waits until somebody's clip of that key is complete; begins none. Ends as well when the signal aborts. */
  whenKept(key: string, signal: AbortSignal): Promise<void>
  /** Counts clips as answered anew by somebody who has their bytes, and goes on keeping them. */
  reuse(clips: readonly Pick<ClipSpec, 'key' | 'characters'>[]): void
  /** Bytes of a clip that is complete and kept, else undefined. */
  sizeOf(key: string): Promise<number | undefined>
  stats(): ClipStats
  /** Closes every reader, ends what is under way and waits until nothing is open. */
  close(): Promise<void>
}

export type ClipsOptions = {
  admission: Admission
  /** Where clips survive a restart; without, they are kept in memory only. */
  folder?: string | undefined
  /** The most that complete clips have in memory, in bytes. */
  memoryBytes: number
  /** The most that clips have on disk, in bytes. */
  diskBytes: number
  /** How long a clip that everybody left may take to its end, in ms. */
  abandonedGraceMs: number
  /** @default 48 MiB: Polly cuts speech off after ten minutes (Polly, Quotas), which are 19.2 MB of PCM */
  maxClipBytes?: number
}

type Clip = Shelved & {
  readonly flight: AbortController
  /** Whether the service has been asked, may be asked yet, or need not be asked any more. */
  phase: 'waiting' | 'asked' | 'landed'
  urgency: Urgency
  place: Place | undefined
  /** Set while nobody listens to what the service sends: somebody is back. */
  resume: (() => void) | undefined
}

/** Room in memory for clips that are too long for their own first 256 KiB where no disk takes them. */
const OVERFLOW_BYTES = 128 * 1024 * 1024

/** What does not end then is no speech. */
const MAX_CLIP_BYTES = 48 * 1024 * 1024

/**
 * Synthesise once, listen many: whoever asks for a clip that is there attaches
 * to it. The service is drained at full speed however slowly anybody listens,
 * as its parallel connections are what is scarce.
 */
export function createClips(options: ClipsOptions): Clips {
  const {
    admission,
    folder,
    memoryBytes,
    diskBytes,
    abandonedGraceMs,
    maxClipBytes = MAX_CLIP_BYTES,
  } = options
  const disk = folder === undefined ? undefined : createDisk({ folder, maxBytes: diskBytes })
  const overflow: Overflow = { spare: OVERFLOW_BYTES + memoryBytes }
  /** Every clip that is read, growing or in memory. */
  const live = new Map<string, Clip>()
  /** The last flight of a key, until it has landed. */
  const flights = new Map<string, Promise<void>>()
  const readers = new Set<ClipReader>()
  const completed = createBell()
  const shelf = createShelf<Clip>({ disk, memoryBytes, onGone: forget })
  const counters = { upstreamRequests: 0, billedCharacters: 0, savedCharacters: 0 }
  let isClosed = false

  function forget(clip: Clip): void {
    if (live.get(clip.key) === clip) live.delete(clip.key)
  }

  /** Whoever asks from now on begins anew. */
  function giveUp(clip: Clip): void {
    forget(clip)
    clip.resume?.()
    clip.flight.abort()
  }

  function begin(spec: ClipSpec, urgency: Urgency): Clip {
    const { key } = spec
    const openWriter = disk && (() => disk.write(key))
    const clip: Clip = {
      key,
      spool: createSpool({ openWriter, overflow, onFailure: () => giveUp(clip) }),
      flight: new AbortController(),
      phase: 'waiting',
      urgency,
      place: undefined,
      resume: undefined,
      readers: 0,
      chores: 0,
      isOnDisk: false,
      saved: undefined,
    }
    live.set(key, clip)
    const flight = fly(clip, spec, flights.get(key)).finally(() => {
      if (flights.get(key) === flight) flights.delete(key)
    })
    flights.set(key, flight)
    return clip
  }

  /** @param before The flight of the same key that is still landing: there is one at a time. */
  async function fly(clip: Clip, spec: ClipSpec, before: Promise<void> | undefined): Promise<void> {
    const { signal } = clip.flight
    try {
      await before
      clip.isOnDisk = await isFound(clip)
      if (clip.isOnDisk) counters.savedCharacters += spec.characters
      else await ask(clip, spec)
      // A body that was closed may look as if it had come to its end.
      signal.throwIfAborted()
      land(clip)
      clip.spool.complete()
      shelf.add(clip)
      completed.ring()
    } catch (error) {
      land(clip)
      await clip.spool.fail(error)
      shelf.settle(clip)
    }
  }

  async function isFound({ key, spool }: Clip): Promise<boolean> {
    const entry = await disk?.open(key)
    return entry !== undefined && (await spool.adopt(entry))
  }

  async function ask(clip: Clip, spec: ClipSpec): Promise<void> {
    const { signal } = clip.flight
    clip.place = await admission.enter(spec.engine, signal, () => clip.urgency, spec.key)
    signal.throwIfAborted()
    clip.phase = 'asked'
    counters.upstreamRequests++
    const body = await spec.synthesize(signal)
    // Not before it answers, be it with nothing: what the service refuses costs nothing.
    let unbilled = spec.characters
    for await (const bytes of body) {
      counters.billedCharacters += unbilled
      unbilled = 0
      if (clip.spool.length + bytes.length > maxClipBytes) {
        throw problem('upstream-failed', {}, new Error(`A clip is longer than ${maxClipBytes} bytes`))
      }
      await clip.spool.append(bytes)
    }
    counters.billedCharacters += unbilled
  }

  /** The service's stream is closed, whether or not anybody has read what it sent. */
  function land(clip: Clip): void {
    clip.phase = 'landed'
    clip.resume?.()
    clip.place?.leave()
  }

  /** Nobody listens any more: what is not asked for will not be, what is under way has been paid for. */
  function abandon(clip: Clip): void {
    if (clip.phase === 'landed') {
      shelf.settle(clip)
      return
    }
    if (clip.phase === 'waiting' || isClosed) {
      giveUp(clip)
      return
    }
    const timer = setTimeout(() => giveUp(clip), abandonedGraceMs)
    // Whoever waits already takes the place at once, before there is anything to withdraw.
    clip.resume = () => clearTimeout(timer)
    const withdraw = clip.place?.offer(() => giveUp(clip))
    clip.resume = () => {
      clip.resume = undefined
      clearTimeout(timer)
      withdraw?.()
    }
  }

  return {
    open(spec, { signal, urgency, at = 0 }) {
      if (signal.aborted || isClosed) return goneReader
      let clip = live.get(spec.key)
      if (clip) {
        counters.savedCharacters += spec.characters
        shelf.touch(clip)
      } else clip = begin(spec, urgency)
      if (urgency === 'first') clip.urgency = urgency
      clip.resume?.()
      return attach(clip, at, signal)
    },
    atHand(clip) {
      const bytes = live.get(clip.key)?.spool.atHand()
      if (bytes) reuse([clip])
      return bytes
    },
    reuse,
    async whenKept(key, signal) {
      while (!signal.aborted) {
        // Looked out for before it is looked at: nothing is missed in between.
        const { rung, leave } = completed.wait(signal)
        if ((await sizeOf(key)) !== undefined) {
          leave()
          return
        }
        await rung
      }
    },
    sizeOf,
    stats() {
      const { clips, bytes } = shelf.stats()
      let open = 0
      for (const { phase } of live.values()) if (phase === 'asked') open++
      return { ...counters, clipsKept: clips, bytesKept: bytes, open, readers: readers.size }
    },
    async close() {
      isClosed = true
      for (const reader of readers) reader.close()
      for (const clip of live.values()) if (clip.phase !== 'landed') giveUp(clip)
      await Promise.all(flights.values())
      await shelf.rest()
      await disk?.close()
    },
  }

  function reuse(clips: readonly Pick<ClipSpec, 'key' | 'characters'>[]): void {
    for (const { key, characters } of clips) {
      counters.savedCharacters += characters
      const clip = live.get(key)
      if (clip) shelf.touch(clip)
    }
  }

  async function sizeOf(key: string): Promise<number | undefined> {
    const clip = live.get(key)
    return clip?.spool.isComplete ? clip.spool.length : await disk?.has(key)
  }

  function attach(clip: Clip, at: number, signal: AbortSignal): ClipReader {
    clip.readers++
    const reader = clip.spool.read({
      at,
      signal,
      onClose() {
        readers.delete(reader)
        clip.readers--
        if (clip.readers === 0) abandon(clip)
      },
    })
    readers.add(reader)
    return reader
  }
}
