/* What was typed by its sound, without an input method: in full, by initials, with a slip. */

import { matches } from "./match.js"
import { hasHan, normalise } from "./normalise.js"
import { alias, likely, readings, union } from "./readings.js"
import { PINYIN, WRITTEN, concepts, once, sounding } from "./vocabulary.js"

const ALIKE = 2 // readings of each word of several
const HEARD = 4 // Han characters that are taken by their sound, at most

const INITIAL = "(?:[zcs]h?|[bpmfdtnlgkhjqxryw])"
const SYLLABLE = new RegExp(`^(?:${INITIAL}?(?:a[io]?|ang?|ei?|eng?|ou|ong)|[bpmfw]?o|` +
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
    then titles that hold these syllables. */
export async function spoken(index, plain, text) {
  if (!/^[a-z]{2,}$/.test(plain)) return null
  const named = (await concepts(index, plain)).filter(({ how }) => how !== WRITTEN)
  const exactly = named.filter(({ key }) => key === plain)
  const heard = exactly.length ? likely(once(exactly)) : await sounds(index, plain)
  const names = heard.map(({ name }) => name)
  const hit = await readings(index, names.some(hasHan) ? "pinyin" : "spaced", text, names)
  if (exactly.length && !hit.docs.size) return alias(index, normalise(heard[0].name), text)
  if (hit.docs.size || !sayable(plain)) return hit
  const longer = plain.length > 4 ? named.filter(({ how }) => how === PINYIN) : []
  const begun = await readings(index, "pinyin", text, likely(once(longer)).map(({ name }) => name))
  return begun.docs.size ? { ...begun, docs: union([begun.docs, await titled(index, plain)]) } : null
}

/** Titles alone that hold these syllables. */
export async function heard(index, plain, text) {
  if (!/^[a-z]{3,}$/.test(plain) || !sayable(plain)) return null
  return { docs: await titled(index, plain), terms: [[...plain]], note: { kind: "pinyin", from: text, to: [] } }
}

/** What sounds like Han characters that stand nowhere in a row: 显存 for 显寸. Of many, one is wrong,
    which words tell sooner. */
export async function homophone(index, plain, text) {
  const chars = [...plain]
  if (chars.length < 2 || chars.length > HEARD || !chars.every(hasHan)) return null
  const readers = [...(await index.file("sounds")).matchAll(/([a-z]+)([^a-z]+)/g)]
  const letters = chars.map((char) => readers.find(([, , read]) => read.includes(char))?.[1])
  const heard = letters.every(Boolean) ? await sounds(index, letters.join("")) : []
  return heard.length ? readings(index, "pinyin", text, heard.map(({ name }) => name)) : null
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
export async function initials(index, plain, text) {
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
