export type ReadPage = {
  flags: number
  granule: bigint
  serial: number
  sequence: number
  checksumHolds: boolean
  lacing: readonly number[]
  body: Uint8Array
}

/** Pages of an Ogg file that is nothing but pages (RFC 3533, section 6). @throws Error where one does not begin as it must. */
export function readOggPages(file: Uint8Array): ReadPage[] {
  const pages: ReadPage[] = []
  for (let at = 0; at < file.length; ) {
    const view = new DataView(file.buffer, file.byteOffset + at)
    if (view.getUint32(0) !== 0x4f676753 || view.getUint8(4) !== 0)
      throw new Error(`No Ogg page at byte ${at}`)
    const lacing = [...file.subarray(at + 27, at + 27 + view.getUint8(26))]
    const length = 27 + lacing.length + lacing.reduce((sum, size) => sum + size, 0)
    const page = Uint8Array.from(file.subarray(at, at + length))
    pages.push({
      flags: view.getUint8(5),
      granule: view.getBigInt64(6, true),
      serial: view.getUint32(14, true),
      sequence: view.getUint32(18, true),
      checksumHolds: checksum(page.fill(0, 22, 26)) === view.getUint32(22, true),
      lacing,
      body: page.subarray(27 + lacing.length),
    })
    at += length
  }
  return pages
}

/** Long division of the page by the polynomial 0x104c11db7, bit by bit. */
function checksum(bytes: Uint8Array): number {
  let rest = 0
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      const carry = (rest >>> 31) ^ ((byte >> bit) & 1)
      rest = (rest << 1) ^ (carry ? 0x04c11db7 : 0)
    }
  }
  return rest >>> 0
}

/** The packets of one stream, and the granule position of the page on which each ends. */
export function readOggPackets(pages: readonly ReadPage[]): { bytes: Uint8Array; granule: bigint }[] {
  const packets: { bytes: Uint8Array; granule: bigint }[] = []
  let open: number[] = []
  for (const page of pages) {
    let at = 0
    for (const size of page.lacing) {
      open.push(...page.body.subarray(at, at + size))
      at += size
      if (size === 255) continue
      packets.push({ bytes: Uint8Array.from(open), granule: page.granule })
      open = []
    }
  }
  if (open.length > 0) throw new Error('The last packet has no end')
  return packets
}
