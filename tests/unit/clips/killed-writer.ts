import { createDisk } from '../../../lib/clips/disk'
import { bytesOf, keyOf } from './written'

// Writes entries for as long as it lives, and says how many are complete.
const [folder = ''] = process.argv.slice(2)
const disk = createDisk({ folder, maxBytes: 1e9 })
for (let n = 0; ; n++) {
  const writer = await disk.write(keyOf(n))
  const bytes = bytesOf(n, 300_000)
  for (let at = 0; at < bytes.length; at += 10_000) await writer.append(bytes.subarray(at, at + 10_000))
  await writer.commit()
  process.send?.(n)
}
