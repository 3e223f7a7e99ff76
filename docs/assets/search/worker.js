/* Stands where Material's search worker stood: the same four messages, our engine behind
   them. Nothing is loaded before the first query. Where the page was opened from disk,
   boot.js runs `serve` in the page instead. */

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3, MORE = "more"
const FIRST = 4 // results spelt out at once: what a dialog shows without scrolling
const STEP = 8 // and at every further scroll
const IMPATIENT = 400 // ms until the box says that it is still looking

/** Answers messages. `modules(name)`: a promise of a module's exports; `loader` makes the
    loader; `post` sends a message back. */
function serve(modules, loader, post) {
  let index, latest = 0, query = "", upTo = FIRST

  async function respond() {
    const turn = ++latest
    const mine = () => turn === latest
    const say = (data) => mine() && post({ type: RESULT, data: { items: [], query, ...data } })
    if (!query.trim()) return say({ state: "idle" })
    const slow = setTimeout(() => say({ state: "busy" }), IMPATIENT)
    try {
      const { answer, address, Index, ...rest } = await modules("engine.js")
      index ??= new Index(loader(rest))
      const found = await answer(index, { query, to: upTo })
      const { results, facets, ...told } = found
      say({ ...told, state: "done", items: groups(found, query, address), categories: shown(facets) })
      // Not after the first query: whoever goes on typing can use suggestions.
      const concepts = mine() && turn > 1 ? await (await modules("bend.js")).suggest(index, query) : []
      if (mine() && concepts.length) post({ type: "concepts", query, concepts })
    } catch (error) {
      say({ state: "failed", message: error?.kind ? error.message : "检索出错了。" })
      if (!error?.kind) console.error(error)
    } finally {
      clearTimeout(slow)
    }
  }

  return ({ data: message }) => {
    if (message.type === SETUP) post({ type: READY })
    if (message.type === QUERY) { query = message.data; upTo = FIRST; respond() }
    if (message.type === MORE) { upTo += STEP; respond() }
  }
}

function shown({ category }) {
  return category.filter(({ count }) => count)
}

/** Material's groups of results. One with a heading of its own hides what merely looks alike. */
function groups({ results, cutOnly }, query, address) {
  const items = results.map((one, at) => item(one, 1000 - at, address))
  if (!cutOnly) return items.map((one) => [one])
  const notice = { location: `search/?q=${encodeURIComponent(query)}`, score: 2000, terms: {},
    title: `没有以“${escaped(query)}”为词的摘录`, text: "" }
  return [[notice, ...items.map((one) => ({ ...one, location: `${one.location}#kb-title` }))]]
}

function item(one, score, address) {
  const meta = [one.category.name, one.origin, one.date, `听到 ${one.heard.length} 次`]
  const tags = one.tagged.length ? `<small class="kb-dlg__t">概念：${one.tagged.map(escaped).join("、")}</small>` : ""
  return {
    location: address(one),
    title: html(one.title),
    text: `<p>${html(one.excerpt)}</p><small class="kb-dlg__m ${escaped(one.category.colour)}">` +
      `${meta.filter(Boolean).map((text) => `<span>${escaped(text)}</span>`).join("")}</small>${tags}`,
    score,
    terms: {},
  }
}

/** Material inserts titles and texts as HTML: everything but our marks is escaped. */
function html(pieces) {
  return pieces.map(({ text, mark, lost }) => (mark ? `<mark>${escaped(text)}</mark>`
    : lost ? `<span class="kb-lost">${text}</span>` : escaped(text))).join("")
}

function escaped(text) {
  return text.replace(/[^\p{L}\p{N} ]/gu, (char) => `&#${char.codePointAt(0)};`)
}

if (typeof WorkerGlobalScope !== "undefined") {
  const base = new URL("../../search/", self.location.href).href
  self.onmessage = serve((name) => import(`./${name}`), (engine) => engine.httpLoader(base),
    (message) => self.postMessage(message))
}
