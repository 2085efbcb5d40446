/** A phone as it was spoken, in the order of speech. */
export type Segment = { phone: string; startMs: number; endMs: number }

const VOWEL = /^(?:aa|ae|ah|ao|aw|ax|axr|ay|eh|er|ey|ih|iy|ow|oy|uh|uw)/
const GAP = 1.2

/** What it costs to take one phone for another: a vowel is often reduced to another one, and hardly ever to a consonant. */
function cost(expected: string, spoken: string): number {
  if (expected === spoken) return 0
  return VOWEL.test(expected) === VOWEL.test(spoken) ? 1 : 2
}

/**
 * Finds which phones of an utterance belong to which word: the alignment of
 * least cost between the phones that each word has by itself and those that
 * were spoken (Needleman and Wunsch, 1970), as words run together and are
 * reduced in a sentence.
 *
 * @param words The phones of each word by itself, in order.
 * @param spoken The phones of the utterance, pauses left out.
 * @returns For each spoken phone the index of its word; never decreasing.
 */
export function alignPhones(words: readonly (readonly string[])[], spoken: readonly string[]): number[] {
  const expected = words.flatMap((phones, word) => phones.map(phone => ({ phone, word })))
  const rows = expected.length + 1
  const columns = spoken.length + 1
  const total = new Float32Array(rows * columns)
  for (let i = 1; i < rows; i++) total[i * columns] = i * GAP
  for (let j = 1; j < columns; j++) total[j] = j * GAP
  const at = (i: number, j: number) => total[i * columns + j] as number
  for (let i = 1; i < rows; i++) {
    for (let j = 1; j < columns; j++) {
      const same =
        at(i - 1, j - 1) + cost((expected[i - 1] as { phone: string }).phone, spoken[j - 1] as string)
      total[i * columns + j] = Math.min(same, at(i - 1, j) + GAP, at(i, j - 1) + GAP)
    }
  }

  const owners = new Array<number>(spoken.length).fill(-1)
  let i = rows - 1
  let j = columns - 1
  while (j > 0) {
    const entry = expected[i - 1]
    if (entry && at(i, j) >= at(i - 1, j) + GAP - 1e-3) i--
    else {
      const paired = entry && at(i, j) >= at(i - 1, j - 1) + cost(entry.phone, spoken[j - 1] as string) - 1e-3
      // A phone that no word expects belongs to the word it follows.
      owners[j - 1] = entry?.word ?? expected[0]?.word ?? 0
      if (paired) i--
      j--
    }
  }
  return owners
}
