/* What the engine tries when a part of a query occurs nowhere. Every reading is labelled:
   nothing is bent in silence. */

import { conjunction, listOf, matches, pair } from "./match.js"
import { dated, period } from "./names.js"
import { hasHan, normalise } from "./normalise.js"
import { PAIRS, PINYIN, WORD, WRITTEN, begun, concepts, ending, forwards, held, once, oneEdit, sounding } from "./vocabulary.js"
import { OF, openings, unbroken } from "./words.js"

const FEW = 2 // readings of what may be two words
const MOST = 4 // shards of words in which candidates for a slip are sought
const SEVERAL = 12 // readings of one query, at most
const ALIKE = 2 // readings of each word of several
const SLIPPED = 4 // characters of a Chinese name that may have one wrong
const SEAM = /(?<=[a-z0-9])(?=[A-Z])|-/g // between words that are written as one
const NUMBER = /(?<=[a-z])(?=\d)|-/gi // before a version
const RARE = 20 // times rarer than the commonest: no reading then

/** The first reading of `text` that finds something, with a note that says what it was. */
export async function bend(index, text, chars) {
  const plain = chars.join("")
  for (const attempt of [ofDate, spaced, apart, alias, spoken, divided, mistyped, initials, cut, misbegun, separately]) {
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

/** Documents in all of `maps`, at the middle of their levels. */
function inAll(maps) {
  const docs = conjunction(maps)
  for (const [doc, sum] of docs) docs.set(doc, Math.floor(sum / 2 / maps.length))
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

/** 2024-11 as what is dated so. */
async function ofDate(index, plain, text) {
  return { docs: dated(index, text), terms: [], note: { kind: "date", from: text, to: [period(text)] } }
}

/** TemporalDifference as "temporal difference", long-range as "long range", GPT4 as "gpt 4", or back. */
async function spaced(index, plain, text) {
  if (/[^a-z0-9 ]/.test(plain)) return null
  if (plain.includes(" ")) return readings(index, "spaced", text, [plain.replaceAll(" ", "")])
  for (const apart of new Set([SEAM, NUMBER].map((sign) => normalise(text.replace(sign, " "))))) {
    const [head, tail, ...more] = apart.split(" ")
    const known = [head, tail].find((word) => WORD.test(word))
    const hit = !tail ? null : known && !more.length ? await asTwo(index, text, head, tail, await index.entry("w", known))
      : await readings(index, "spaced", text, [apart])
    if (hit?.docs.size) return hit
  }
  return null
}

/** Two words next to each other, one of which is a known word: `entry`. */
async function asTwo(index, text, head, tail, entry) {
  const list = listOf(entry)
  if (!list) return null
  const to = `${head} ${tail}`
  const { levels } = held([to, list])
  const docs = await (levels ? pair(index, [...to], head.length, levels) : matches(index, [...to]))
  return docs.size ? { docs, terms: [[...to]], note: { kind: "spaced", from: text, to: [to] } } : null
}

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

/** Concepts by their pinyin; or what stands in texts and sounds so; or concepts that begin so, and
    titles that hold these syllables. */
async function spoken(index, plain, text) {
  if (!/^[a-z]{2,}$/.test(plain)) return null
  const named = (await concepts(index, plain)).filter(({ how }) => how !== WRITTEN)
  const exactly = named.filter(({ key }) => key === plain)
  const heard = exactly.length ? likely(once(exactly)) : await sounds(index, plain)
  const hit = await readings(index, "pinyin", text, heard.map(({ name }) => name))
  if (exactly.length && !hit.docs.size) return alias(index, normalise(heard[0].name), text)
  if (hit.docs.size || !sayable(plain)) return hit
  const longer = plain.length > 4 ? named.filter(({ how }) => how === PINYIN) : []
  const begun = await readings(index, "pinyin", text, likely(once(longer)).map(({ name }) => name))
  return { ...begun, docs: union([begun.docs, await titled(index, plain)]) }
}

/** Words of the texts that sound like `letters`, or up to `most` that do so one after the other. */
async function sounds(index, letters, most = 4) {
  if (letters.length < 3 || !sayable(letters)) return []
  const whole = likely((await sounding(index, letters))[0])
  for (let at = letters.length - 3; !whole.length && most > 1 && at > 2; at--) {
    const head = sayable(letters.slice(0, at)) ? likely((await sounding(index, letters.slice(0, at)))[0]) : []
    const rest = head.length ? await sounds(index, letters.slice(at), most - 1) : []
    whole.push(...head.slice(0, ALIKE).flatMap((one) => rest.slice(0, ALIKE).map((two) =>
      ({ name: one.name + two.name, count: one.count * two.count }))))
  }
  return whole
}

/** Words with these initials, and titles that hold them in a row. */
async function initials(index, plain, text) {
  if (!/^[a-z]{3,}$/.test(plain) || !initial(plain)) return null
  const [, words] = await sounding(index, plain)
  const hit = await readings(index, "pinyin", text, likely(words).map(({ name }) => name))
  return { ...hit, docs: union([hit.docs, await titled(index, plain)]) }
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

/** What several words together are called, none of which need stand in a text: reinforcement learning
    as 强化学习. */
export async function joinedName(index, wanted) {
  if (wanted.length < 2) return null
  const text = wanted.map((part) => part.text).join(" ")
  const hit = await alias(index, normalise(text, index.fold), text)
  return hit?.docs.size ? hit : null
}

/** Words of the vocabulary one edit away. An edit in the latter half leaves the former intact, and
    one in the former all that follows it; and most writers get the first letter right (Pollock
    and Zamora, 1984). */
async function mistyped(index, plain, text) {
  if (!WORD.test(plain)) return null
  const [begin, end] = await Promise.all([begun(index, plain.slice(0, plain.length >> 1), MOST),
    index.under("r", ending(plain), MOST)])
  const known = new Map(end.map(({ key, data }) => [forwards(key), data]))
  for (const { key, list } of begin) if (list) known.set(key, list)
  const near = likely([...known].filter(([name]) => oneEdit(name, plain)).map(held))
  if (!near.length) return null
  const docs = await Promise.all(near.map(({ name, levels }) => levels ?? matches(index, [...name])))
  return { docs: union(docs), terms: near.map(({ name }) => [...name]),
    note: { kind: "typo", from: text, to: near.map(({ name }) => name) } }
}

/** Two words written as one, the first of them known: the longest that are. `least`: letters of
    the second; few are rather a slip. */
async function divided(index, plain, text, least = 4) {
  if (!/^[a-z0-9]{6,}$/.test(plain)) return null
  const heads = await Promise.all(Array.from({ length: Math.max(0, plain.length - 3 - least) }, (_, at) =>
    index.entry("w", plain.slice(0, at + 4))))
  for (const head of heads.filter(listOf).slice(-FEW).reverse()) {
    const hit = await asTwo(index, text, head.key, plain.slice(head.key.length), head)
    if (hit) return hit
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

/** Concepts among `near` that differ in one character: 神经网络 for 神经网路. */
async function miswritten(index, plain, text, near) {
  const slips = near.filter(({ key, how }) => how === WRITTEN && hasHan(key) && oneEdit(key, plain))
  const names = plain.length < SLIPPED ? [] : likely(once(slips)).map(({ key }) => key)
  return names.length ? readings(index, "typo", text, names) : null
}

/** Whether texts `held` say as much as those left out: a Chinese character twice a letter. */
function half(held, without) {
  const weight = (texts) => [...texts.join("")].reduce((sum, char) => sum + (hasHan(char) ? 2 : 1), 0)
  return held.length > 0 && weight(held) >= weight(without)
}

/** What is left of the parts of a query, `hits` being who holds each, without those that occur nowhere. */
export function leftOver(wanted, hits) {
  const [held, without] = [true, false].map((here) =>
    wanted.filter((_, at) => hits[at].docs.size > 0 === here).map(({ text }) => text))
  const docs = without.length && half(held, without) ? inAll(hits.map((hit) => hit.docs).filter((one) => one.size)) : new Map()
  return { docs, terms: hits.filter((hit) => hit.docs.size).flatMap((hit) => hit.terms ?? [hit.chars]),
    note: { kind: held.length > 1 ? "words" : "word", from: wanted.map(({ text }) => text).join(" "), to: held, without } }
}

/** The words of it, wherever each stands; those that occur nowhere, or not beside the others, are
    named and left out. */
async function separately(index, plain, text) {
  const { sought, near, all } = await (hasHan(plain) ? chinese : compound)(index, plain, text)
  if (!sought.length || sought[0] === plain) return null
  const found = await Promise.all(sought.map((word) => matches(index, [...word])))
  const slip = found.filter((docs) => docs.size).length < all ? await miswritten(index, plain, text, near) : null
  return slip?.docs.size ? slip : together(text, sought, found, new Set(near.map(({ key }) => key)))
}

async function chinese(index, plain) {
  const near = (await Promise.all(openings(plain).slice(0, PAIRS).map((pair) => concepts(index, pair)))).flat()
  const all = [...new Set(unbroken(plain, near.map(({ key }) => key).filter(hasHan)))]
  const long = all.filter((word) => word.length > 1)
  return { sought: long.length ? long : all, near, all: all.length }
}

/** Letters that were quoted together stay so. */
const compound = (index, plain, text) => ({ near: [], all: 0,
  sought: plain.includes(" ") ? [] : normalise(text.replace(SEAM, " ").replace(NUMBER, " ")).split(" ") })

/** What documents hold of `parts`, `found` being who holds each: those that go together, what is
    `known` by name first, then the longer, then the rarer; at least half of all characters. */
function together(text, parts, found, known = new Set()) {
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
