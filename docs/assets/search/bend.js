/* What the engine tries when a part of a query occurs nowhere, and what it suggests. Every
   reading is labelled: nothing is bent in silence. Loaded when first needed. */

import { conjunction, matches, numbers, words } from "./engine.js"
import { hasHan, normalise } from "./normalise.js"

const FEW = 2 // shards of concepts read at once
const LONGEST = 12 // pairs of a query whose concepts are looked up
const MOST = 8 // shards of the vocabulary read at once
const WRITTEN = 0, PINYIN = 1 // how a concept is called

/** The first reading of `text` that finds something, with a note that says what it was. */
export async function bend(index, text, chars) {
  const plain = chars.join("")
  ahead(index, plain)
  for (const attempt of [spaced, alias, spoken, mistyped, separately]) {
    const hit = await attempt(index, plain, text)
    if (hit?.docs.size) return { chars, ...hit }
  }
  return { chars, docs: new Map() }
}

function union(hits) {
  const docs = new Map()
  for (const map of hits)
    for (const [doc, mark] of map) docs.set(doc, Math.min(mark & 7, docs.get(doc) ?? 7))
  return docs
}

async function readings(index, kind, from, to) {
  const terms = to.map((text) => [...normalise(text, index.fold)])
  const found = await Promise.all(terms.map((chars) => matches(index, chars)))
  const held = to.filter((_, at) => found[at].size)
  return { docs: union(found), terms, note: { kind, from, to: held } }
}

/** TemporalDifference as "temporal difference", long-range as "long range", or back. */
async function spaced(index, plain, text) {
  if (/[^a-z0-9 ]/.test(plain)) return null
  if (plain.includes(" ")) return readings(index, "spaced", text, [plain.replaceAll(" ", "")])
  const apart = normalise(text.replace(/(?<=[a-z0-9])(?=[A-Z])|-/g, " "))
  if (apart !== plain) {
    const hit = await readings(index, "spaced", text, [apart])
    if (hit.docs.size) return hit
  }
  if (plain.length < 6) return null
  const heads = await index.under("v", plain.slice(0, 4), MOST)
  const splits = heads.filter(({ key: head }) => plain.startsWith(head) && plain.length - head.length > 1)
    .map(({ key: head }) => `${head} ${plain.slice(head.length)}`)
  return splits.length ? readings(index, "spaced", text, splits) : null
}

/** Asks for what the attempts will want, all at once. What fails is told when it is wanted. */
function ahead(index, plain) {
  const quiet = (promise) => promise.catch(() => {})
  quiet(index.under("c", plain, FEW))
  if (!/^[a-z]{4,}$/.test(plain)) return
  quiet(index.under("v", plain.slice(0, 4), MOST))
  quiet(matches(index, [...plain], "p"))
}

/** Concepts called something that begins with `typed`, the commonest first:
    [{key, how, name, count, aliases}], each once. */
async function concepts(index, typed, most = FEW) {
  const found = (await index.under("c", typed, most)).flatMap(({ key, data }) =>
    JSON.parse(data).map(([how, name, count, aliases]) => ({ key, how, name, count, aliases })))
  return found.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.how - b.how))
}

const once = (found) => [...new Map(found.map((one) => [one.name, one])).values()]

async function alias(index, plain, text) {
  const same = (name) => normalise(name, index.fold) === plain
  const all = (await concepts(index, plain)).filter(({ how }) => how === WRITTEN)
  const concept = all.find(({ key }) => key === plain) ?? (plain.length > 3 ? all[0] : null)
  if (!concept) return null
  return readings(index, "alias", text, [concept.name, ...concept.aliases].filter((n) => !same(n)))
}

/** Concepts by their pinyin, and titles that hold these syllables or initials in a row. */
async function spoken(index, plain, text) {
  if (!/^[a-z]{2,}$/.test(plain)) return null
  const named = once((await concepts(index, plain)).filter(({ key, how }) =>
    how !== WRITTEN && (key === plain || (how === PINYIN && plain.length > 4))))
  const hit = await readings(index, "pinyin", text, named.slice(0, 3).map(({ name }) => name))
  const titles = plain.length > 2 ? await matches(index, [...plain], "p") : new Map()
  for (const [doc, mark] of titles) if (mark & 7) titles.delete(doc) // not from syllable to syllable
  return { ...hit, docs: union([hit.docs, titles]) }
}

export async function joinedPinyin(index, wanted) {
  const texts = wanted.map(({ text }) => text)
  if (texts.length < 2 || !texts.every((text) => /^[a-z]+$/i.test(text))) return null
  const hit = await spoken(index, texts.join("").toLowerCase(), texts.join(" "))
  return hit?.docs.size ? hit : null
}

/** Words of the vocabulary one edit away, the commonest. The edit leaves one half of a word intact,
    most often the first; words with the same end are read only where none has the same beginning. */
async function mistyped(index, plain, text) {
  if (!/^[a-z][a-z0-9+#.]{3,29}$/.test(plain)) return null
  const half = (plain.length - 1) >> 1
  const turned = (word) => [...word].reverse().join("")
  const near = async (kind, begun, turn) => (await index.under(kind, begun, MOST))
    .map(({ key, data }) => [turn(key), numbers(data)[0]]).filter(([word]) => oneEdit(word, plain))
  let likely = await near("v", plain.slice(0, half), (word) => word)
  if (!likely.length) likely = await near("r", turned(plain.slice(half + 1)), turned)
  if (!likely.length) return null
  likely.sort((a, b) =>
    (b[0][0] === plain[0]) - (a[0][0] === plain[0]) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return readings(index, "typo", text, likely.slice(0, 3).map(([word]) => word))
}

/** Whether one insertion, deletion, substitution or exchange of neighbours makes `a` of `b`. */
export function oneEdit(a, b) {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let endA = a.length, endB = b.length
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) { endA--; endB-- }
  const left = a.slice(start, endA), right = b.slice(start, endB)
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}

/** Every word of it, wherever each stands; words that occur nowhere are named and left out. */
async function separately(index, plain, text) {
  if (!hasHan(plain)) return null
  const pairs = grams(plain).slice(0, LONGEST)
  const near = await Promise.all(pairs.map((pair) => concepts(index, pair)))
  const names = near.flat().map(({ key }) => key).filter(hasHan)
  let pieces = [...new Set(words(plain, names))]
  const long = pieces.filter((piece) => piece.length > 1)
  if (long.length > 1) pieces = long
  if (pieces.length < 2) return null
  const found = await Promise.all(pieces.map((piece) => matches(index, [...piece])))
  const held = pieces.filter((_, at) => found[at].size)
  const maps = found.filter((map) => map.size)
  if (!maps.length || held.length * 2 < pieces.length) return null
  const without = pieces.filter((_, at) => !found[at].size)
  return { docs: conjunction(maps), terms: held.map((piece) => [...piece]),
    note: { kind: "words", from: text, to: held, without } }
}

/* ---------------------------------------------------------------------- suggestions */

/** Concepts that begin with, or sound like, what was typed last: [{name, count}]. */
export async function suggest(index, query, most = 6) {
  const typed = normalise(query.split(/\s+/).at(-1) ?? "", index.fold)
  if (!typed) return []
  const all = (await concepts(index, typed)).filter(({ name, how }) => normalise(name) !== typed &&
    (how === WRITTEN || typed.length > 1))
  return once(all).slice(0, most).map(({ name, count }) => ({ name, count }))
}

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
  const begun = await Promise.all([...wanted].slice(0, LONGEST).map((pair) => concepts(index, pair)))
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
