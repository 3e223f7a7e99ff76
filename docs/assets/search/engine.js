/* The search engine: reads the index that scripts/search builds (its docstring describes
   every file), answers queries exactly, and says so when it had to bend them. No DOM: it
   runs in a worker, in a page and under Node. */

import { LATIN, hasHan, normalise, normaliseMapped } from "./normalise.js"

const DIGITS = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
  .filter((char) => !'"\\!`~'.includes(char))
const BASE = 45
const VALUE = new Uint8Array(128)
DIGITS.forEach((char, digit) => { VALUE[char.charCodeAt(0)] = digit })
const EARLY = 60 // as in scripts/search/grams.py
const FEW = 2 // grams of a phrase read at once: of more, those at its ends first
const READABLE = 5 // texts read to confirm a long phrase: they are likely to be shown anyway
const PATIENCE = 12_000 // ms until a request counts as lost
const FRESH = 600_000 // ms; as long as static hosts let files be cached
const DAY = 86_400_000, LAST_DAY = Date.UTC(9999, 11, 31) // ms; dates count back from there

/** What went wrong, in words for a reader. `kind`: network, missing or stale. */
export class SearchError extends Error {
  constructor(kind, name) {
    super({
      network: "网络不通，没能取到检索数据。",
      missing: "检索数据缺了一部分，可能网站正在更新。",
      stale: "网站刚刚更新，检索数据新旧不一。",
    }[kind])
    this.kind = kind
    this.file = name
  }
}

/* ---------------------------------------------------------------- reading files */

/** Loads index files over HTTP. `base` ends in `search/`. */
export function httpLoader(base) {
  return async (name, version) => {
    const options = { cache: version ? "default" : "no-cache", signal: AbortSignal.timeout(PATIENCE) }
    let body = ""
    try {
      const response = await fetch(`${base}${name}.js${version ? `?v=${version}` : ""}`, options)
      if (response.ok) body = await response.text()
    } catch {
      throw new SearchError("network", name)
    }
    return called(name, body)
  }
}

/** The arguments of the call that a file consists of; an error where it is cut short, absent,
    or another page came in its place. */
function called(name, body) {
  try {
    const file = JSON.parse(`[${body.slice(body.indexOf("(") + 1, body.lastIndexOf(")"))}]`)
    if (file[0] === name) return file
  } catch { /* said below */ }
  throw new SearchError("missing", name)
}

/** Numbers as scripts/search/codec.py writes them. */
export function numbers(text) {
  const result = []
  for (let at = 0, value = 0; at < text.length; at++) {
    const digit = VALUE[text.charCodeAt(at)]
    if (digit < BASE) {
      result.push(value * BASE + digit)
      value = 0
    } else value = value * BASE + digit - BASE + 1
  }
  return result
}

/** Ascending numbers written as gaps. */
export function gaps(text) {
  let sum = 0
  return numbers(text).map((gap) => (sum += gap))
}

/** Ascending numbers with flags in their lowest bits: [numbers, flags]. */
function flagged(text, size) {
  const written = numbers(text)
  const flags = new Uint8Array(written.length)
  let sum = 0
  for (let at = 0; at < written.length; at++) {
    flags[at] = written[at] % size
    written[at] = sum += (written[at] - flags[at]) / size
  }
  return [written, flags]
}

/** The place of the last of `sorted` that is not above `key`; -1 if all are. */
function floor(sorted, key) {
  let low = 0, high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] <= key) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The entries of a shard whose keys begin with `prefix`. What follows a key is below every
    character of one but a blank, "#" and digits, so entries are compared by their keys. */
function between(shard, prefix) {
  let low = 0, high = shard.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (keyOf(shard[middle]) < prefix) low = middle + 1
    else high = middle
  }
  const found = []
  for (; low < shard.length && shard[low].startsWith(prefix); low++) {
    const key = keyOf(shard[low])
    const data = shard[low].slice(key.length + 1)
    found.push(shard[low][key.length] === "!" ? { key, digest: data } : { key, data })
  }
  return found
}

const keyOf = (entry) => entry.slice(0, entry.search(/[!`]/))

/** The files of one build of the index. */
export class Index {
  /** `load(name, version)` gives [name, version, data]; without a version, the newest. */
  constructor(load) {
    this.load = load
    this.forget()
  }

  forget() {
    this.files = new Map()
    this.shards = new Map()
    this.manifest = null
    this.fold = null
  }

  /** Reads the manifest, anew after a while: files of another build are found out anyway. */
  async open() {
    if (this.manifest && performance.now() - this.opened < FRESH) return
    this.opening ??= this.load("manifest").finally(() => { this.opening = null })
    const [, version, manifest] = await this.opening
    this.opened = performance.now()
    if (this.manifest && this.version === version) return
    this.forget()
    this.version = version
    this.manifest = manifest
    this.kinds = new Map([["g", kindOf(manifest.g)]])
    const days = gaps(manifest.dates).map((before) => new Date(LAST_DAY - before * DAY))
    this.dates = [...days.map((day) => day.toISOString().slice(0, 10)), null]
    this.ranges(manifest)
  }

  /** Documents by category, origin and date, from the runs of the manifest. */
  ranges({ articles, categories, runs }) {
    this.dated = new Uint32Array(articles)
    this.sections = []
    const written = numbers(runs)
    let at = 0, doc = 0
    categories.forEach(([, , , counts], category) => counts.forEach((count, origin) => {
      if (!count) return
      this.sections.push({ first: doc, category, origin })
      let place = 0
      for (let left = written[at++]; left > 0; left--) {
        place += written[at++]
        const end = doc + written[at++]
        this.dated.fill(place, doc, end)
        doc = end
      }
    }))
    this.sectionOf = new Uint16Array(articles)
    this.sections.forEach(({ first }, at) => this.sectionOf.fill(at, first))
  }

  /** {category, origin} of a document: places in the manifest's lists. */
  section(doc) {
    return this.sections[this.sectionOf[doc]]
  }

  /** The data of a file of this build. */
  async file(name) {
    if (!this.manifest) await this.open()
    if (!this.files.has(name)) {
      const loading = this.load(name, this.version).then(([, version, data]) => {
        if (version !== this.version) throw new SearchError("stale", name)
        return data
      })
      loading.catch(() => this.files.delete(name))
      this.files.set(name, loading)
    }
    return this.files.get(name)
  }

  /** {layout, firsts, frequent} of a kind of shards: g, texts; p, titles in pinyin; c, concepts;
      v and r, Latin words. */
  async kind(name) {
    if (!this.manifest) await this.open()
    if (!this.kinds.has(name))
      for (const [other, told] of Object.entries(await this.file("lexicon"))) this.kinds.set(other, kindOf(told))
    return this.kinds.get(name)
  }

  /** The entries of shard `number` of a kind, in the order of their keys. */
  async shard(kind, number) {
    const name = `${kind}/${number}`
    if (!this.shards.has(name)) {
      const payload = await this.file(name)
      this.shards.set(name, payload.split("~"))
    }
    return this.shards.get(name)
  }

  /** The entry of `key`, or undefined. */
  async entry(kind, key) {
    const { firsts } = await this.kind(kind)
    const shard = await this.shard(kind, Math.max(0, floor(firsts, key)))
    return between(shard, key).find((entry) => entry.key === key)
  }

  /** All {key, data, digest} whose key begins with `prefix`; from at most `most` shards. */
  async under(kind, prefix, most = Infinity) {
    const { firsts } = await this.kind(kind)
    const from = Math.max(0, floor(firsts, prefix))
    const to = Math.min(floor(firsts, prefix + "\uffff"), from + most - 1)
    const shards = []
    for (let number = from; number <= to; number++) shards.push(this.shard(kind, number))
    return (await Promise.all(shards)).flatMap((shard) => between(shard, prefix))
  }

  /** Results as shown: [id, title, text, tags, transmissions, cut, t2s pairs] a document. */
  async texts(docs) {
    const size = this.manifest.pack
    const packs = await Promise.all(docs.map((doc) => this.file(`d/${Math.floor(doc / size)}`)))
    return packs.map(([pairs, ...shown], at) => [...shown[docs[at] % size], pairs])
  }

  /** Traditional to simplified, once. */
  async simplify() {
    this.fold ??= pairsMap(await this.file("t2s"))
  }
}

const kindOf = ({ layout, firsts, frequent = "" }) =>
  ({ layout, firsts: firsts.split("~"), frequent: new Set(frequent.split("~")) })

function pairsMap(pairs) {
  const chars = [...pairs]
  const map = new Map()
  for (let at = 0; at < chars.length; at += 2) map.set(chars[at], chars[at + 1])
  return map
}

/* --------------------------------------------------------------------- matching */

/** Grams that together hold every character of `chars`: [gram, offset], the first at the
    beginning, the last to the end; none is `frequent` but one that is all of `chars`. Null
    where a digest says it all. The twin of scripts/search/grams.py. */
export function cover(chars, frequent = new Set()) {
  if (chars.length === 1 || (chars.length === 2 && chars.every((c) => LATIN.test(c)))) return null
  const ranges = bases(chars).map(([from, to]) => {
    while (frequent.has(chars.slice(from, to).join("")) && to - from < chars.length)
      to < chars.length ? to++ : from--
    return [from, to]
  })
  const widest = ranges.filter(([from, to], at) => !ranges.some(([a, b], other) =>
    a <= from && to <= b && (b - a > to - from || other < at)))
  return widest.map(([from, to]) => [chars.slice(from, to).join(""), from])
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
  const { layout, frequent } = await index.kind(kind)
  const grams = cover(chars, frequent)
  if (!grams || frequent.has(grams[0][0])) {
    const key = chars.length === 1 ? `_${chars[0]}` : chars.join("")
    return fromDigest((await index.entry(kind, key))?.digest)
  }
  const few = grams.length > FEW ? [grams[0], grams.at(-1)] : grams
  let found = await places(index, kind, few, chars.length)
  if (few !== grams && found[0].length)
    found = await confirmed(index, kind, chars, found) ?? await places(index, kind, grams, chars.length)
  return levels(layout, found)
}

/** The places of a phrase whose ends are right, checked against the texts
    themselves; null where there are too many texts to read. */
async function confirmed(index, kind, chars, [found, flags]) {
  const { layout: [tagsAt, bodyAt, stride] } = await index.kind(kind)
  const docs = [...new Set(found.map((place) => Math.floor(place / stride)))]
  if (kind !== "g" || docs.length > READABLE) return null
  const texts = new Map((await index.texts(docs)).map(([, title, text, tags, , , pairs], at) => {
    const plain = (field) => [...normalise(field, pairs ? pairsMap(pairs) : undefined)]
    const joined = tags.map(plain).flatMap((tag) => [...tag, "\n"])
    return [docs[at], [plain(title), joined, plain(text)]]
  }))
  const right = found.map((place) => {
    const at = place % stride
    const field = at >= bodyAt ? 2 : at >= tagsAt ? 1 : 0
    const start = at - [0, tagsAt, bodyAt][field]
    const text = texts.get(Math.floor(place / stride))[field]
    return chars.every((char, next) => text[start + next] === char)
  })
  return [found.filter((_, at) => right[at]), flags.filter((_, at) => right[at])]
}

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

/** Each document's best level: `level` of scripts/search/grams.py. */
function levels([tagsAt, bodyAt, stride], [places, flags]) {
  const result = new Map()
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

/* ----------------------------------------------------------------- what was asked */

const TOKEN = /([-－])?(?:(分类|category|标签|概念|tag)[:：]\s*)?(?:"([^"]*)"?|“([^”]*)”?|「([^」]*)」?|(\S+))/giu
const FIELDS = { 分类: "category", category: "category", 标签: "tag", 概念: "tag", tag: "tag" }

/** A typed query: {parts: [{text, exclude}], category: [names], tag: [names]}. */
export function parse(query) {
  const asked = { parts: [], category: [], tag: [] }
  for (const [, minus, field, ...texts] of query.matchAll(TOKEN)) {
    const text = texts.find((one) => one !== undefined)
    if (field && !minus) asked[FIELDS[field.toLowerCase()]].push(text)
    else if (normalise(text)) asked.parts.push({ text, exclude: Boolean(minus) })
  }
  return asked
}

/** Answers `request`: {query, category, tag, topic, transmission, origin (lists of names),
    sort: relevance or date, from, to: which results to spell out, docs: whether to list all}. A missing or stale file
    means the site was published anew meanwhile: then everything is asked again, once. */
export async function answer(index, request) {
  for (let again = false; ; again = true) {
    try {
      await index.open()
      return await respond(index, request)
    } catch (error) {
      if (again || !(error instanceof SearchError) || error.kind === "network") throw error
      index.forget()
    }
  }
}

async function respond(index, request) {
  const asked = parse(request.query ?? "")
  const chosen = { ...request, category: [...(request.category ?? []), ...asked.category],
    tag: [...(request.tag ?? []), ...asked.tag] }
  const found = await lookUp(index, asked.parts)
  await keepTagged(index, found, chosen.tag)
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
    facets,
    terms: found.terms.map((chars) => chars.join("")),
    results: shown.map((doc, at) => result(index, doc, texts[at], found.terms)),
  }
}

/** bend.js, wanted by few queries. A script of a site leaves its exports in one place. */
export async function bending() {
  const here = globalThis.shouxunModules
  if (here?.bend) return here
  const module = await import("./bend.js")
  return here ?? module
}

/** Documents that hold every part and no excluded one: {docs: document to level, terms to
    highlight, notes on what was bent, counts of each part, cutOnly}. */
async function lookUp(index, parts) {
  const wanted = parts.filter((part) => !part.exclude)
  const unwanted = parts.filter((part) => part.exclude)
  const notes = []
  let all = await Promise.all(parts.map((part) => exact(index, part.text)))
  if (!index.fold && parts.some(({ text }, at) => hasHan(text) && !all[at].docs.size)) {
    await index.simplify()
    const changed = parts.filter(({ text }) => normalise(text) !== normalise(text, index.fold))
    if (changed.length) all = await Promise.all(parts.map((part) => exact(index, part.text)))
  }
  for (const { text } of parts) {
    const simple = normalise(text, index.fold)
    if (simple !== normalise(text)) notes.push({ kind: "simplified", from: text, to: [simple] })
  }
  const hits = all.filter((_, at) => !parts[at].exclude)
  const missed = hits.some((hit) => !hit.docs.size)
  const { bend, joinedPinyin } = missed ? await bending() : {}
  const joined = missed && await joinedPinyin(index, wanted)
  const final = joined ? [joined] : await Promise.all(hits.map((hit, at) =>
    hit.docs.size ? hit : bend(index, wanted[at].text, hit.chars)))
  const docs = final.length ? conjunction(final.map((hit) => hit.docs)) : everything(index)
  if (docs.size) notes.push(...final.flatMap((hit) => hit.note ?? []))
  const counts = final.map((hit, at) => [joined ? hit.note.from : wanted[at].text, hit.docs.size])
  parts.forEach((part, at) => { if (part.exclude) for (const doc of all[at].docs.keys()) docs.delete(doc) })
  return { docs, notes, counts, terms: final.flatMap((hit) => hit.terms ?? [hit.chars]),
    cutOnly: !notes.length && !unwanted.length && cutsWords(wanted, docs) }
}

async function exact(index, text) {
  const chars = [...normalise(text, index.fold)]
  return { chars, docs: await matches(index, chars) }
}

function everything(index) {
  return new Map(Array.from({ length: index.manifest.articles }, (_, doc) => [doc, 0]))
}

/** Documents in all of `maps`, their levels added up. */
export function conjunction(maps) {
  const [first, ...others] = [...maps].sort((a, b) => a.size - b.size)
  const docs = new Map()
  for (const [doc, mark] of first) {
    let sum = mark & 7
    if (others.every((map) => map.has(doc) && ((sum += map.get(doc) & 7), true))) docs.set(doc, sum)
  }
  return docs
}

/** Whether one Chinese word was asked for, and occurs only inside other words: 化学 where
    all there is is 强化学习. */
function cutsWords(wanted, docs) {
  if (wanted.length !== 1 || !docs.size || !hasHan(wanted[0].text)) return false
  if ([...docs.values()].some((mark) => (mark & 7) < 4)) return false
  return words(wanted[0].text).length === 1
}

async function keepTagged(index, found, tags) {
  for (const tag of tags) {
    const { docs, chars } = await exact(index, tag)
    for (const doc of found.docs.keys()) if (!(docs.get(doc) & 8)) found.docs.delete(doc)
    found.terms.push(chars)
  }
}

/* ------------------------------------------------------------------------ words */

const FUNCTION_WORD = /^[的了是在和与或及之而对中里上下等]$/u

/** Words of `text`: known names first, longest first, then what the browser's segmenter says. */
export function words(text, known = []) {
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
    .filter((word) => !FUNCTION_WORD.test(word))
}

/* ------------------------------------------------------------- facets and ranking */

export const ORIGINS = ["订正", "原标", "推断", "待定"]

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
    options.topic = topics.map(([slug, name, category, list]) =>
      ({ name, slug, category, has: member(list) }))
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

/** Best level first, then newest, then in index order; or newest first. */
function rank(index, docs, levels, sort) {
  // One number a document, for thousands of them: level < 128, and the rest are far below 2 ** 46.
  const { articles } = index.manifest
  const [byLevel, byDate] = sort === "date" ? [1, 128] : [index.dates.length, 1]
  const keys = Float64Array.from(docs, (doc) =>
    ((levels.get(doc) & 127) * byLevel + index.dated[doc] * byDate) * articles + doc)
  return Array.from(keys.sort(), (key) => key % articles)
}

/* ------------------------------------------------------------------- as it is shown */

const WINDOW = 130 // characters of an excerpt
const LEAD = 28 // of them before the first hit, at most

const POINT = /(?<=[\u4e00-\u9fff])[,:;!?]|[,:;!?](?=[\u4e00-\u9fff])/g

/** Punctuation next to Han in full width, sign for sign; pages do more, excerpts need no more. */
const typeset = (text) => text.replace(POINT, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))

function result(index, doc, [id, rawTitle, rawText, tags, heard, cut, pairs], terms) {
  const title = typeset(rawTitle), text = typeset(rawText)
  const { category, origin } = index.section(doc)
  const fold = pairs ? pairsMap(pairs) : undefined
  const [name, slug, colour] = index.manifest.categories[category]
  const inText = hits(text, terms, fold)
  const [from, to] = frame(text, inText)
  const pieces = marked(text, inText, from, to)
  if (from) pieces.unshift({ text: "…" })
  if (to < text.length || cut) pieces.push({ text: "…" })
  return {
    doc, id, tags, date: index.dates[index.dated[doc]],
    category: { name, slug, colour }, origin: ORIGINS[origin],
    heard: gaps(heard), transmissions: index.manifest.transmissions,
    title: marked(title, hits(title, terms, fold), 0, title.length),
    tagged: tags.filter((tag) => hits(tag, terms).length), excerpt: pieces,
  }
}

/** Where a result leads: its page, told by `?h=` what to mark. Relative to the site's root. */
export function address({ id, title, excerpt }) {
  const found = [...title, ...excerpt].filter(({ mark }) => mark).map(({ text }) => text.toLowerCase())
  const terms = [...new Set(found)].slice(0, 8).map((term) => `h=${encodeURIComponent(term)}`)
  return `articles/${encodeURIComponent(id)}/${terms.length ? "?" : ""}${terms.join("&")}`
}

/** Where `terms` (arrays of normalised characters) occur in `text`: [[from, to, term]], merged. */
export function hits(text, terms, fold) {
  const { chars, from, to } = normaliseMapped(text, fold)
  const starts = []
  terms.forEach((term, number) => {
    for (let at = 0; at + term.length <= chars.length; at++)
      if (term.length && term.every((char, next) => chars[at + next] === char))
        starts.push([from[at], to[at + term.length - 1], number])
  })
  const merged = []
  for (const hit of starts.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = merged.at(-1)
    if (last && hit[0] < last[1]) last[1] = Math.max(last[1], hit[1])
    else merged.push(hit)
  }
  return merged
}

/** The window of `text` that shows most terms, earliest; it begins with a sentence if one is near. */
function frame(text, found) {
  if (!found.length || text.length <= WINDOW) return [0, Math.min(text.length, WINDOW)]
  const variety = found.map(([from]) =>
    new Set(found.filter(([a, b]) => a >= from && b <= from + WINDOW - LEAD).map((hit) => hit[2])).size)
  const [first] = found[variety.indexOf(Math.max(...variety))]
  if (first < LEAD) return [0, WINDOW]
  const before = text.slice(first - LEAD, first)
  const stop = Math.max(...[..."。！？；!?; "].map((mark) => before.lastIndexOf(mark)))
  let from = first - LEAD + stop + 1
  if (stop < 0) from = first - (LEAD >> 1)
  if (/[\udc00-\udfff]/.test(text[from])) from++
  return [from, Math.min(text.length, from + WINDOW)]
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
