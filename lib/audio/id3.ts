const HEADER_BYTES = 10
/** The largest size that four syncsafe bytes hold, and the header. */
const MAX_TAG_BYTES = 2 ** 28 - 1 + HEADER_BYTES

const SOFTWARE = frame('TSSE', 'Pollyphony')

/**
 * An ID3v2.4 tag of exactly `totalBytes` that is all padding but for one
 * frame, the software's name (a tag without any frame is not allowed).
 *
 * Chromium reads about 30 KB before it plays. Put in front of an MP3 stream,
 * the tag fills that measure at once, so that the voice starts seconds sooner.
 *
 * @param totalBytes Header included, from 31 to 2^28 + 9.
 * @throws RangeError outside of these bounds.
 * @see https://id3.org/id3v2.4.0-structure sections 3.1, 3.3 and 6.2
 */
export function id3Padding(totalBytes: number): Uint8Array<ArrayBuffer> {
  const min = HEADER_BYTES + SOFTWARE.length
  if (totalBytes < min || totalBytes > MAX_TAG_BYTES) {
    throw new RangeError(
      `Cannot make an ID3 tag as totalBytes must be ${min} to ${MAX_TAG_BYTES}: current value is ${totalBytes}`,
    )
  }
  const tag = new Uint8Array(totalBytes)
  // "ID3", version 4.0, no flags
  tag.set([0x49, 0x44, 0x33, 4, 0, 0])
  tag.set(syncsafe(totalBytes - HEADER_BYTES), 6)
  tag.set(SOFTWARE, HEADER_BYTES)
  return tag
}

/** A text frame: id, syncsafe size, two flag bytes, encoding 3 (UTF-8), text. */
function frame(id: string, text: string): Uint8Array {
  const content = new TextEncoder().encode(text)
  return Uint8Array.of(
    ...new TextEncoder().encode(id),
    ...syncsafe(content.length + 1),
    ...[0, 0],
    ...[3],
    ...content,
  )
}

/** 28 bits in four bytes whose highest bit is zero, so that no byte looks like an MPEG sync word. */
function syncsafe(value: number): number[] {
  return [21, 14, 7, 0].map(shift => (value >>> shift) & 0x7f)
}
