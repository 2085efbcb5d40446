/** Writes fluidsynth-levels.json anew, where FluidSynth is installed: `npx tsx tests/support/write-fluidsynth-levels.ts`. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fluidsynthLevels, PIECES, packLevels } from './fluidsynth'

const [version] = execFileSync('fluidsynth', ['--version'], { encoding: 'utf8' }).split('\n')
const pieces = Object.entries(PIECES).map(([name, midi]) => [name, packLevels(fluidsynthLevels(midi))])
const made = `${version}, by npx tsx tests/support/write-fluidsynth-levels.ts`
const file = new URL('./fluidsynth-levels.json', import.meta.url)
writeFileSync(file, `${JSON.stringify({ made, pieces: Object.fromEntries(pieces) }, null, 2)}\n`)
