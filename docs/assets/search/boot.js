/* Runs on every page, once it is shown (early.js): brings the dialog to life, mounts the search
   page, marks what was sought, and knows where files are. */

import { dialog } from "./dialog.js"

const here = document.currentScript.src
const root = new URL("../", here) // of the site
const fromDisk = location.protocol === "file:"
const given = new URLSearchParams(location.search)
const $ = (selector, within = document) => within.querySelector(selector)

/* ------------------------------------------------------------------ scripts and files */

const shared = globalThis.shouxunModules
shared.builds ??= {}

/** What `names` of the search's scripts offer. Asked for at once, they run in this order. Those of two
    builds do not go together: then the site was published meanwhile, and the page loads anew, once. */
async function bundles(...names) {
  const { engine } = shared.builds, version = engine && !fromDisk ? `?v=${engine}` : ""
  await Promise.all(names.filter((name) => !shared.builds[name])
    .map((name) => script(`search/${name}.js${version}`)))
  const stale = shared.builds.engine && names.some((name) => shared.builds[name] !== shared.builds.engine)
  if (!stale || history.state?.renewed) return shared
  await renewed("boot", "engine", "page")
  history.replaceState({ ...history.state, renewed: true }, "")
  location.reload()
  return new Promise(() => {})
}

/** Scripts as they are now, past the browser's cache. */
const renewed = (...names) => Promise.all(names.map((name) =>
  fetch(new URL(`search/${name}.js`, root), { cache: "reload" })))

shared.later = bundles // for those that are wanted now and then

function script(path) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script")
    element.src = new URL(path, root).href
    element.async = false
    element.onload = () => { element.remove(); resolve() }
    element.onerror = reject
    document.head.append(element)
  })
}

/** Index files from disk are scripts that call `shouxun(name, version, data)`. */
const arrived = new Map()
globalThis.shouxun = (name, version, data) => arrived.set(name, [name, version, data])
async function fromScript(name) {
  try {
    await script(`search/${name}.js`)
  } catch {
    throw new shared.SearchError("missing", name)
  }
  return arrived.get(name)
}
const loader = () => (fromDisk ? fromScript
  : shared.httpLoader(new URL("search/", root).href))

/* -------------------------------------------------------------------- the worker */

const QUERY = 2, RESULT = 3
const IMPATIENT = 400, PATIENCE = 30_000 // ms for the program to come: until it is said, and given up

/** What the dialog asks. It loads nothing before the box has the focus; then it starts the
    worker, or from disk, where none may start, its code. */
class Searcher {
  /** `heard` gets every message of the worker. */
  constructor(heard) {
    this.heard = heard
  }

  async post(message) {
    this.starting ??= this.start()
    if (message.type === QUERY) this.wait(message.data)
    try {
      (await this.starting)(message)
    } catch {
      this.lost(message.data)
    }
  }

  async start() {
    const say = (data) => { this.known = true; this.say(data) }
    if (fromDisk) {
      const { serve } = await bundles("engine")
      const hear = serve(loader(), say)
      return (data) => hear({ data })
    }
    const native = this.native = new Worker(new URL("search/engine.js", root))
    let last
    native.onmessage = ({ data }) => (data.type === "outdated" ? this.renew(last) : say(data))
    native.onerror = () => this.lost(last)
    return (data) => { last = data.data ?? last; native.postMessage(data) }
  }

  /** Until it is first heard of, the program cannot say itself that it is slow, or lost. */
  wait(query) {
    clearTimeout(this.timer)
    if (this.known || !query.trim()) return
    this.timer = setTimeout(() => {
      this.answer({ query, state: "busy" })
      this.timer = setTimeout(() => this.lost(query), PATIENCE)
    }, IMPATIENT)
  }

  /** The program's parts are of two builds: it is started anew, once. */
  async renew(query) {
    if (this.renewed) return this.lost(query)
    this.renewed = true
    await renewed("engine").catch(() => {}) // then it is as it was, and lost
    this.native.terminate()
    this.starting = null
    this.post({ type: QUERY, data: query })
  }

  /** The program did not come, or broke. The next message tries again. */
  lost(query) {
    clearTimeout(this.timer)
    this.native?.terminate()
    this.starting = this.known = null
    const message = "网络不通，没能取到检索程序。"
    if (query) this.answer({ query, state: "failed", message })
  }

  answer(data) {
    this.say({ type: RESULT, data: { items: [], ...data } })
  }

  say(data) {
    if (data.type === RESULT && data.data.state !== "busy") clearTimeout(this.timer)
    this.heard(data)
  }
}

/* ------------------------------------------------------- pages and their addresses */

/** The address of a page of the site; from disk a folder's page has to be named. */
function page(path) {
  const url = new URL(path, root)
  if (fromDisk && url.pathname.endsWith("/")) url.pathname += "index.html"
  return url.href
}

if (fromDisk) {
  for (const event of ["click", "auxclick"])
    document.addEventListener(event, ({ target }) => {
      const link = target.closest?.("a[href]")
      if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html"
    }, true)
  document.addEventListener("submit", ({ target }) => {
    const url = new URL(target.action)
    if (url.pathname.endsWith("/")) target.action = page(url.href)
  }, true)
}

/* ------------------------------------------------------------------- what is at work */

const searchPage = $("[data-kb-search]")
const searcher = new Searcher((message) => heard(message))
const heard = dialog({
  post: (message) => searcher.post(message),
  address: page,
  query: searchPage ? null : given.get("q"), // there it belongs to the page
})
if (searchPage)
  bundles("engine", "page").then(
    ({ mount }) => mount(searchPage, { loader: loader(), page }),
    () => { $("[data-part=status]").textContent = "网络不通，没能取到检索程序。请刷新再试。" })
const terms = given.getAll("h").filter(Boolean)
if (terms.length)
  bundles("highlight").then(({ highlight }) => highlight($(".md-content"), terms))
