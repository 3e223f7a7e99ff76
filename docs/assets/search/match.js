/* Which documents hold what was asked: exactly those, by intersecting posting lists. */

import { flagged, pairsMap } from "./files.js"
import { LATIN, normalise } from "./normalise.js"

const WORD = /^[a-z][a-z0-9+#.]{4,29}$/ // looked up among the words first; of shorter ones the grams are as few
const REACH = 8 // letters of what begins inside words: as in scripts/search/vocabulary.py
const EARLY = 60 // as in scripts/search/grams.py
export const READABLE = 5 // texts read to confirm a long phrase: they are likely to be shown anyway
const WORTH = 2 // texts in place of one further gram, which is larger: more are read in vain too often

/** Grams that together hold every character of `chars`: [gram, offset], the first at the
    beginning, the last to the end; none is `frequent` but one that is all of `chars`. Null
    where a digest says it all. The twin of scripts/search/grams.py. */
export function cover(chars, frequent = new Set()) {
  if (chars.length === 1 || (chars.length === 2 && chars.every((c) => LATIN.test(c)))) return null
  const ranges = bases(chars).map((range) => grown(chars, range, frequent))
  const widest = ranges.filter(([from, to], at) => !ranges.some(([a, b], other) =>
    a <= from && to <= b && (b - a > to - from || other < at)))
  return widest.map(([from, to]) => [chars.slice(from, to).join(""), from])
}

/** A range widened until it is not `frequent`, or all of `chars`. */
function grown(chars, [from, to], frequent) {
  while (frequent.has(chars.slice(from, to).join("")) && to - from < chars.length)
    to < chars.length ? to++ : from--
  return [from, to]
}

/** Ranges of two characters, three in a Latin run, that cover `chars`. */
function bases(chars) {
  const ranges = []
  const latin = chars.map((char) => LATIN.test(char))
  for (let start = 0, end; start < chars.length; start = end) {
    for (end = start; end < chars.length && latin[end] === latin[start]; end++);
    const size = latin[start] ? 3 : 2
    if (end - start >= size)
      for (let at = start; at < end; at += size) {
        const from = Math.min(at, end - size)
        ranges.push([from, from + size])
      }
    else {
      const from = Math.max(0, start - 1) // with a neighbour
      ranges.push([from, from + Math.max(2, size - (end - start === 1))])
    }
  }
  return ranges
}

/** Documents that hold `chars` next to each other: document to level, 8 added where
    one of their tags is exactly this. `kind`: g, texts; p, spoken titles. */
export async function matches(index, chars, kind = "g") {
  if (!chars.length) return new Map() // a name of marks alone: no document is called so
  const { layout, frequent, triples } = await index.kind(kind)
  if (triples && strange(chars, triples)) return new Map()
  const word = chars.join("")
  if (kind === "g" && WORD.test(word) && !frequent.has(word)) {
    const digest = listOf(await index.entry("w", word))
    if (digest && digest[0] !== "`") return fromDigest(digest)
    if (!digest && !await stands(index, word)) return new Map()
  }
  const grams = cover(chars, frequent)
  if (!grams || frequent.has(grams[0][0])) {
    const key = chars.length === 1 ? `_${chars[0]}` : chars.join("")
    return fromDigest((await index.entry(kind, key))?.digest)
  }
  const [ends, ...others] = batches(grams)
  let found = await places(index, kind, ends, chars.length)
  while (others.length && found[0].length) {
    const right = await confirmed(index, kind, chars, found, others.flat().length)
    if (right) return levels(layout, right)
    found = intersect(found, await places(index, kind, others.shift(), chars.length))
  }
  return levels(layout, found)
}

/** The LIST of an entry among words, as written; undefined where there is none. */
export const listOf = (entry) => entry?.data?.split("!")[0]

/** Whether a word may stand within others: what begins inside them tells, if not to its end. */
async function stands(index, word) {
  return await index.begins("w", word) || listOf(await index.entry("w", word.slice(0, REACH))) === ""
}

/** The grams of a phrase as they are read: those at its ends, then two between, then the rest. Four
    mostly leave so few places that their texts tell more cheaply than further grams. */
function batches(grams) {
  const third = Math.ceil(grams.length / 3)
  const between = grams.length > 4 ? [third, grams.length - 1 - third] : []
  const inner = grams.slice(1, -1)
  const rest = inner.filter((gram) => !between.some((at) => grams[at] === gram))
  return [[...new Set([grams[0], grams.at(-1)])], [...new Set(between)].map((at) => grams[at]), rest]
    .filter((batch) => batch.length)
}

/** Whether three letters in a row are none of `triples`: then no file need be read. */
function strange(chars, triples) {
  const letters = chars.map((char) => (/[a-z]/.test(char) ? char.charCodeAt(0) - 97 : NaN))
  const codes = letters.map((letter, at) => (letter * 26 + letters[at + 1]) * 26 + letters[at + 2])
  return codes.some((code) => code >= 0 && !triples.has(code)) // not a number: no three letters
}

/** The places of a phrase some of whose grams are right, checked against the texts
    themselves; null where there are too many texts to read for the grams `left`. */
async function confirmed(index, kind, chars, [found, flags], left) {
  const { layout } = await index.kind(kind)
  const docs = docsOf(layout, found)
  if (kind !== "g" || docs.length > READABLE || docs.length > WORTH * left) return null
  const texts = await plain(index, docs)
  return kept([found, flags], found.map((place) => {
    const text = texts.get(Math.floor(place / layout[2]))
    return chars.every((char, next) => text(place % layout[2] + next) === char)
  }))
}

const docsOf = ([, , stride], found) => [...new Set(found.map((place) => Math.floor(place / stride)))]

/** The texts of `docs` as they are searched: document to what tells the character at a place. */
async function plain(index, docs) {
  const { layout: [tagsAt, bodyAt] } = await index.kind("g")
  return new Map((await index.texts(docs)).map(([, title, text, tags, , , pairs], at) => {
    const chars = (field) => [...normalise(field, pairs ? pairsMap(pairs) : undefined)]
    const fields = [chars(title), tags.map(chars).flatMap((tag) => [...tag, "\n"]), chars(text)]
    return [docs[at], (place) => place >= bodyAt ? fields[2][place - bodyAt]
      : place >= tagsAt ? fields[1][place - tagsAt] : fields[0][place]]
  }))
}

/** Documents that hold two Latin words, a blank at `seam` between them; `among` those that hold one.
    Few are read themselves; of many, the letters on either side of the blank are looked up, which
    stand together more rarely than those at both ends, and then these. */
export async function pair(index, chars, seam, among) {
  const { layout, frequent } = await index.kind("g")
  let docs = [...among.keys()], found
  for (const [left, right] of [[seam - 2, seam], [0, chars.length]]) {
    if (docs.length <= READABLE) return levels(layout, await written(index, chars, docs))
    const grams = [left, right].map((from) => Math.max(0, Math.min(from, chars.length - 3)))
      .map((from) => grown(chars, [from, from + 3], frequent))
      .map(([from, to]) => [chars.slice(from, to).join(""), from])
    const more = await places(index, "g", grams, chars.length)
    found = found ? intersect(found, more)
      : kept(more, more[0].map((place) => among.has(Math.floor(place / layout[2]))))
    docs = docsOf(layout, found[0])
  }
  return levels(layout, found)
}

/** [places, flags] of `chars`, a Latin phrase, in the texts of `docs` themselves. */
async function written(index, chars, docs) {
  const { layout: [, , stride] } = await index.kind("g")
  const found = [], flags = []
  for (const [doc, text] of await plain(index, docs))
    for (let at = 0; at < stride; at++)
      if (chars.every((char, next) => text(at + next) === char)) {
        found.push(doc * stride + at)
        flags.push((inWord(text(at - 1)) ? 0 : 1) | (inWord(text(at + chars.length)) ? 0 : 2))
      }
  return [found, flags]
}

const inWord = (char = "") => /[a-z0-9+#.]/.test(char)

const kept = (lists, which) => lists.map((list) => list.filter((_, at) => which[at]))

function fromDigest(digest) {
  if (!digest) return new Map()
  const [docs, marks] = flagged(digest, 16)
  return new Map(docs.map((doc, at) => [doc, marks[at]]))
}

/** [places, flags] of the matches of all `grams`: their lists, shifted and intersected. */
async function places(index, kind, grams, length) {
  const lists = await Promise.all(grams.map(([gram]) => list(index, kind, gram)))
  const shifted = lists.map(([places, flags], at) => {
    const [gram, offset] = grams[at]
    const keep = (offset === 0 ? 1 : 0) | (offset + [...gram].length === length ? 2 : 0)
    return [places.map((place) => place - offset), flags.map((flag) => flag & keep)]
  })
  return shifted.sort(([a], [b]) => a.length - b.length).reduce(intersect)
}

/** [places, flags] of a gram that is not frequent. Wider ones that begin with it are it, too. */
async function list(index, kind, gram) {
  const width = [...gram].length
  const { frequent } = await index.kind(kind)
  const parts = (await index.under(kind, gram)).map(({ key, data }) => {
    const [first, bits] = flagsOf(key, frequent)
    const [places, flags] = flagged(data, 2 ** bits)
    return [places, flags.map((flag) => (flag & 1) | ((flag >> (width - first)) & 2))]
  })
  if (parts.length < 2) return parts[0] ?? [[], []]
  const all = parts.flatMap(([places, flags]) => places.map((place, at) => place * 4 + flags[at]))
  const sorted = Float64Array.from(all).sort()
  return [Array.from(sorted, (value) => Math.floor(value / 4)), Uint8Array.from(sorted, (value) => value % 4)]
}

/** The least width at which `key` is asked for, and the number of flags that it has. */
function flagsOf(key, frequent) {
  const chars = [...key]
  let first = LATIN.test(chars[0]) && LATIN.test(chars[1]) ? 3 : 2
  for (let width = 2; width < chars.length; width++)
    if (frequent.has(chars.slice(0, width).join(""))) first = width + 1
  return [first, chars.length - first + 2]
}

function intersect([left, leftFlags], [right, rightFlags]) {
  const both = [], flags = []
  for (let a = 0, b = 0; a < left.length && b < right.length;) {
    if (left[a] < right[b]) a++
    else if (left[a] > right[b]) b++
    else {
      both.push(left[a])
      flags.push(leftFlags[a++] | rightFlags[b++])
    }
  }
  return [both, flags]
}

/** Each document's best level: `level` of scripts/search/grams.py; `begun`: a word begins so. */
function levels([tagsAt, bodyAt, stride], [places, flags]) {
  const result = new Map()
  result.begun = flags.some((flag) => flag & 1)
  for (let at = 0; at < places.length;) {
    const doc = Math.floor(places[at] / stride)
    let best = 6, tag = false, count = 0, early = false
    for (; at < places.length && Math.floor(places[at] / stride) === doc; at++) {
      const place = places[at] % stride
      const whole = flags[at] === 3
      if (place >= bodyAt) {
        count += whole
        early ||= whole && place < bodyAt + EARLY
      } else if (place >= tagsAt) {
        best = Math.min(best, whole ? 1 : 5)
        tag ||= whole
      } else best = Math.min(best, whole ? 0 : 4)
    }
    best = Math.min(best, early || count >= 3 ? 2 : count ? 3 : 6)
    result.set(doc, best + (tag ? 8 : 0))
  }
  return result
}

/** Documents in all of `maps` with their ranks added up, 0 the best: by level, and of a level those
    that are tagged so. */
export function conjunction(maps) {
  const [first, ...others] = [...maps].sort((a, b) => a.size - b.size)
  const rank = (mark) => (mark & 7) * 2 + (mark & 8 ? 0 : 1)
  const docs = new Map()
  for (const [doc, mark] of first) {
    let sum = rank(mark)
    if (others.every((map) => map.has(doc) && ((sum += rank(map.get(doc))), true))) docs.set(doc, sum)
  }
  return docs
}
