import { concatBytes } from '../bytes'
import type { Codec, StreamHead } from './codec'
import type { ContainerJoiner } from './container-joiner'
import { JoinError } from './join-error'
import { createOggLink, type LinkState, linkOf, type OggLink } from './ogg-link'
import { createOggPart, type OggPart } from './ogg-part'
import { OPUS } from './opus-packets'
import { VORBIS } from './vorbis-packets'

const CODECS: Readonly<Record<'ogg' | 'opus', Codec>> = { ogg: VORBIS, opus: OPUS }

/** A file holds one stream at a time, and the same speech is the same bytes: the first four letters of the name. */
const SERIAL = 0x506f6c6c

export type OggState = {
  container: 'ogg' | 'opus'
  samples: number
  sampleRateHz: number
  /** Absent before the first part. */
  link?: LinkState
}

/**
 * Joins Ogg files of Vorbis or Opus into one logical stream; where the headers
 * of two parts differ in what decoding depends on, the file is chained: one
 * stream ends, the next begins (RFC 3533, section 4).
 */
export function createOggJoiner(start: OggState): ContainerJoiner<OggState> {
  const codec = CODECS[start.container]
  let { samples, sampleRateHz } = start
  let link: OggLink | undefined = start.link && createOggLink(codec, start.link)
  let part: OggPart | undefined
  let out: Uint8Array[] = []

  function beginPart(): OggPart {
    let head: StreamHead | undefined
    let isFirst = true
    return createOggPart(codec, {
      head(own, headers) {
        head = own
        if (sampleRateHz !== 0 && sampleRateHz !== own.sampleRateHz) {
          throw new JoinError('unlike', 'The part has another sample rate')
        }
        sampleRateHz = own.sampleRateHz
        if (link?.identity === own.identity) return
        link?.finish(out)
        link = createOggLink(codec, linkOf(own, link ? (link.serial + 1) % 2 ** 32 : SERIAL))
        link.begin(headers, out)
      },
      audio(packet, block) {
        if (isFirst && head) link?.seam(block, head)
        isFirst = false
        link?.add(packet, block, out)
      },
      pageEnd: () => link?.flush(out),
    })
  }

  function sent(): Uint8Array<ArrayBuffer> {
    const bytes = concatBytes(out)
    out = []
    return bytes
  }

  return {
    push(bytes) {
      part ??= beginPart()
      part.push(bytes)
      return sent()
    },
    endPart() {
      const partSamples = (part ?? beginPart()).end()
      part = undefined
      link?.endPart(partSamples)
      samples += partSamples
      return sent()
    },
    end() {
      link?.finish(out)
      return sent()
    },
    state: () => ({ container: start.container, samples, sampleRateHz, ...(link && { link: link.state() }) }),
    get duration() {
      return { samples, sampleRateHz }
    },
  }
}
