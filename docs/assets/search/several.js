/* What the engine tries when no document holds all parts of a query. */

import { bend, half, together } from "./bend.js"
import { PASTED, exact } from "./engine.js"
import { pairsMap } from "./files.js"
import { READABLE, conjunction, matches } from "./match.js"
import { hasHan, normalise } from "./normalise.js"
import { alias, inAll } from "./readings.js"
import { joinedPinyin } from "./spoken.js"
import { asks, words } from "./words.js"

const BODY = 3 // a level: as words of a text

/** What each of many parts finds where the two longest do, or one of them: who pastes a text looks for
    that one, which tells them sooner than 20 lists. Null where these leave too many, or none. */
export async function pasted(index, parts, wanted) {
  const longest = [...wanted].sort((a, b) => b.text.length - a.text.length).slice(0, 2)
  const [one, two] = await Promise.all(longest.map((part) => exact(index, part.text)))
  const [docs] = [conjunction([one.docs, two.docs]), one.docs, two.docs].filter(({ size }) => size).map((map) => [...map.keys()])
  if (!docs || docs.length > READABLE) return null
  const chars = parts.map((part) => [...normalise(part.text, index.fold)])
  const held = await holding(index, docs, chars)
  return chars.map((one, at) => ({ chars: one, docs: new Map(held[at].map((doc) => [doc, BODY])) }))
}

/** Of a few `docs` those that hold `chars` somewhere, for each of `wanted`; read in their texts. */
async function holding(index, docs, wanted) {
  const texts = (await index.texts(docs)).map(([, title, text, tags, , , pairs]) =>
    [title, ...tags, text].map((field) => normalise(field, pairs ? pairsMap(pairs) : undefined)))
  return wanted.map((chars) => docs.filter((_, at) => texts[at].some((field) => field.includes(chars.join("")))))
}

/** What is found where no document holds all the parts `wanted`, `hits` being what each finds:
    {docs, final: what they were read as, notes, counts}. */
export async function elsewise(index, wanted, hits) {
  const text = wanted.map((part) => part.text).join(" ")
  const rest = wanted.length > PASTED ? leftOver(text, wanted, hits) : null
  const asked = rest?.docs.size ? rest : await sentence(index, text, wanted)
  if (asked?.docs.size) return told(wanted, [asked])
  const telling = wanted.map((part) => words(part.text).length > 0) // nobody misses what only joins or asks
  if (telling.includes(true)) [wanted, hits] = [wanted, hits].map((list) => list.filter((_, at) => telling[at]))
  const spelt = hits.some((hit) => !hit.docs.size) && await joinedPinyin(index, wanted)
  const each = spelt ? [spelt] : await Promise.all(hits.map((hit, at) =>
    hit.docs.size ? hit : bend(index, wanted[at].text, hit.chars)))
  if (conjunction(each.map((hit) => hit.docs)).size) return told(wanted, each)
  const named = wanted.length < 2 ? null : await alias(index, normalise(text, index.fold), text)
  const one = named?.docs.size ? named : leftOver(text, wanted, each)
  return told(wanted, one?.docs.size ? [one] : each)
}

function told(wanted, final) {
  const counts = final.map((hit, at) => [final.length < wanted.length ? hit.note.from : wanted[at].text, hit.docs.size])
  return { docs: conjunction(final.map((hit) => hit.docs)), final, counts,
    notes: merged(final.flatMap((hit) => hit.note ?? [])) }
}

/** What is left of them without those that occur nowhere. */
function leftOver(text, wanted, hits) {
  const [held, nowhere] = [true, false].map((here) => wanted.map((part, at) => ({ ...part, ...hits[at] }))
    .filter(({ docs }) => docs.size > 0 === here))
  const texts = (parts) => parts.map((part) => part.text)
  if (!nowhere.length || !half(texts(held), texts(nowhere))) return null
  const to = held.flatMap((part) => part.note?.to ?? [part.text])
  return { docs: inAll(held.map(({ docs }) => docs)), terms: held.flatMap(({ terms, chars }) => terms ?? [chars]),
    note: { kind: to.length > 1 ? "words" : "word", from: text, to,
      without: [...held.flatMap(({ note }) => note?.without ?? []), ...texts(nowhere)] } }
}

/** What is asked in a sentence, whose blanks only set its Latin words apart, by the words of it:
    Mamba 和 Transformer 的区别. */
async function sentence(index, text, wanted) {
  if (wanted.length < 2 || !asks(wanted.map((part) => part.text))) return null
  if (hasHan(text)) return bend(index, text, [...normalise(text, index.fold)])
  const sought = words(text)
  return together(text, sought, await Promise.all(sought.map((word) => matches(index, [...word]))))
}

/** Notes of which those that tell words say it in one. */
function merged(notes) {
  const [words, others] = [true, false].map((here) => notes.filter(({ kind }) => kind.startsWith("word") === here))
  if (words.length < 2) return notes
  const all = (field) => [...new Set(words.flatMap((note) => note[field] ?? []))]
  return [...others, { kind: "words", from: words.map(({ from }) => from).join(" "), to: all("to"), without: all("without") }]
}
