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
const PATIENCE = 12_000 // ms until a request counts as lost

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
    let response, body
    try {
      response = await fetch(`${base}${name}.js${version ? `?v=${version}` : ""}`, options)
      body = response.ok ? await response.text() : ""
    } catch {
      throw new SearchError("network", name)
    }
    try {
      return JSON.parse(`[${body.slice(body.indexOf("(") + 1, body.lastIndexOf(")"))}]`)
    } catch {
      body = "" // cut short on the way, or another page under this address
    }
    throw new SearchError("missing", name)
  }
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

/** The files of one build of the index. */
export class Index {
  /** `load(name, version)` gives [name, version, data]; without a version, the newest. */
  constructor(load) {
    this.load = load
    this.forget()
  }

  forget() {
    this.files = new Map()
    this.entries = new Map()
    this.manifest = null
    this.fold = null
  }

  async open() {
    this.opening ??= this.load("manifest").finally(() => { this.opening = null })
    const [, version, manifest] = await this.opening
    if (this.manifest && this.version === version) return
    this.forget()
    this.version = version
    this.manifest = manifest
    this.firsts = {
      g: manifest.g.firsts.split("~"), p: manifest.p.firsts.split("~"),
      v: manifest.v.split("~"), r: manifest.r.split("~"),
    }
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
    this.starts = this.sections.map((section) => section.first)
  }

  /** {category, origin} of a document: places in the manifest's lists. */
  section(doc) {
    return this.sections[floor(this.starts, doc)]
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

  /** The entries of shard `number` of a kind: key to {data, digest}. */
  async shard(kind, number) {
    const name = `${kind}/${number}`
    if (!this.entries.has(name)) {
      const payload = await this.file(name)
      const entries = payload.split("~").map((entry) => {
        const [, key, digest, data] = /^([^!`]*)(?:!([^`]*))?(?:`(.*))?$/s.exec(entry)
        return [key, { digest, data }]
      })
      this.entries.set(name, new Map(entries))
    }
    return this.entries.get(name)
  }

  /** The entry of `key`, or undefined. */
  async entry(kind, key) {
    if (!this.manifest) await this.open()
    const number = floor(this.firsts[kind], key)
    return number < 0 ? undefined : (await this.shard(kind, number)).get(key)
  }

  /** All [key, entry] whose key begins with `prefix`, from at most `most` shards. */
  async under(kind, prefix, most = 4) {
    const firsts = this.firsts[kind]
    const from = Math.max(0, floor(firsts, prefix))
    const to = Math.min(floor(firsts, prefix + "\uffff"), from + most - 1)
    const shards = []
    for (let number = from; number <= to; number++) shards.push(this.shard(kind, number))
    const entries = (await Promise.all(shards)).flatMap((shard) => [...shard])
    return entries.filter(([key]) => key.startsWith(prefix))
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

function pairsMap(pairs) {
  const chars = [...pairs]
  const map = new Map()
  for (let at = 0; at < chars.length; at += 2) map.set(chars[at], chars[at + 1])
  return map
}

/* --------------------------------------------------------------------- matching */

/** Grams that together hold every character of `chars`: [gram, offset], the first at the
    beginning, the last to the end. Null where a digest says it all. */
export function cover(chars) {
  if (chars.length === 1 || (chars.length === 2 && chars.every((c) => LATIN.test(c)))) return null
  const grams = []
  const latin = chars.map((char) => LATIN.test(char))
  for (let start = 0, end; start < chars.length; start = end) {
    for (end = start; end < chars.length && latin[end] === latin[start]; end++);
    const size = latin[start] ? 3 : 2
    if (end - start >= size) {
      for (let at = start; at < end; at += size) {
        const from = Math.min(at, end - size)
        grams.push([chars.slice(from, from + size).join(""), from])
      }
    } else if (end - start === 2) {
      const pair = chars[start] + chars[start + 1]
      grams.push([start ? `_${pair}` : `${pair}_`, start])
    } else {
      const from = start ? start - 1 : 0
      grams.push([chars[from] + chars[from + 1], from])
    }
  }
  return grams
}

/** Documents that hold `chars` next to each other: document to level, 8 added where
    one of their tags is exactly this. `kind`: g, texts; p, spoken titles. */
export async function matches(index, chars, kind = "g") {
  const grams = cover(chars)
  if (!grams) {
    const key = chars.length === 1 ? `_${chars[0]}` : chars.join("")
    return fromDigest((await index.entry(kind, key))?.digest)
  }
  const entries = await Promise.all(grams.map(([gram]) => index.entry(kind, gram)))
  if (entries.includes(undefined)) return new Map()
  if (entries.length === 1 && entries[0].digest !== undefined) return fromDigest(entries[0].digest)
  return levels(index.manifest[kind].layout, await places(index, kind, grams, entries))
}

function fromDigest(digest) {
  if (!digest) return new Map()
  const [docs, marks] = flagged(digest, 16)
  return new Map(docs.map((doc, at) => [doc, marks[at]]))
}

/** [places, flags] of whole matches: the lists of all grams, shifted and intersected.
    Long lists come last, and of these only the chunks that can still matter. */
async function places(index, kind, grams, entries) {
  const stride = index.manifest[kind].layout[2]
  const order = grams.map((_, at) => at).sort((a, b) =>
    (entries[a].digest !== undefined) - (entries[b].digest !== undefined) ||
    entries[a].data.length - entries[b].data.length)
  let found = null
  for (const at of order) {
    const { data, digest } = entries[at]
    const text = digest === undefined ? [data] : await chunks(index, kind, data, found, stride)
    let [next, flags] = join(text)
    const offset = grams[at][1]
    const keep = (at === 0 ? 1 : 0) | (at === grams.length - 1 ? 2 : 0)
    next = next.map((place) => place - offset)
    flags = flags.map((flag) => flag & keep)
    found = found ? intersect(found, [next, flags]) : [next, flags]
    if (!found[0].length) break
  }
  return found
}

/** The chunks of a long list that overlap the documents still in play. */
async function chunks(index, kind, directory, found, stride) {
  const written = numbers(directory)
  const firsts = [], files = []
  for (let at = 0, doc = 0, file = 0; at < written.length; at += 2) {
    firsts.push((doc += written[at]))
    files.push((file += written[at + 1]))
  }
  const wanted = new Set(found
    ? found[0].map((place) => floor(firsts, Math.floor(place / stride))).filter((at) => at >= 0)
    : files.keys())
  return Promise.all([...wanted].sort((a, b) => a - b)
    .map((at) => index.file(`${kind}c/${files[at]}`)))
}

function join(texts) {
  const parts = texts.map((text) => flagged(text, 4))
  if (parts.length === 1) return parts[0]
  return [parts.flatMap(([places]) => places), parts.flatMap(([, flags]) => [...flags])]
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
    const has = [false, false, false, false, false, false, false, true]
    let tag = false, whole = 0, part = 0, first = -1
    for (; at < places.length && Math.floor(places[at] / stride) === doc; at++) {
      const place = places[at] % stride
      const aligned = flags[at] === 3
      if (place >= bodyAt) {
        aligned ? whole++ : part++
        if (aligned && first < 0) first = place - bodyAt
      } else if (place >= tagsAt) {
        has[aligned ? 1 : 5] = true
        tag ||= aligned
      } else has[aligned ? 0 : 4] = true
    }
    has[2] = whole >= 3 || (first >= 0 && first < EARLY)
    has[3] = whole > 0
    has[6] = part >= 3
    result.set(doc, has.indexOf(true) + (tag ? 8 : 0))
  }
  return result
}
