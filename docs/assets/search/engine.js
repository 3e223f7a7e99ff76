/* Answers queries: reads what was asked, finds it exactly or says how it had to bend it,
   narrows by facets, ranks. */

import { SearchError, gaps } from "./files.js"
import { conjunction, matches, pair } from "./match.js"
import { called, categoryOf, dated, period } from "./names.js"
import { hasHan, mayBeTraditional, normalise } from "./normalise.js"
import { ORIGINS, result } from "./shown.js"
import { begins } from "./vocabulary.js"
import { words } from "./words.js"

const TOKEN = /([-－])?(?:(分类|category|标签|概念|tag|日期|date)[:：]\s*)?(?:"([^"]*)"?|“([^”]*)”?|「([^」]*)」?|(\S+))/giu
const AGAIN = 1 // times
export const PASTED = 5 // parts of a query; one of more is rather a text
const NAME = /^[a-z0-9.]+$/, SHORT = /^.{1,2}$|^[\d.]+$/ // a letter, a number
const APART = 32 // worse than any sum of two levels
const FEW = /^[a-z][a-z0-9]{1,3}$/
const FIELDS = { 分类: "category", category: "category", 标签: "tag", 概念: "tag", tag: "tag", 日期: "date", date: "date" }
const SPACED = /\d{4}\s*年\s*\d\d?\s*月(?:\s*\d\d?\s*日)?/g // a date, one word whatever its blanks

/** A typed query: {parts: [{text, exclude}], category: [names], tag: [names], date: [dates]}. */
export function parse(query) {
  const asked = { parts: [], category: [], tag: [], date: [] }
  const joined = query.replace(SPACED, (date) => date.replace(/\s/g, ""))
  for (const [, minus, field, ...texts] of joined.matchAll(TOKEN)) {
    const text = texts.find((one) => one !== undefined).replace(/^\+(?=\p{L})/u, "") // as elsewhere: must be there
    if (field && !minus) asked[FIELDS[field.toLowerCase()]].push(text)
    else if (normalise(text)) asked.parts.push({ text, exclude: Boolean(minus) })
  }
  return asked
}

/** Answers `request`: {query, category, tag, topic, transmission, origin (lists of names),
    sort: relevance or date, from, to: which results to spell out, docs: whether to list all}.
    A missing or stale file means the site was published anew meanwhile: then everything is
    asked again, once. So it is when the index was read anew for another answer on the way. */
export async function answer(index, request) {
  for (let left = AGAIN; ; left--) {
    let version
    try {
      await index.open()
      version = index.version
      const found = await respond(index, request)
      if (version === index.version) return found
      if (!left) throw new SearchError("stale", "manifest")
    } catch (error) {
      const overtaken = version !== undefined && version !== index.version
      if (!left || !overtaken && (!(error instanceof SearchError) || error.kind === "network")) throw error
      if (!overtaken) index.forget()
    }
  }
}

async function respond(index, request) {
  const asked = parse(request.query ?? "")
  const categories = [...(request.category ?? []), ...asked.category]
  const chosen = { ...request, category: categories.map((name) => categoryOf(index, name)?.[0] ?? name),
    tag: [...(request.tag ?? []), ...asked.tag], date: asked.date }
  const said = Object.values(asked).some((list) => list.length)
  const mute = !said && Boolean(request.query?.trim()) // signs alone: not all there is, but nothing
  const found = mute ? { docs: new Map(), notes: [], counts: [], terms: [] } : await lookUp(index, asked.parts)
  await keepTagged(index, found, chosen.tag)
  keepDated(index, found, chosen.date)
  const { docs, facets } = await narrow(index, found.docs, chosen)
  const ranked = rank(index, docs, found.docs, request.sort)
  const from = request.from ?? 0
  const shown = ranked.slice(from, request.to ?? from + 10)
  const texts = await index.texts(shown)
  return {
    total: ranked.length,
    docs: request.docs ? ranked : undefined,
    asked: chosen,
    notes: found.notes,
    counts: found.counts,
    cutOnly: found.cutOnly,
    places: places(index, asked, found.notes),
    mute,
    unknown: chosen.category.filter((name) => !categoryOf(index, name)),
    facets,
    terms: found.terms.map((chars) => chars.join("")),
    results: shown.map((doc, at) => result(index, doc, texts[at], found.terms)),
  }
}

/** Documents that hold every part and no excluded one: {docs: document to level, terms to
    highlight, notes on what was bent, counts of each part, cutOnly}. */
async function lookUp(index, parts) {
  const wanted = parts.filter((part) => !part.exclude)
  const unwanted = parts.filter((part) => part.exclude)
  const notes = []
  if (parts.some(({ text }) => mayBeTraditional(normalise(text)))) await index.simplify()
  const all = (wanted.length > PASTED && await (await bending()).pasted(index, parts, wanted)) ||
    await Promise.all(parts.map((part) => exact(index, part.text)))
  for (const { text } of parts) {
    const simple = normalise(text, index.fold)
    if (simple !== normalise(text)) notes.push({ kind: "simplified", from: text, to: [simple] })
  }
  const hits = all.filter((_, at) => !parts[at].exclude)
  const straight = hits.length ? conjunction(hits.map((hit) => hit.docs)) : everything(index)
  await asOne(index, wanted, straight)
  const found = straight.size || !hits.length ? null : await (await bending()).elsewise(index, wanted, hits)
  const { docs, final, counts } = found ?? { docs: straight, final: hits, counts: hits.map(({ docs: { size } }, at) => [wanted[at].text, size]) }
  if (docs.size) notes.push(...found?.notes ?? [])
  parts.forEach((part, at) => { if (part.exclude) for (const doc of all[at].docs.keys()) docs.delete(doc) })
  return { docs, notes, counts, terms: final.flatMap((hit) => hit.terms ?? [hit.chars]),
    cutOnly: !notes.length && !unwanted.length && await cutsWords(index, wanted, final) }
}

/** Puts first, of `docs` that hold Latin words, those where one that tells little by itself is next to
    what it was typed beside: gpt 4, q learning. */
async function asOne(index, wanted, docs) {
  const texts = wanted.map(({ text }) => normalise(text, index.fold))
  for (const [at, head] of texts.slice(0, -1).entries()) {
    const two = [head, texts[at + 1]]
    if (docs.size < 2 || !two.some((one) => SHORT.test(one)) || !two.every((one) => NAME.test(one) && words(one).length)) continue
    const found = await Promise.all([matches(index, [...two.join("")]), pair(index, [...two.join(" ")], head.length, docs)])
    for (const [doc, rank] of docs) if (!found.some((map) => map.has(doc))) docs.set(doc, rank + APART)
  }
}

/** What bends a query that finds nothing: a script of its own, which most do without. */
async function bending() {
  try {
    return await import("./several.js")
  } catch {
    throw new SearchError("network", "bend")
  }
}

export async function exact(index, text) {
  const chars = [...normalise(text, index.fold)]
  return { chars, docs: await matches(index, chars) }
}

function everything(index) {
  return new Map(Array.from({ length: index.manifest.articles }, (_, doc) => [doc, 0]))
}

/** Whether one word was asked for, and occurs only inside other words: 化学 where all there is is
    强化学习, PPO where it is HiPPO. Of letters only a few stand in others by chance, and what words
    begin with may be half typed. */
async function cutsWords(index, wanted, [found]) {
  if (wanted.length !== 1 || !found.docs.size) return false
  if ([...found.docs.values()].some((mark) => (mark & 7) < 4)) return false
  const plain = normalise(wanted[0].text, index.fold)
  if (hasHan(plain)) return !found.docs.begun && words(plain).length === 1
  return FEW.test(plain) && !(found.docs.begun ?? await begins(index, plain))
}

async function keepTagged(index, found, tags) {
  for (const tag of tags) {
    const { docs, chars } = await exact(index, tag)
    for (const doc of found.docs.keys()) if (!(docs.get(doc) & 8)) found.docs.delete(doc)
    found.terms.push(chars)
  }
}

function keepDated(index, found, dates) {
  for (const docs of dates.map((date) => dated(index, date)))
    for (const doc of found.docs.keys()) if (!docs.has(doc)) found.docs.delete(doc)
}

/** What stands before the results when words alone were asked: the category and topics called so, and
    how to ask for a date that stands in texts too: [{kind, name, count, location...}]. */
function places(index, { parts, ...filters }, notes) {
  if (!parts.length || parts.some(({ exclude }) => exclude)) return []
  if (Object.values(filters).some((list) => list.length)) return []
  const text = parts.map((part) => part.text).join(" ")
  const date = !notes.length && period(text)
  const count = date ? dated(index, text).size : 0
  const query = encodeURIComponent(`日期:${date}`)
  return [...called(index, text), ...(count ? [{ kind: "日期", name: date, count, location: `search/?q=${query}` }] : [])]
}

/* ------------------------------------------------------------- facets and ranking */

/** Documents that the chosen facets leave, and what each facet would leave: counts ignore
    the facet's own choice. Topics and transmissions only where `request.facets` asks. */
async function narrow(index, found, request) {
  const { categories } = index.manifest
  const fold = (name) => normalise(name, index.fold)
  const options = {
    category: categories.map(([name, slug, colour], at) =>
      ({ name, slug, colour, has: (doc) => index.section(doc).category === at })),
    origin: ORIGINS.map((name, at) => ({ name, has: (doc) => index.section(doc).origin === at })),
    topic: [], transmission: [],
  }
  if (request.facets || request.topic?.length || request.transmission?.length) {
    const { topics, transmissions } = await index.file("facets")
    const member = (list) => Set.prototype.has.bind(new Set(gaps(list)))
    options.topic = index.manifest.topics.map(([name, slug], at) => ({ name, slug, has: member(topics[at]) }))
    options.transmission = transmissions.map(([name, list], at) =>
      ({ name, label: `第 ${at + 1} 次`, has: member(list) }))
  }
  const tests = Object.entries(options).map(([facet, all]) => {
    const names = (request[facet] ?? []).map(fold)
    const picked = all.filter((one) => names.includes(fold(one.name)) || names.includes(one.slug))
    return [facet, names.length ? (doc) => picked.some((one) => one.has(doc)) : null]
  }).filter(([, test]) => test)
  const all = [...found.keys()]
  const left = (but) => {
    const others = tests.filter(([facet]) => facet !== but)
    return others.length ? all.filter((doc) => others.every(([, test]) => test(doc))) : all
  }
  const facets = {}
  for (const [facet, choices] of Object.entries(options)) {
    const docs = left(facet)
    const counts = facet === "category" || facet === "origin"
      ? tally(index, facet, docs) : choices.map(({ has }) => docs.filter(has).length)
    facets[facet] = choices.map(({ has, ...shown }, at) => ({ ...shown, count: counts[at] ?? 0 }))
  }
  return { docs: left(null), facets }
}

/** How many of `docs` lie in each category, or are of each origin. */
function tally(index, facet, docs) {
  const bySection = new Array(index.sections.length).fill(0)
  for (const doc of docs) bySection[index.sectionOf[doc]]++
  const counts = []
  index.sections.forEach((section, at) => {
    counts[section[facet]] = (counts[section[facet]] ?? 0) + bySection[at]
  })
  return counts
}

/** Best first, then newest, then in index order; or newest first. */
function rank(index, docs, levels, sort) {
  // One number a document, for thousands of them: rank < 128, and the rest are far below 2 ** 46.
  const { articles } = index.manifest
  const [byLevel, byDate] = sort === "date" ? [1, 128] : [index.dates.length, 1]
  const keys = Float64Array.from(docs, (doc) =>
    (Math.min(levels.get(doc), 127) * byLevel + index.dated[doc] * byDate) * articles + doc)
  return Array.from(keys.sort(), (key) => key % articles)
}
