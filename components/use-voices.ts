import useSWR from 'swr'
import type { Voice } from '../lib/reading/reading'
import { readProblem } from './problem-answer'

const NONE: readonly Voice[] = []

async function fetchVoices(path: string): Promise<readonly Voice[]> {
  const answer = await fetch(path)
  if (!answer.ok) throw new Error((await readProblem(answer)).message)
  return answer.json()
}

export type VoiceList = {
  voices: readonly Voice[]
  /** Why there are none, and what to do. */
  trouble: string | undefined
  askAgain(): void
}

/**
 * The voices there are. They come with the page; where the server had none for
 * it, they are asked for from here, again and again at growing intervals.
 *
 * @param initial From the server: the voices, or why there are none.
 */
export function useVoices(initial: readonly Voice[] | string): VoiceList {
  const isGiven = typeof initial !== 'string'
  const { data, error, mutate } = useSWR<readonly Voice[], Error>('/voices', fetchVoices, {
    ...(isGiven ? { fallbackData: initial } : {}),
    revalidateOnMount: !isGiven,
    revalidateOnFocus: false,
  })
  const voices = data ?? NONE
  const reason = error?.message ?? (isGiven ? 'The speech service lists none.' : initial)
  return {
    voices,
    trouble: voices.length === 0 ? `There are no voices to read with. ${reason}` : undefined,
    askAgain: () => void mutate(),
  }
}
