/* What the search page offers beside its results: other names, and concepts near by. */

import { normalise } from "./normalise.js"
import { PAIRS, WRITTEN, concepts, once } from "./vocabulary.js"

/** Other spellings of what was asked, where it is a concept: ["attention"] for 注意力. */
export async function synonyms(index, query) {
  const typed = normalise(query, index.fold)
  const concept = typed && (await concepts(index, typed)).find(({ key, how }) => how === WRITTEN && key === typed)
  if (!concept) return []
  return [concept.name, ...concept.aliases].filter((one) => normalise(one) !== typed)
}

/** Concepts that share most with a query that found nothing: [{name, count}]. */
export async function nearest(index, query, most = 6) {
  const wanted = new Set(grams(normalise(query, index.fold)))
  const begun = await Promise.all([...wanted].slice(0, PAIRS).map((pair) => concepts(index, pair)))
  const near = once(begun.flat()).map(({ name, count, aliases }) => {
    const shared = [name, ...aliases].map((one) => {
      const own = grams(normalise(one))
      return own.filter((pair) => wanted.has(pair)).length / (own.length + wanted.size)
    })
    return { name, count, score: Math.max(...shared) }
  })
  return near.filter(({ score }) => score > 0.12).sort((a, b) => b.score - a.score).slice(0, most)
}

function grams(text) {
  return Array.from({ length: Math.max(text.length - 1, 0) }, (_, at) => text.slice(at, at + 2))
}
