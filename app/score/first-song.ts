import type { Piece } from '../../components/score/piece'
import { readExample } from '../../components/score/read-song'
import { EXAMPLES } from '../../lib/score/examples'
import { checkScore } from '../../lib/score/render/check-score'
import type { Renderer } from '../../lib/score/render/renderer'
import type { Score } from '../../lib/score/render/score'

let first: Promise<{ piece: Piece; score: Score }> | undefined

/**
 * The song with which the page begins, and the path of its renders: kept by the
 * server already, so that nobody has to send it for the first click on Play.
 */
export async function firstSong({ scores }: Renderer): Promise<{ piece: Piece; path: string }> {
  first ??= read()
  const { piece, score } = await first
  return { piece, path: `/render/${await scores.put(score)}` }
}

async function read(): Promise<{ piece: Piece; score: Score }> {
  const [example] = EXAMPLES
  if (!example) throw new Error('There is no example to begin with')
  const json = await example.load()
  const score = checkScore('song', new TextEncoder().encode(JSON.stringify(json)))
  return { piece: readExample(json, example), score }
}
