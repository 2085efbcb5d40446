import { existsSync } from 'node:fs'
import path from 'node:path'

/** Whether the optional package is there: its languages are listed, and its voices loaded, where it is. */
export function isEspeakInstalled(): boolean {
  return existsSync(path.join(process.cwd(), 'node_modules/@echogarden/espeak-ng-emscripten/package.json'))
}
