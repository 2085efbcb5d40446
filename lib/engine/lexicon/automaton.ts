/** Finds many strings in a text in one pass (Aho and Corasick, Efficient string matching, 1975), over UTF-16 units. */
export type Automaton = {
  /**
   * Reports every place where a string ends, from left to right; of those that
   * end at one place the longest first.
   *
   * @param found `end` is exclusive; `index` is that of the string.
   */
  find(text: string, found: (start: number, end: number, index: number) => void): void
}

/** The node of the empty string. */
const ROOT = 0

/**
 * Time and memory are linear in the length of all strings.
 *
 * @param strings None is empty, and none is there twice.
 */
export function createAutomaton(strings: readonly string[]): Automaton {
  const capacity = strings.reduce((total, string) => total + string.length, 1)
  /** Units are numbered, so that node and unit together are a small integer, by which a Map is quick. */
  const symbols = new Map<number, number>()
  for (const string of strings) {
    for (let at = 0; at < string.length; at++) {
      const unit = string.charCodeAt(at)
      if (!symbols.has(unit)) symbols.set(unit, symbols.size)
    }
  }

  // The trie: edges by node and symbol, and by node whence it comes, how deep it is, what ends there (index + 1).
  const edges = new Map<number, number>()
  const parents = new Uint32Array(capacity)
  const symbolsOf = new Uint32Array(capacity)
  const depths = new Uint32Array(capacity)
  const hits = new Uint32Array(capacity)
  let nodes = 1
  for (const [index, string] of strings.entries()) {
    let node = ROOT
    for (let at = 0; at < string.length; at++) {
      const symbol = symbols.get(string.charCodeAt(at)) ?? 0
      let child = edges.get(node * symbols.size + symbol)
      if (child === undefined) {
        child = nodes++
        edges.set(node * symbols.size + symbol, child)
        parents[child] = node
        symbolsOf[child] = symbol
        depths[child] = at + 1
      }
      node = child
    }
    hits[node] = index + 1
  }

  /** By node: that of its longest proper suffix, and the nearest one on that way with a hit. */
  const suffixes = new Uint32Array(nodes)
  const shorterHits = new Uint32Array(nodes)

  /** The node of the longest suffix of what `node` stands for with the symbol after it. */
  function step(node: number, symbol: number): number {
    for (let from = node; ; from = suffixes[from] ?? ROOT) {
      const to = edges.get(from * symbols.size + symbol)
      if (to !== undefined) return to
      if (from === ROOT) return ROOT
    }
  }

  for (const node of byDepth(depths.subarray(0, nodes))) {
    if ((depths[node] ?? 0) < 2) continue
    const suffix = step(suffixes[parents[node] ?? ROOT] ?? ROOT, symbolsOf[node] ?? 0)
    suffixes[node] = suffix
    shorterHits[node] = hits[suffix] ? suffix : (shorterHits[suffix] ?? ROOT)
  }

  return {
    find(text, found) {
      let node = ROOT
      for (let at = 0; at < text.length; at++) {
        const symbol = symbols.get(text.charCodeAt(at))
        node = symbol === undefined ? ROOT : step(node, symbol)
        for (let ending = node; ending !== ROOT; ending = shorterHits[ending] ?? ROOT) {
          const hit = hits[ending] ?? 0
          if (hit > 0) found(at + 1 - (depths[ending] ?? 0), at + 1, hit - 1)
        }
      }
    },
  }
}

/** All nodes, those near the root first: a counting sort. */
function byDepth(depths: Uint32Array): Uint32Array {
  const places = new Uint32Array(depths.reduce((most, depth) => Math.max(most, depth), 0) + 2)
  for (const depth of depths) places[depth + 1] = (places[depth + 1] ?? 0) + 1
  for (let depth = 1; depth < places.length; depth++) {
    places[depth] = (places[depth] ?? 0) + (places[depth - 1] ?? 0)
  }
  const nodes = new Uint32Array(depths.length)
  for (const [node, depth] of depths.entries()) {
    const place = places[depth] ?? 0
    nodes[place] = node
    places[depth] = place + 1
  }
  return nodes
}
