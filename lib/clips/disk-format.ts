/**
 * How an entry lies on disk: the body, and behind it a footer of 48 bytes:
 *
 * | bytes | |
 * |---|---|
 * | 0–3 | the letters `PLPH` |
 * | 4–7 | version, unsigned, big-endian: 1 |
 * | 8–15 | length of the body in bytes, unsigned, big-endian |
 * | 16–47 | SHA-256 of the body |
 *
 * The footer comes last, so that a file that was cut anywhere has none.
 */
export const FOOTER_BYTES = 48

const MAGIC = 'PLPH'
const VERSION = 1

export type Footer = {
  /** Bytes of the body. */
  length: number
  /** SHA-256 of the body, hexadecimal. */
  digest: string
}

export function encodeFooter({ length, digest }: Footer): Uint8Array {
  const footer = Buffer.alloc(FOOTER_BYTES)
  footer.write(MAGIC, 'latin1')
  footer.writeUInt32BE(VERSION, 4)
  footer.writeBigUInt64BE(BigInt(length), 8)
  footer.write(digest, 16, 'hex')
  return footer
}

/** The last bytes of a file as a footer; undefined where they are none. */
export function decodeFooter(bytes: Uint8Array): Footer | undefined {
  const footer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (footer.length !== FOOTER_BYTES || footer.toString('latin1', 0, 4) !== MAGIC) return undefined
  if (footer.readUInt32BE(4) !== VERSION) return undefined
  return { length: Number(footer.readBigUInt64BE(8)), digest: footer.toString('hex', 16) }
}

/** A key names a file, so it is 64 hexadecimal digits and nothing else. */
export function isKey(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name)
}

/** Tells this process from an earlier one of the same id, as containers begin to count at 1 again. */
const STARTED = Math.round(performance.timeOrigin)

let written = 0

/** A name for an unfinished entry that says whose it is. */
export function temporaryName(key: string): string {
  return `${key}.${process.pid}.${STARTED}.${written++}.tmp`
}

/** Age in ms from which an unfinished entry is nobody's, whatever process has its number by now. */
const FORGOTTEN_MS = 24 * 60 * 60 * 1000

/** Whether the file is an unfinished entry that nobody will finish. */
export function isAbandoned(name: string, ageMs: number): boolean {
  const [, pid, started] = /^[0-9a-f]{64}\.(\d+)\.(\d+)\.\d+\.tmp$/.exec(name) ?? []
  if (pid === undefined) return false
  if (Number(pid) === process.pid) return Number(started) !== STARTED
  return ageMs > FORGOTTEN_MS || !isRunning(Number(pid))
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 is not sent: it only asks whether it could be.
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
