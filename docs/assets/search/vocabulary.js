/* Words and what concepts are called: what is near to what was typed, or may follow it. */

import { flagged, numbers } from "./files.js"
import { normalise } from "./normalise.js"

const FEW = 2 // shards of words read at once
export const PAIRS = 6 // of a query whose concepts are looked up, at most
export const WRITTEN = 0 // how a concept is called
export const PINYIN = 1
export const INSIDE = 4 // and above: levels where a word stands in longer ones only
const SURE = 6 // letters of a word that may be taken for another's slip though it stands somewhere
const FAR = 5 // times more articles hold that other one
export const WORD = /^[a-z][a-z0-9+#.]{3,29}$/

/** What begins with `prefix` among the words: {key, list: of the articles that hold the Latin word
    `key`, as written; told: of the concepts called `key`}. From at most `most` shards. */
export async function begun(index, prefix, most = FEW) {
  return (await index.under("w", prefix, most)).map(({ key, data = "", digest }) => {
    const [list, told = digest] = data.split(/!(.*)/s)
    return { key, list, told }
  })
}

/** Whether a word of four letters or more begins with `prefix`. */
export async function begins(index, prefix) {
  return (await begun(index, prefix)).some(({ list }) => list)
}

/** Concepts called something that begins with `typed`, the commonest first:
    [{key, how, name, count, aliases}]. */
export async function concepts(index, typed) {
  const all = conceptsIn(await begun(index, typed))
  return all.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.how - b.how))
}

/** The concepts of entries that `begun` gave. */
export const conceptsIn = (entries) => entries.flatMap(({ key, told = "[]" }) =>
  JSON.parse(told).map(([how, name, count, aliases = []]) => ({ key, how, name, count, aliases })))

/** Han words of the texts that sound like `letters`, in full and by their initials:
    [[{name, count}], [{name, count}]]. */
export async function sounding(index, letters) {
  const { data = "", digest = "" } = await index.entry("y", letters) ?? {}
  const [full, initials = digest] = data.split("!")
  return [full, initials].map((told) => [...told.matchAll(/([^ -~]+)([ -~]+)/g)]
    .map(([, name, count]) => ({ name, count: numbers(count)[0] })))
}

export const once = (found) => [...new Map(found.map((one) => [one.name, one])).values()]

/** A word with its list, read: {name, count: articles that hold it as a word, levels: of all that
    hold it; undefined where they are too many to list}. */
export function held([name, list]) {
  if (list.startsWith("`")) return { name, count: numbers(list.slice(1))[0] }
  const [docs, marks] = flagged(list, 16)
  return { name, count: marks.filter((mark) => (mark & 7) < INSIDE).length,
    levels: new Map(docs.map((doc, at) => [doc, marks[at]])) }
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

/** What an edit in the first half of `word`, or before the letter `at`, leaves intact, as the shards
    of words from their end have it: the first letter, and the rest from its end. */
export const ending = (word, at = word.length >> 1) => word[0] + [...word.slice(at + 1)].reverse().join("")

/** The word whose key among those from their end is `key`. */
export const forwards = (key) => key[0] + [...key.slice(1)].reverse().join("")

/** The word that one who typed `query` probably meant, though `total` articles hold what was typed:
    one edit away, in far more of them; [{name, count}] or []. Longer words that hold what was typed
    have been found with it, and what is typed to its end and further was no slip. Reads one file
    beside the one that `suggest` has read. */
export async function meant(index, query, total) {
  const typed = normalise(query, index.fold)
  if (!WORD.test(typed) || typed.length < SURE) return []
  const [here, there] = await Promise.all([index.beside("w", typed), index.under("r", ending(typed), 1)])
  const near = [...here.map(({ key, data }) => [key, data?.split("!")[0]]),
    ...there.map(({ key, data }) => [forwards(key), data])]
    .filter(([name, list]) => list && oneEdit(name, typed) && !typed.startsWith(name)).map(held)
    .filter(({ count }) => count >= FAR * total)
  return near.sort((a, b) => b.count - a.count).slice(0, 1).map(({ name, count }) => ({ name, count }))
}

/** Concepts that begin with, or sound like, what was typed last: [{name, count}]. */
export async function suggest(index, query, most = 6) {
  const last = query.split(/\s+/).at(-1) ?? ""
  const typed = normalise(last, index.fold)
  if (!typed || /^[-－]/.test(last)) return [] // nobody wants more of what they exclude
  const all = (await concepts(index, typed)).filter(({ name, how }) => normalise(name) !== typed &&
    (how === WRITTEN || typed.length > 1))
  return once(all).slice(0, most).map(({ name, count }) => ({ name, count }))
}
