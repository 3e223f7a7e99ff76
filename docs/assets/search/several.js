/* What the engine tries when no document holds all parts of a query. */

import { bend, half, together } from "./bend.js"
import { conjunction, matches } from "./match.js"
import { hasHan, normalise } from "./normalise.js"
import { alias, inAll } from "./readings.js"
import { joinedPinyin } from "./spoken.js"
import { asks, words } from "./words.js"

/** What is found where no document holds all the parts `wanted`, `hits` being what each finds:
    {docs, final: what they were read as, notes, counts}. */
export async function bent(index, wanted, hits) {
  const spelt = hits.some((hit) => !hit.docs.size) && await joinedPinyin(index, wanted)
  const each = spelt ? [spelt] : await Promise.all(hits.map((hit, at) =>
    hit.docs.size ? hit : bend(index, wanted[at].text, hit.chars)))
  const docs = conjunction(each.map((hit) => hit.docs))
  const one = docs.size ? null : await several(index, wanted, each)
  const final = one ? [one] : each
  const counts = final.map((hit, at) => [final.length < wanted.length ? hit.note.from : wanted[at].text, hit.docs.size])
  return { docs: one?.docs ?? docs, final, counts, notes: merged(final.flatMap((hit) => hit.note ?? [])) }
}

/** Another way to read them together: {docs, terms, note}, or null. */
async function several(index, wanted, hits) {
  const text = wanted.map((part) => part.text).join(" ")
  for (const attempt of [joinedName, leftOver, sentence]) {
    const hit = await attempt(index, text, wanted, hits)
    if (hit?.docs.size) return hit
  }
  return null
}

/** What they are called together, none of which need stand in a text: reinforcement learning as 强化学习. */
const joinedName = (index, text, { length }) => (length < 2 ? null : alias(index, normalise(text, index.fold), text))

/** What is left of them without those that occur nowhere. */
function leftOver(index, text, wanted, hits) {
  const [held, nowhere] = [true, false].map((here) => wanted.map((part, at) => ({ ...part, ...hits[at] }))
    .filter(({ docs }) => docs.size > 0 === here))
  const told = (parts) => parts.map((part) => part.text)
  if (!nowhere.length || !half(told(held), told(nowhere))) return null
  const without = told(nowhere).filter((one) => words(one).length) // nobody misses what only joins or asks
  const to = held.flatMap((part) => part.note?.to ?? [part.text])
  return { docs: inAll(held.map(({ docs }) => docs)), terms: held.flatMap(({ terms, chars }) => terms ?? [chars]),
    note: { kind: to.length > 1 ? "words" : "word", from: text, to,
      without: [...held.flatMap(({ note }) => note?.without ?? []), ...without] } }
}

/** What is asked in a sentence, whose blanks only set its Latin words apart, by the words of it:
    Mamba 和 Transformer 的区别. */
async function sentence(index, text, wanted) {
  if (wanted.length < 2 || !asks(wanted.map((part) => part.text))) return null
  if (hasHan(text)) return bend(index, text, [...normalise(text, index.fold)])
  const told = words(text)
  return together(text, told, await Promise.all(told.map((word) => matches(index, [...word]))))
}

/** Notes of which those that tell words say it in one. */
function merged(notes) {
  const [told, others] = [true, false].map((here) => notes.filter(({ kind }) => kind.startsWith("word") === here))
  if (told.length < 2) return notes
  const all = (field) => [...new Set(told.flatMap((note) => note[field] ?? []))]
  return [...others, { kind: "words", from: told.map(({ from }) => from).join(" "), to: all("to"), without: all("without") }]
}
