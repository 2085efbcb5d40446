import { concatBytes } from '../../audio/bytes'

/**
 * A ZIP archive of files that are stored as they are, each of a size that is known before
 * its checksum is: sizes and checksum follow the file in a data descriptor (APPNOTE.TXT,
 * section 4.3.9), and stand in the central directory. Less than 4 GiB in all.
 */
export type ZipFile = {
  /** Without path; any Unicode. */
  name: string
  bytes: number
}

/** Bit 3: a data descriptor follows; bit 11: names are UTF-8 (section 4.4.4). */
const FLAGS = 0x0808
/** 2.0, for both making and extracting (sections 4.4.2 and 4.4.3). */
const VERSION = 20
/** 1 January 1980, the first day there is (section 4.4.6): the same render is the same bytes. */
const DATE = 0x0021
const DESCRIPTOR_BYTES = 16
const END_BYTES = 22

/** What stands before a file (section 4.3.7). */
export function localHeader({ name }: ZipFile): Uint8Array<ArrayBuffer> {
  const encoded = new TextEncoder().encode(name)
  const fields = new Uint8Array(30)
  const view = new DataView(fields.buffer)
  view.setUint32(0, 0x04034b50, true)
  view.setUint16(4, VERSION, true)
  view.setUint16(6, FLAGS, true)
  view.setUint16(12, DATE, true)
  view.setUint16(26, encoded.length, true)
  return concatBytes([fields, encoded])
}

/** What stands behind a file (section 4.3.9). */
export function dataDescriptor({ bytes }: ZipFile, checksum: number): Uint8Array<ArrayBuffer> {
  const fields = new Uint8Array(DESCRIPTOR_BYTES)
  const view = new DataView(fields.buffer)
  view.setUint32(0, 0x08074b50, true)
  view.setUint32(4, checksum, true)
  view.setUint32(8, bytes, true)
  view.setUint32(12, bytes, true)
  return fields
}

/** What stands at the end of the archive (sections 4.3.12 and 4.3.16). */
export function centralDirectory(
  files: readonly ZipFile[],
  checksums: readonly number[],
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  let at = 0
  for (const [index, file] of files.entries()) {
    parts.push(directoryEntry(file, checksums[index] ?? 0, at))
    at += localHeader(file).length + file.bytes + DESCRIPTOR_BYTES
  }
  const directory = concatBytes(parts)
  const end = new Uint8Array(END_BYTES)
  const view = new DataView(end.buffer)
  view.setUint32(0, 0x06054b50, true)
  view.setUint16(8, files.length, true)
  view.setUint16(10, files.length, true)
  view.setUint32(12, directory.length, true)
  view.setUint32(16, at, true)
  return concatBytes([directory, end])
}

function directoryEntry({ name, bytes }: ZipFile, checksum: number, at: number): Uint8Array<ArrayBuffer> {
  const encoded = new TextEncoder().encode(name)
  const fields = new Uint8Array(46)
  const view = new DataView(fields.buffer)
  view.setUint32(0, 0x02014b50, true)
  view.setUint16(4, VERSION, true)
  view.setUint16(6, VERSION, true)
  view.setUint16(8, FLAGS, true)
  view.setUint16(14, DATE, true)
  view.setUint32(16, checksum, true)
  view.setUint32(20, bytes, true)
  view.setUint32(24, bytes, true)
  view.setUint16(28, encoded.length, true)
  view.setUint32(42, at, true)
  return concatBytes([fields, encoded])
}

/** The length of the whole archive, known before any checksum is. */
export function zipBytes(files: readonly ZipFile[]): number {
  const directory = centralDirectory(files, []).length
  return files.reduce(
    (sum, file) => sum + localHeader(file).length + file.bytes + DESCRIPTOR_BYTES,
    directory,
  )
}
