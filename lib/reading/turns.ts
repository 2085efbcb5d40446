/**
 * Lets one caller go on in each turn of the event loop. Many listeners who come
 * at once would else be served in one turn, each a few ms long, and every
 * stream that flows would stand still meanwhile.
 */
export function createTurns(): () => Promise<void> {
  let last = Promise.resolve()
  return () => {
    last = last.then(nextTurn)
    return last
  }
}

/** Lets whatever waits go on first: what is at hand comes without, however much of it there is. */
export function nextTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
