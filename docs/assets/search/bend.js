/* What the engine tries when a part of a query occurs nowhere. Every reading is labelled:
   nothing is bent in silence. */

import { READABLE, conjunction, listOf, matches, pair } from "./match.js"
import { dated, period } from "./names.js"
import { hasHan, normalise } from "./normalise.js"
import { SEAM, alias, inAll, likely, readings, union } from "./readings.js"
import { heard, homophone, initials, spoken } from "./spoken.js"
import { INSIDE, PAIRS, PINYIN, WORD, WRITTEN, begun, concepts, conceptsIn, ending, forwards, held, once, oneEdit } from "./vocabulary.js"
import { OF, openings, unbroken } from "./words.js"

const FEW = 2 // readings of what may be two words
const MOST = 4 // shards of words in which candidates for a slip are sought
const SLIPPED = 4 // characters of a Chinese name that may have one wrong
const CLAUSES = 6 // of a text that was pasted, looked for as they stand, at most
const WORDS = 8 // of it, or of a long sentence, at most
const NUMBER = /(?<=[a-z])(?=\d)|-/gi // before a version

/** The first reading of `text` that finds something, with a note that says what it was. */
export async function bend(index, text, chars) {
  const plain = chars.join("")
  if (period(text)) return { chars, ...ofDate(index, text) }
  for (const attempt of [spaced, apart, alias, divided, spoken, mistyped, heard, initials, camel, cut, misbegun, homophone, separately]) {
    const hit = await attempt(index, plain, text)
    if (hit?.docs.size) return { chars, ...hit }
  }
  return { chars, docs: new Map() }
}

/** 2024-11 as what is dated so. */
function ofDate(index, text) {
  return { docs: dated(index, text), terms: [], note: { kind: "date", from: text, to: [period(text)] } }
}

/** TemporalDifference as "temporal difference", long-range as "long range", GPT4 as "gpt 4", or back. */
async function spaced(index, plain, text, least = SLIPPED) {
  if (/[^a-z0-9 ]/.test(plain)) return null
  if (plain.includes(" ")) return readings(index, "spaced", text, [plain.replaceAll(" ", "")])
  for (const apart of new Set([SEAM, NUMBER].map((sign) => normalise(text.replace(sign, " "))))) {
    const [head, tail, ...more] = apart.split(" ")
    if (tail && !/[-\d]/.test(text) && Math.min(head.length, tail.length) < least) continue
    const known = [head, tail].find((word) => WORD.test(word))
    const hit = !tail ? null : known && !more.length ? await asTwo(index, text, head, tail, await index.entry("w", known))
      : await readings(index, "spaced", text, [apart])
    if (hit?.docs.size) return hit
  }
  return null
}

/** Of a few letters, capitals are also part of names: those are sought first. */
const camel = (index, plain, text) => spaced(index, plain, text, 1)

/** Two words next to each other, one of which is a known word: `entry`. Of many articles that hold the
    first, the list of the second leaves few, where it is one or begins so; else none. */
async function asTwo(index, text, head, tail, entry) {
  const list = listOf(entry)
  if (!list) return null
  const to = `${head} ${tail}`
  let { levels } = held([entry.key, list])
  if (entry.key === head && WORD.test(tail) && (!levels || levels.size > READABLE)) {
    const after = (await begun(index, tail, 1)).filter((one) => one.list).map((one) => held([one.key, one.list]).levels)
    if (!after.length) return null
    if (after.every(Boolean)) levels = inAll([levels, union(after)].filter(Boolean))
  }
  const docs = await (levels ? pair(index, [...to], head.length, levels) : matches(index, [...to]))
  return docs.size ? { docs, terms: [[...to]], note: { kind: "spaced", from: text, to: [to] } } : null
}

/** Words of the vocabulary one edit away. An edit leaves intact what stands before it, or all that
    follows it; and most writers get the first letter right (Pollock and Zamora, 1984). Where to
    divide the two is told by how many shards they are. */
async function mistyped(index, plain, text) {
  if (!WORD.test(plain)) return null
  const shards = await Promise.all([...plain].map(async (_, at) => at < 2 ? Infinity
    : await index.spread("w", plain.slice(0, at)) + await index.spread("r", ending(plain, at))))
  const at = shards.lastIndexOf(Math.min(...shards))
  const [begin, end] = await Promise.all([begun(index, plain.slice(0, at), MOST),
    index.under("r", ending(plain, at), MOST)])
  const known = new Map(end.map(({ key, data }) => [forwards(key), data]))
  for (const { key, list } of begin) if (list) known.set(key, list)
  const near = likely([...known].filter(([name, list]) => list && oneEdit(name, plain)).map(held))
  if (!near.length) return misspoken(index, plain, text, begin, [...known.keys()])
  const docs = await Promise.all(near.map(({ name, levels }) => levels ?? matches(index, [...name])))
  return { docs: union(docs), terms: near.map(({ name }) => [...name]),
    note: { kind: "typo", from: text, to: near.map(({ name }) => name) } }
}

/** Concepts whose sound, or name without its blanks, is one edit away: among those that begin so, or of the `others` that end so. */
async function misspoken(index, plain, text, begin, others) {
  const ends = others.filter((key) => oneEdit(key, plain)).slice(0, FEW)
  const entries = await Promise.all(ends.map((key) => begun(index, key, 1)))
  const near = conceptsIn([...begin, ...entries.flat()]).filter(({ key, how }) => how === PINYIN && oneEdit(key, plain))
  const names = likely(once(near)).map(({ name }) => name)
  return names.length ? readings(index, names.some(hasHan) ? "pinyin" : "typo", text, names) : null
}

/** Two words written as one, the first of them known: the longest that is, or `most` that are.
    `least`: letters of the second; few are rather a slip. */
async function divided(index, plain, text, least = 4, most = 1) {
  if (!/^[a-z0-9]{6,}$/.test(plain)) return null
  const heads = await Promise.all(Array.from({ length: Math.max(0, plain.length - 3 - least) }, (_, at) =>
    index.entry("w", plain.slice(0, at + 4))))
  for (const head of heads.filter(listOf).slice(-most).reverse()) {
    const hit = await asTwo(index, text, head.key, plain.slice(head.key.length), head)
    if (hit) return hit
  }
  return null
}

async function cut(index, plain, text) {
  return await divided(index, plain, text, 2, FEW) ?? abbreviated(index, plain, text)
}

/** An abbreviation and a known word written as one: kvcache. */
async function abbreviated(index, plain, text) {
  for (const at of [2, 3]) {
    const tail = plain.slice(at)
    const hit = WORD.test(tail) && await asTwo(index, text, plain.slice(0, at), tail, await index.entry("w", tail))
    if (hit) return hit
  }
  return null
}

/** The first letter put behind the second, or left out where it is wrong or too much. */
async function misbegun(index, plain, text) {
  if (!WORD.test(plain)) return null
  const [first, second, ...rest] = plain
  const swapped = second + first + rest.join("")
  return readings(index, "typo", text, rest.length > 3 ? [swapped, plain.slice(1)] : [swapped])
}

/** What 的 joins, wherever each part stands: cut there first, a phrase is told without knowing its
    words, and more exactly than by them. */
async function apart(index, plain, text) {
  const parts = [...new Set(plain.split(OF).map((part) => part.replace(/^[| ]+|[| ]+$/g, "")))]
    .filter((part) => part && part !== "的")
  if (!hasHan(plain) || parts.length < 2) return null
  const found = await Promise.all(parts.map((part) => matches(index, [...part])))
  return { docs: inAll(found), terms: parts.map((part) => [...part]),
    note: { kind: "words", from: text, to: parts } }
}

/** `plain` with the name of a concept where it has one character wrong: 神经网络 for 神经网路; or null.
    Names that begin alike are `near`; what stands somewhere as it is was meant so. */
async function mended(index, plain, near) {
  const names = new Set(near.filter(({ key, how }) => how === WRITTEN && hasHan(key) && key.length >= SLIPPED).map(({ key }) => key))
  for (const name of names) {
    const at = plain.indexOf(name.slice(0, 2)), typed = plain.slice(at, at + name.length)
    const wrong = [...typed].filter((char, next) => char !== name[next])
    if (at >= 0 && typed.length === name.length && wrong.length === 1 && hasHan(wrong[0]) &&
      !(await matches(index, [...typed])).size) return plain.replace(typed, name)
  }
  return null
}

/** Whether texts `held` say as much as those left out: a Chinese character twice a letter. */
export function half(held, without) {
  const weight = (texts) => [...texts.join("")].reduce((sum, char) => sum + (hasHan(char) ? 2 : 1), 0)
  return held.length > 0 && weight(held) >= weight(without)
}

/** The words of it, wherever each stands; those that occur nowhere, or not beside the others, are
    named and left out. */
async function separately(index, plain, text) {
  const { sought, near, all } = await (hasHan(plain) ? chinese : compound)(index, plain, text)
  const found = await Promise.all(sought.map((word) => standing(index, word, near)))
  const right = found.filter(({ docs }) => docs.size).length < all ? await mended(index, plain, near) : null
  if (right) return likewise(index, right, text)
  if (!sought.length || sought[0] === plain) return null
  return together(text, found.map(({ word }) => word), found.map(({ docs }) => docs),
    new Set(near.flatMap(({ key, name }) => [key, normalise(name)])))
}

/** Where `word` stands, not only within others; or, of a concept's name, the first of its names that does. */
async function standing(index, word, near) {
  const concept = near.find(({ key, how }) => how === WRITTEN && key === word)
  for (const name of concept ? [word, concept.name, ...concept.aliases].map((one) => normalise(one)) : [word]) {
    const docs = await matches(index, [...name])
    if (docs.begun || [...docs.values()].some((mark) => (mark & 7) < INSIDE)) return { word: name, docs }
  }
  return { word, docs: new Map() }
}

/** What was `right`, for the `text` that was typed. */
async function likewise(index, right, text) {
  const hit = await readings(index, "typo", text, [right])
  const words = hit.docs.size ? hit : await separately(index, right, text)
  return words && { ...words, note: { ...words.note, kind: words.note.kind.replace(/^word$/, "typo") } }
}

/** A long text by its clauses that stand somewhere, and the words of the others. */
async function chinese(index, plain) {
  const near = (await Promise.all(openings(plain).slice(0, PAIRS).map((pair) => concepts(index, pair)))).flat()
  const names = near.map(({ key }) => key).filter(hasHan)
  const clauses = plain.split("|")
  const stand = await Promise.all(clauses.map(async (one) => clauses.length > 1 && clauses.length <= CLAUSES &&
    one.length > SLIPPED && (await matches(index, [...one])).size))
  const all = [...new Set(clauses.flatMap((one, at) => (stand[at] ? [one] : unbroken(one, names))))]
  const long = all.filter((word) => word.length > 1)
  return { sought: longest(long.length ? long : all), near, all: all.length }
}

/** Some of many `words`: those that tell most. */
function longest(words) {
  const most = [...words].sort((a, b) => b.length - a.length).slice(0, WORDS)
  return words.filter((word) => most.includes(word))
}

/** Letters that were quoted together stay so. */
const compound = (index, plain, text) => ({ near: [], all: 0, sought: plain.includes(" ") ? []
  : longest(normalise(text.replace(SEAM, " ").replace(NUMBER, " ")).split(/[ |]/).filter((word) => word.length > 1)) })

/** What documents hold of `parts`, `found` being who holds each: those that go together, what is
    `known` by name first, then the longer, then the rarer; at least half of all characters. */
export function together(text, parts, found, known = new Set()) {
  const rank = (at) => [!known.has(parts[at]), -parts[at].length, found[at].size, at]
  const order = parts.map((_, at) => at).filter((at) => found[at].size)
    .sort((a, b) => rank(a).reduce((less, one, at) => less || one - rank(b)[at], 0))
  const taken = order.reduce((some, at) =>
    (conjunction([...some, at].map((one) => found[one])).size ? [...some, at] : some), [])
  const held = parts.filter((_, at) => taken.includes(at)), without = parts.filter((_, at) => !taken.includes(at))
  if (!half(held, without)) return null
  return { docs: inAll(taken.map((at) => found[at])), terms: held.map((part) => [...normalise(part)]),
    note: { kind: held.length > 1 ? "words" : "word", from: text, to: held, without } }
}
