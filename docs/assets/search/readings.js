/* What another reading of a query finds, with a note that says what it was. */

import { conjunction, matches } from "./match.js"
import { normalise } from "./normalise.js"
import { WRITTEN, concepts } from "./vocabulary.js"

export const SEAM = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|-/g // between words that are written as one
const SEVERAL = 12 // readings of one query, at most
const RARE = 20 // times rarer than the commonest: no reading then

/** Documents in any of `maps`, at their best level. */
export function union(maps) {
  const docs = new Map()
  for (const map of maps)
    for (const [doc, mark] of map) docs.set(doc, Math.min(mark & 7, docs.get(doc) ?? 7))
  return docs
}

/** Documents in all of `maps`, at the middle of their levels. */
export function inAll(maps) {
  const docs = conjunction(maps)
  for (const [doc, sum] of docs) docs.set(doc, Math.floor(sum / 2 / maps.length))
  return docs
}

/** Documents that hold any of the texts `to`, of which those that stand somewhere are told. */
export async function readings(index, kind, from, to) {
  const terms = to.map((text) => [...normalise(text, index.fold)])
  const found = await Promise.all(terms.map((chars) => matches(index, chars)))
  const held = to.filter((_, at) => found[at].size)
  return { docs: union(found), terms, note: { kind, from, to: held } }
}

/** Those of `candidates`, commonest first, that are likely: {count} and more. What is far rarer than
    the commonest is mostly a slip itself, or a word cut off: featur beside features. */
export function likely(candidates) {
  const ranked = candidates.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
  return ranked.filter(({ count }) => count * RARE >= ranked[0].count).slice(0, SEVERAL)
}

/** A concept's other names, where `text` is one: 强化学习 for reinforcement learning, however joined. */
export async function alias(index, plain, text) {
  const apart = normalise(text.replace(SEAM, " "), index.fold)
  return await called(index, plain, text) ?? (apart === plain ? null : called(index, apart, text))
}

async function called(index, plain, text) {
  const same = (name) => normalise(name, index.fold) === plain
  const all = (await concepts(index, plain)).filter(({ how }) => how === WRITTEN)
  const concept = all.find(({ key }) => key === plain) ?? (plain.length > 3 ? all[0] : null)
  if (!concept) return null
  return readings(index, "alias", text, [concept.name, ...concept.aliases].filter((n) => !same(n)))
}
