/* Results as they are shown: the window of a text that holds most of what was sought, marked. */

import { gaps, pairsMap } from "./files.js"
import { hits } from "./normalise.js"

/** Where a category comes from, as scripts/search/documents.py orders it. */
export const ORIGINS = ["订正", "原标", "推断", "待定"]

const WINDOW = 130 // characters of an excerpt
const LEAD = 28 // of them before the first hit, at most

const SHORT = /^(?:[a-z]{1,2}|\d{1,2})$/
const POINT = /(?<=[\u4e00-\u9fff])[,:;!?]|[,:;!?](?=[\u4e00-\u9fff])/g

/** Punctuation next to Han in full width, sign for sign; pages do more, excerpts need no more. */
const typeset = (text) => text.replace(POINT, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))

/** Document `doc` as shown, from its texts (`Index.texts`); `terms` are marked. */
export function result(index, doc, [id, rawTitle, rawText, tags, heard, cut, pairs], terms) {
  const title = typeset(rawTitle), text = typeset(rawText)
  const { category, origin } = index.section(doc)
  const fold = pairs ? pairsMap(pairs) : undefined
  const [name, slug, colour] = index.manifest.categories[category]
  const sought = (text) => apt(text, hits(text, terms, fold), terms)
  const inText = sought(text)
  const [from, to] = frame(text, inText)
  const pieces = marked(text, inText, from, to)
  if (from) pieces.unshift({ text: "…" })
  if (to < text.length || cut) pieces.push({ text: "…" })
  return {
    doc, id, tags, date: index.dates[index.dated[doc]],
    category: { name, slug, colour }, origin: ORIGINS[origin],
    heard: gaps(heard), transmissions: index.manifest.transmissions,
    title: marked(title, sought(title), 0, title.length),
    tagged: tags.map((tag) => marked(tag, sought(tag), 0, tag.length))
      .filter((tag) => tag.some(({ mark }) => mark)), excerpt: pieces,
  }
}

/** Hits as they are marked: one letter or digit, or two that stand somewhere as a word, not within others. */
function apt(text, found, terms) {
  const within = ([from, to, term]) => SHORT.test(terms[term].join("")) &&
    [text[from - 1] ?? "", text[to] ?? ""].some((beside) => (/\d/.test(terms[term]) ? /\d/ : /[a-z]/i).test(beside))
  const inner = new Set(found.filter(within))
  const words = new Set(found.filter((hit) => !inner.has(hit)).map((hit) => hit[2]))
  return found.filter((hit) => !inner.has(hit) || (!words.has(hit[2]) && terms[hit[2]].length > 1))
}

/** Where a result leads: its page, told by `?h=` what to mark. Relative to the site's root. */
export function address({ id, title, excerpt }) {
  const found = [...title, ...excerpt].filter(({ mark }) => mark).map(({ text }) => text.toLowerCase())
  const terms = [...new Set(found)].slice(0, 8).map((term) => `h=${encodeURIComponent(term)}`)
  return `articles/${encodeURIComponent(id)}/${terms.length ? "?" : ""}${terms.join("&")}`
}

/** The window of `text` that shows most terms, earliest; it begins with a sentence if one is near,
    else with a clause, else with a word. */
function frame(text, found) {
  if (!found.length || text.length <= WINDOW) return [0, Math.min(text.length, WINDOW)]
  const variety = found.map(([from]) =>
    new Set(found.filter(([a, b]) => a >= from && b <= from + WINDOW - LEAD).map((hit) => hit[2])).size)
  const [first] = found[variety.indexOf(Math.max(...variety))]
  if (first < LEAD) return [0, WINDOW]
  const before = text.slice(first - LEAD, first)
  const from = first - before.length + (begin(before, /[。！？；!?;]\s*/g) ?? begin(before, /[，、：,:)）]\s*|(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])/g)
    ?? begin(before, /(?<=[^\w-])(?=\w)|(?<=[\u4e00-\u9fff])/g, before.length >> 1) ?? before.length)
  return [from, Math.min(text.length, from + WINDOW)]
}

/** Where what follows the last `sign` in `text` begins, or the first from `least` on. */
function begin(text, sign, least) {
  const ends = [...text.matchAll(sign)].map((one) => one.index + one[0].length)
  return least === undefined ? ends.at(-1) : ends.find((end) => end >= least)
}

const LOST = /\[(?:math|formula|公式|代码)\]/i // what the scraper left of a formula

/** Pieces of `text` from `from` to `to`: {text, mark: a hit, lost: a formula lost}. */
function marked(text, found, from, to) {
  return spans(text, found, from, to).flatMap((span) => (span.mark ? [span]
    : span.text.split(LOST).flatMap((words, at) => (at ? [{ text: "式", lost: true }, { text: words }] : [{ text: words }]))))
}

function spans(text, found, from, to) {
  const pieces = []
  let at = from
  for (const [start, end] of found) {
    if (start < from || start >= to) continue
    if (start > at) pieces.push({ text: text.slice(at, start) })
    pieces.push({ text: text.slice(start, end), mark: true })
    at = end
  }
  if (at < to) pieces.push({ text: text.slice(at, to) })
  return pieces
}
