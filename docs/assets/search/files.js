/* The files of the index, read: scripts/search builds them, and its docstring describes every
   one. No DOM: it runs in a worker, in a page and under Node. */

const DIGITS = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
  .filter((char) => !'"\\!`~'.includes(char))
const BASE = 45
const VALUE = new Uint8Array(128)
DIGITS.forEach((char, digit) => { VALUE[char.charCodeAt(0)] = digit })
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

/** Loads index files over HTTP. `base` ends in `search/`. One that is not of the `version` may have
    been kept while the site was published: it is asked for once more, past every cache. */
export function httpLoader(base) {
  return async (name, version) => {
    const file = await fetched(base, name, version, version ? "default" : "no-cache").catch((error) => error)
    if (version && (file.kind === "missing" || (Array.isArray(file) && file[1] !== version)))
      return fetched(base, name, version, "reload")
    if (!Array.isArray(file)) throw file
    return file
  }
}

async function fetched(base, name, version, cache) {
  const options = { cache, signal: AbortSignal.timeout(PATIENCE) }
  let body = ""
  try {
    const response = await fetch(`${base}${name}.js${version ? "?v=" : ""}${version ?? ""}`, options)
    if (response.ok) body = await response.text()
  } catch {
    throw new SearchError("network", name)
  }
  return called(name, body)
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
export function flagged(text, size) {
  const written = numbers(text)
  const flags = new Uint16Array(written.length) // of the widest gram: 10 bits
  let sum = 0
  for (let at = 0; at < written.length; at++) {
    flags[at] = written[at] % size
    written[at] = sum += (written[at] - flags[at]) / size
  }
  return [written, flags]
}

/** Strings as scripts/search/codec.py writes them, each by what it shares with the one before. */
export function fronted(text) {
  let before = ""
  return (text.match(/[A-Z][^A-Z]*/g) ?? []).map((written) =>
    (before = before.slice(0, written.charCodeAt(0) - 65) + written.slice(1)))
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
    this.enclosed = globalThis.shouxunModules?.manifest // the site's script brings it along
  }

  /** The next `open` asks what the newest build is. What was read stays until it has said so, for
      whoever is still at it. */
  forget() {
    this.opened = -Infinity
  }

  /** Reads the manifest, anew after a while: files of another build are found out anyway, so that
      without a network what was read serves on. */
  async open() {
    if (this.manifest && performance.now() - this.opened < FRESH) return
    this.opening ??= this.newest().finally(() => { this.opening = null })
    const known = this.manifest && this.opened > -Infinity ? [null, this.version] : undefined
    const [, version, manifest] = await this.opening.catch((error) => {
      if (known && error.kind === "network") return known
      throw error
    })
    this.opened = performance.now()
    if (this.manifest && this.version === version) return
    this.files = new Map()
    this.shards = new Map()
    this.fold = null
    this.version = version
    this.manifest = manifest
    this.kinds = new Map(["g", "p", "w", "r", "y"].map((name) => [name, kindOf(manifest[name])]))
    const days = gaps(manifest.dates).map((before) => new Date(LAST_DAY - before * DAY))
    this.dates = [...days.map((day) => day.toISOString().slice(0, 10)), null]
    this.ranges(manifest)
  }

  /** The manifest's file. The one at hand will do once: if it is old, the files tell. */
  async newest() {
    const known = this.enclosed
    this.enclosed = null
    return known ?? this.load("manifest")
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
      const { files } = this // of this build
      loading.catch(() => files.delete(name))
      files.set(name, loading)
    }
    return this.files.get(name)
  }

  /** {layout, firsts, frequent, triples} of a kind of shards: g, texts; p, titles in pinyin;
      w, words; r, Latin words from their end. */
  async kind(name) {
    if (!this.manifest) await this.open()
    return this.kinds.get(name)
  }

  /** The entries of shard `number` of a kind, in the order of their keys. */
  async shard(kind, number) {
    const name = `${kind}/${number}`
    const { shards } = this // of this build
    if (!shards.has(name)) {
      const payload = await this.file(name)
      shards.set(name, payload.split("~"))
    }
    return shards.get(name)
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

  /** How many shards hold the keys that begin with `prefix`. */
  async spread(kind, prefix) {
    const { firsts } = await this.kind(kind)
    return floor(firsts, prefix + "\uffff") - Math.max(0, floor(firsts, prefix)) + 1
  }

  /** Whether some key with a list begins with `prefix`, from one shard: the next one's first key is
      known as far. */
  async begins(kind, prefix) {
    const { firsts } = await this.kind(kind)
    const at = Math.max(0, floor(firsts, prefix))
    return between(await this.shard(kind, at), prefix).some(({ data }) => data !== undefined) ||
      Boolean(firsts[at + 1]?.startsWith(prefix))
  }

  /** The entries of the one shard where `key` would stand. */
  async beside(kind, key) {
    const { firsts } = await this.kind(kind)
    return between(await this.shard(kind, Math.max(0, floor(firsts, key))), "")
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

const kindOf = ({ layout, firsts, frequent = "", triples }) => ({
  layout, firsts: fronted(firsts), frequent: new Set(fronted(frequent)),
  triples: triples === undefined ? undefined : new Set(gaps(triples)),
})

/** A Map of characters, written one pair after the other. */
export function pairsMap(pairs) {
  const chars = [...pairs]
  const map = new Map()
  for (let at = 0; at < chars.length; at += 2) map.set(chars[at], chars[at + 1])
  return map
}
