/**
 * Whether an audio or video element asks, which plays as it downloads, rather
 * than a program that wants the bytes. Browsers say so in `Sec-Fetch-Dest`
 * (Fetch Metadata, section 2.1) on secure origins and localhost; elsewhere a
 * media element is known by the open range that it asks for from the start.
 */
export function isMediaElement(request: Request): boolean {
  const destination = request.headers.get('sec-fetch-dest')
  if (destination !== null) return destination === 'audio' || destination === 'video'
  return request.headers.get('range') === 'bytes=0-'
}
