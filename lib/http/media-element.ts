/**
 * Whether an audio or video element asks, which plays as it downloads, rather
 * than a program that wants the bytes. Browsers say so in `Sec-Fetch-Dest`
 * (Fetch Metadata, section 2.1) on secure origins and localhost. Nothing else
 * counts: every request of a player has to meet the same bytes at the same offsets.
 */
export function isMediaElement(request: Request): boolean {
  const destination = request.headers.get('sec-fetch-dest')
  return destination === 'audio' || destination === 'video'
}
