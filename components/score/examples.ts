import { DEMO_SONG } from '../../lib/score/demo-song'
import type { Piece } from './piece'

export type Example = { slug: string; title: string; load(): Promise<Piece> }

export const EXAMPLES: readonly Example[] = [
  { slug: 't1', title: 'Three notes', load: async () => ({ name: 't1', song: DEMO_SONG }) },
]
