import { id3Padding } from '../audio/id3'
import { wavHeader } from '../audio/wav'
import { isMediaElement } from '../http/media-element'
import type { OutputFormat, ReadRequest } from './reading'

const CONTENT_TYPES: Readonly<Record<OutputFormat, string>> = {
  mp3: 'audio/mpeg',
  ogg_vorbis: 'audio/ogg; codecs=vorbis',
  ogg_opus: 'audio/ogg; codecs=opus',
  pcm: 'audio/wav',
}

/** Polly's default for pcm, in Hz (SynthesizeSpeech, SampleRate). */
const PCM_SAMPLE_RATE_HZ = 16_000

/** With this much in front, Chromium plays an MP3 stream from its first frames: see docs/benchmarks.md. */
const PADDING_BYTES = 24_000

/**
 * Headers of an answer with audio. The address holds everything that shapes the
 * audio, so whoever heard it may keep it; only the padding depends on who asks.
 */
export function audioHeaders(request: ReadRequest): HeadersInit {
  return {
    'Content-Type': CONTENT_TYPES[request.outputFormat],
    // no-transform: a compressor on the way would hold the first bytes back (RFC 9111, section 5.2.2.6).
    'Cache-Control': 'private, max-age=3600, no-transform',
    Vary: 'Sec-Fetch-Dest',
  }
}

/** Bytes that go before the audio: a WAV header for pcm, padding for an MP3 that a media element plays. */
export function audioPreamble(request: ReadRequest, asker: Request): Uint8Array | undefined {
  if (request.outputFormat === 'pcm') {
    return wavHeader({ sampleRateHz: request.sampleRate ?? PCM_SAMPLE_RATE_HZ })
  }
  if (request.outputFormat === 'mp3' && isMediaElement(asker)) return id3Padding(PADDING_BYTES)
  return undefined
}
