/* What the engine tries when a part of a query occurs nowhere, and what it suggests. Every
   reading is labelled: nothing is bent in silence. */

import { flagged, numbers } from "./files.js"
import { conjunction, matches } from "./match.js"
import { hasHan, normalise } from "./normalise.js"

const FEW = 2 // shards of words read at once
const MOST = 4 // of them, where candidates for a slip are sought
const PAIRS = 6 // of a query whose concepts are looked up, at most
const SEVERAL = 12 // readings of one query, at most
const RARE = 20 // times rarer than the commonest: no reading then
const WRITTEN = 0, PINYIN = 1 // how a concept is called
const INSIDE = 2 // flags of a word that stands in longer ones only
const LEVELS = [0, 3, 4, 6] // of a word's flags: in a title or not, whole or inside

/** The first reading of `text` that finds something, with a note that says what it was. */
export async function bend(index, text, chars) {
  const plain = chars.join("")
  for (const attempt of [spaced, apart, alias, spoken, divided, mistyped, initials, cut, misbegun, separately]) {
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

/** Those of `candidates`, commonest first, that are likely: {count} and more. What is far rarer than
    the commonest is mostly a slip itself, or a word cut off: featur beside features. */
function likely(candidates) {
  const ranked = candidates.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
  return ranked.filter(({ count }) => count * RARE >= ranked[0].count).slice(0, SEVERAL)
}

/** TemporalDifference as "temporal difference", long-range as "long range", or back. */
async function spaced(index, plain, text) {
  if (/[^a-z0-9 ]/.test(plain)) return null
  if (plain.includes(" ")) return readings(index, "spaced", text, [plain.replaceAll(" ", "")])
  const apart = normalise(text.replace(/(?<=[a-z0-9])(?=[A-Z])|-/g, " "))
  return apart === plain ? null : readings(index, "spaced", text, [apart])
}

/** What begins with `prefix` among the words: {key, list: of the articles that hold the Latin word
    `key`, as written; told: of the concepts called `key`}. From at most `most` shards. */
async function begun(index, prefix, most = FEW) {
  return (await index.under("w", prefix, most)).map(({ key, data = "", digest }) => {
    const [list, told = digest] = data.split(/!(.*)/s)
    return { key, list, told }
  })
}

/** Concepts called something that begins with `typed`, the commonest first:
    [{key, how, name, count, aliases}]. */
async function concepts(index, typed) {
  const all = (await begun(index, typed)).flatMap(({ key, told = "[]" }) =>
    JSON.parse(told).map(([how, name, count, aliases]) => ({ key, how, name, count, aliases })))
  return all.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.how - b.how))
}

const once = (found) => [...new Map(found.map((one) => [one.name, one])).values()]

async function alias(index, plain, text) {
  const same = (name) => normalise(name, index.fold) === plain
  const all = (await concepts(index, plain)).filter(({ how }) => how === WRITTEN)
  const concept = all.find(({ key }) => key === plain) ?? (plain.length > 3 ? all[0] : null)
  if (!concept) return null
  return readings(index, "alias", text, [concept.name, ...concept.aliases].filter((n) => !same(n)))
}

const INITIAL = "(?:[zcs]h?|[bpmfdtnlgkhjqxryw])"
const SYLLABLE = new RegExp(`^(?:${INITIAL}?(?:a[io]?|ang?|ei?|eng?|ou?|ong)|` +
  `${INITIAL}(?:iao?|iang?|ie|iu?|ing?|iong|u[aeino]?|uai|uang?|ve?)|er)$`)

/** Whether `letters` may be syllables one after the other. */
function sayable(letters) {
  const ends = new Set([0])
  for (const from of ends)
    for (let to = from + 1; to <= Math.min(from + 6, letters.length); to++)
      if (SYLLABLE.test(letters.slice(from, to))) ends.add(to)
  return ends.has(letters.length)
}

/** Whether `letters` may be the initials of syllables: none is i, u or v, and hardly one in twenty
    a vowel. */
const initial = (letters) => !/[iuv]/.test(letters) && letters.replace(/[^aeo]/g, "").length * 4 <= letters.length

/** Concepts by their pinyin; and where none is called so, titles that hold these syllables. */
async function spoken(index, plain, text) {
  if (!/^[a-z]{2,}$/.test(plain)) return null
  const named = (await concepts(index, plain)).filter(({ how }) => how !== WRITTEN)
  const exactly = named.filter(({ key }) => key === plain)
  const longer = plain.length > 4 ? named.filter(({ how }) => how === PINYIN) : []
  const names = likely(once(exactly.length ? exactly : longer)).map(({ name }) => name)
  const hit = await readings(index, "pinyin", text, names)
  const titles = exactly.length || !sayable(plain) ? new Map() : await titled(index, plain)
  return { ...hit, docs: union([hit.docs, titles]) }
}

/** Titles with these initials in a row. */
async function initials(index, plain, text) {
  if (!/^[a-z]{3,}$/.test(plain) || !initial(plain)) return null
  return { docs: union([await titled(index, plain)]), terms: [], note: { kind: "pinyin", from: text, to: [] } }
}

/** Documents whose titles are spoken so, from syllable to syllable. */
async function titled(index, plain) {
  const found = plain.length > 2 ? await matches(index, [...plain], "p") : new Map()
  for (const [doc, mark] of found) if (mark & 7) found.delete(doc)
  return found
}

/** Pinyin with a blank after each syllable. */
export async function joinedPinyin(index, wanted) {
  const texts = wanted.map(({ text }) => text)
  if (texts.length < 2 || !texts.every((text) => /^[a-z]+$/i.test(text))) return null
  const [letters, told] = [texts.join("").toLowerCase(), texts.join(" ")]
  for (const attempt of [spoken, initials]) {
    const hit = await attempt(index, letters, told)
    if (hit?.docs.size) return hit
  }
  return null
}

const WORD = /^[a-z][a-z0-9+#.]{3,29}$/

/** Words of the vocabulary one edit away. An edit in the latter half leaves the former intact, and
    one in the former all that follows it; and most writers get the first letter right (Pollock
    and Zamora, 1984). */
async function mistyped(index, plain, text) {
  if (!WORD.test(plain)) return null
  const half = plain.length >> 1
  const [first, ...rest] = plain
  const [forwards, backwards] = await Promise.all([begun(index, plain.slice(0, half), MOST),
    index.under("r", first + rest.slice(half).reverse().join(""), MOST)])
  const known = new Map(backwards.map(({ key, data }) => [first + [...key.slice(1)].reverse().join(""), data]))
  for (const { key, list } of forwards) if (list) known.set(key, list)
  const near = likely([...known].filter(([name]) => oneEdit(name, plain)).map(held))
  if (!near.length) return null
  const docs = await Promise.all(near.map(({ name, levels }) => levels ?? matches(index, [...name])))
  return { docs: union(docs), terms: near.map(({ name }) => [...name]),
    note: { kind: "typo", from: text, to: near.map(({ name }) => name) } }
}

/** A word with its list, read: {name, count: articles that hold it as a word, levels: of all that
    hold it; undefined where they are too many to list}. */
function held([name, list]) {
  if (list.startsWith("`")) return { name, count: numbers(list.slice(1))[0] }
  const [docs, flags] = flagged(list, 4)
  return { name, count: flags.filter((flag) => flag < INSIDE).length,
    levels: new Map(docs.map((doc, at) => [doc, LEVELS[flags[at]]])) }
}

/** Two words written as one, the first of them known: the longest that are. `least`: letters of
    the second; few are rather a slip. */
async function divided(index, plain, text, least = 4) {
  if (!/^[a-z0-9]{6,}$/.test(plain)) return null
  const heads = await Promise.all(Array.from({ length: Math.max(0, plain.length - 3 - least) }, (_, at) =>
    index.entry("w", plain.slice(0, at + 4))))
  const words = heads.filter((head) => head?.data)
  for (const { key } of words.slice(-FEW).reverse()) {
    const hit = await readings(index, "spaced", text, [`${key} ${plain.slice(key.length)}`])
    if (hit.docs.size) return hit
  }
  return null
}

const cut = (index, plain, text) => divided(index, plain, text, 2)

/** The first letter put behind the second, or left out where it is wrong or too much. */
async function misbegun(index, plain, text) {
  if (!WORD.test(plain)) return null
  const [first, second, ...rest] = plain
  const swapped = second + first + rest.join("")
  return readings(index, "typo", text, rest.length > 3 ? [swapped, plain.slice(1)] : [swapped])
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

/** What 的 joins, wherever each part stands: cut there first, a phrase is told without knowing its
    words, and more exactly than by them. */
async function apart(index, plain, text) {
  const parts = [...new Set(plain.split(OF).map((part) => part.replace(/^[| ]+|[| ]+$/g, "")))]
    .filter((part) => part && part !== "的")
  if (!hasHan(plain) || parts.length < 2) return null
  const found = await Promise.all(parts.map((part) => matches(index, [...part])))
  return { docs: conjunction(found), terms: parts.map((part) => [...part]),
    note: { kind: "words", from: text, to: parts } }
}

/** Every word of it, wherever each stands; words that occur nowhere are named and left out. */
async function separately(index, plain, text) {
  if (!hasHan(plain)) return null
  const pairs = words(plain).map((word) => plain.slice(plain.indexOf(word)).slice(0, 2))
  const near = await Promise.all(pairs.slice(0, PAIRS).map((pair) => concepts(index, pair)))
  const names = near.flat().map(({ key }) => key).filter(hasHan)
  const all = [...new Set(unbroken(plain, names))]
  const long = all.filter((word) => word.length > 1)
  const sought = long.length ? long : all
  if (sought[0] === plain) return null
  const found = await Promise.all(sought.map((word) => matches(index, [...word])))
  const held = sought.filter((_, at) => found[at].size)
  const maps = found.filter((map) => map.size)
  if (!maps.length || held.length * 2 < sought.length) return null
  const without = sought.filter((_, at) => !found[at].size)
  return { docs: conjunction(maps), terms: held.map((piece) => [...piece]),
    note: { kind: "words", from: text, to: held, without } }
}

/* ------------------------------------------------------------------------ words */

const FUNCTION_WORD = /^[的了是在和与或及之而对中里上下等]$/u
const OF = /(?<![目标])(的)(?!确)/u // which the segmenter leaves at the words before: 带|宽的
const JOINING = /^[的了是在和与或及之而]$/u // of those, what is hardly ever part of a word

/** Words of `text`: known names first, longest first, then what the browser's segmenter says. */
export const words = (text, known) => pieces(text, known).filter((word) => !FUNCTION_WORD.test(word))

/** The same, but characters alone in a row are mostly one word that the segmenter does not know:
    卷积 of 卷 and 积. */
function unbroken(text, known) {
  const alone = (piece) => piece.length === 1 && hasHan(piece) && !JOINING.test(piece)
  const runs = []
  for (const piece of pieces(text, known))
    if (alone(piece) && runs.at(-1)?.every(alone)) runs.at(-1).push(piece)
    else runs.push([piece])
  return runs.map((run) => run.join("")).filter((word) => !FUNCTION_WORD.test(word))
}

function pieces(text, known = []) {
  const plain = normalise(text)
  const names = known.map((name) => normalise(name)).filter((name) => name.length > 1 &&
    name !== plain && plain.includes(name)).sort((a, b) => b.length - a.length)
  let rest = [plain]
  for (const name of names)
    rest = rest.flatMap((piece) => typeof piece !== "string" ? [piece] :
      piece.split(name).flatMap((part, at) => (at ? [[name], part] : [part])))
  return rest.flatMap((piece) => (typeof piece === "string" ? segments(piece) : piece))
}

function segments(text) {
  const runs = text.match(/[a-z0-9+#.]+|[^a-z0-9+#.| ]+/g) ?? []
  if (!globalThis.Intl?.Segmenter) return runs
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" })
  return runs.flatMap((run) => (hasHan(run) ? [...segmenter.segment(run)].map((s) => s.segment) : [run]))
    .flatMap((word) => word.split(OF).filter(Boolean))
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
