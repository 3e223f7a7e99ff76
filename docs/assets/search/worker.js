/* Answers the dialog. boot.js starts it when the box has the focus; in a page opened from disk, it
   calls `serve`. */

import { answer } from "./engine.js"
import { Index, httpLoader } from "./files.js"
import { address } from "./shown.js"
import { meant, suggest } from "./vocabulary.js"

const QUERY = 2, RESULT = 3, MORE = "more", OPEN = "open"
const FIRST = 4 // results spelt out at once: what a dialog shows without scrolling
const STEP = 8 // and at every further scroll
const IMPATIENT = 400 // ms until the box says that it is still looking

/** Answers messages. `load` reads index files; `post` sends a message back. */
export function serve(load, post) {
  const index = new Index(load)
  let latest = 0, asked = 0, query = "", upTo = FIRST

  /** Answers `query`; `further`: its first results are shown already, and stay. */
  async function respond(further) {
    const turn = ++latest
    const mine = () => turn === latest
    const say = (data) => mine() && post({ type: RESULT, data: { items: [], query, ...data } })
    if (!query.trim()) return say({ state: "idle" })
    const first = asked++ === 0
    const slow = further ? 0 : setTimeout(() => say({ state: "busy" }), IMPATIENT)
    try {
      const found = await answer(index, { query, to: upTo })
      clearTimeout(slow) // suggestions must not be waited for over what was found
      const { results, facets, places, ...told } = found
      say({ ...told, state: "done", places: places.map(place), items: results.map(item), categories: shown(facets) })
      // Not after the first query: whoever goes on typing can use suggestions.
      if (mine() && !first) suggestions(found, mine).catch(() => {}) // results stand without them
    } catch (error) {
      clearTimeout(slow)
      if (!error?.kind) console.error(error)
      if (further) upTo -= STEP
      if (!further) say({ state: "failed", message: error?.kind ? error.message : "检索出错了。" })
      else if (mine()) post({ type: "stuck", query, stuck: true })
    }
  }

  async function suggestions({ notes, total }, mine) {
    const asked = query
    const concepts = await suggest(index, asked)
    if (mine()) post({ type: "suggested", query: asked, concepts })
    const near = notes.length || !total ? [] : await meant(index, asked, total)
    if (mine() && near.length) post({ type: "suggested", query: asked, meant: near })
  }

  return ({ data: message }) => {
    if (message.type === OPEN) index.open().catch(() => {}) // said when a query wants it
    if (message.type === QUERY) { query = message.data; upTo = FIRST; respond(false) }
    if (message.type === MORE) { upTo += STEP; respond(true) }
  }
}

function shown({ category }) {
  return category.filter(({ count }) => count)
}

/** What the dialog inserts as HTML: everything but our marks is escaped. */
function item(one) {
  const told = [one.category.name, one.origin, one.date, `听到 ${one.heard.length} 次`].filter(Boolean)
  const tags = one.tagged.length ? `<small class="kb-dlg__t">概念：${one.tagged.map(html).join("、")}</small>` : ""
  return {
    location: address(one),
    title: html(one.title),
    text: `<p>${html(one.excerpt)}</p>` + meta(told, one.category.colour) + tags,
  }
}

/** A page of the site that is called what was asked. */
function place({ kind, name, colour = "", gloss, count, location }) {
  const told = [kind, `${count} 则`, gloss].filter(Boolean)
  return { location, title: escaped(name), text: meta(told, colour) }
}

const meta = (told, colour) => `<small class="kb-dlg__m ${escaped(colour)}">` +
  told.map((text) => "<span>" + escaped(text) + "</span>").join("") + "</small>"

function html(pieces) {
  return pieces.map(({ text, mark, lost }) => (mark ? `<mark>${escaped(text)}</mark>`
    : lost ? `<span class="kb-lost">${text}</span>` : escaped(text))).join("")
}

function escaped(text) {
  return text.replace(/[^\p{L}\p{N} ]/gu, (char) => `&#${char.codePointAt(0)};`)
}

if (typeof WorkerGlobalScope !== "undefined") {
  const base = new URL(".", self.location.href).href
  const shared = globalThis.shouxunModules
  shared.later = async (name) => {
    const script = `${base}${name}.js?v=${shared.builds.engine}`
    await import(script).catch(() => importScripts(script)) // older browsers; and some try no second time
    if (shared.builds[name] === shared.builds.engine) return shared
    self.postMessage({ type: "outdated" }) // the site was published meanwhile: whoever started this starts it anew
    return new Promise(() => {})
  }
  self.onmessage = serve(httpLoader(base), (message) => self.postMessage(message))
}
