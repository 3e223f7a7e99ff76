/* Runs on every page between Material's configuration and its bundle: puts our worker in
   the place of Material's, and sees to what a worker cannot. */

import { dialog } from "./dialog.js"

const here = document.currentScript.src
const root = new URL("../", here) // of the site
const fromDisk = location.protocol === "file:"
const workerUrl = new URL("search/engine.js", root).href
const $ = (selector, within = document) => within.querySelector(selector)

/* ------------------------------------------------------- Material's configuration */

const island = document.getElementById("__config")
const config = JSON.parse(island.textContent)
config.search = workerUrl
config.translations = { // here once rather than in every page
  "clipboard.copied": "已复制", "clipboard.copy": "复制",
  "search.result.more.one": "在该页上还有 1 个符合条件的结果",
  "search.result.more.other": "在该页上还有 # 个符合条件的结果",
  "search.result.none": "没有找到符合条件的结果", "search.result.one": "找到 1 个符合条件的结果",
  "search.result.other": "# 个符合条件的结果", "search.result.placeholder": "键入以开始搜索",
  "search.result.term.missing": "缺少",
}
// Our highlighter knows what matched; Material's would cut our terms at blanks. From disk
// nothing can be fetched, so pages cannot be replaced in place.
const unwanted = ["search.highlight", ...(fromDisk
  ? ["navigation.instant", "navigation.instant.progress", "navigation.instant.prefetch"] : [])]
config.features = config.features.filter((name) => !unwanted.includes(name))
island.textContent = JSON.stringify(config)

/* On the search page ?q= belongs to the page. Material would open its dialog for it, so the
   address lacks it until Material has looked. */
const searchPage = $("[data-kb-search]")
if (searchPage && new URLSearchParams(location.search).has("q")) {
  const asked = location.href
  history.replaceState(history.state, "", location.pathname + location.hash)
  searchPage.dataset.kbAsked = new URL(asked).search
  addEventListener("load", () => location.search || history.replaceState(history.state, "", asked))
}

/* ------------------------------------------------------------------ scripts and files */

/** What `names` of the search's scripts offer. Asked for at once, they run in this order. */
async function bundles(...names) {
  globalThis.shouxunModules ??= {}
  await Promise.all(names.filter((name) => !globalThis.shouxunModules[name])
    .map((name) => script(`search/${name}.js`)))
  return globalThis.shouxunModules
}

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
    throw new globalThis.shouxunModules.SearchError("missing", name)
  }
  return arrived.get(name)
}
const loader = () => (fromDisk ? fromScript
  : globalThis.shouxunModules.httpLoader(new URL("search/", root).href))

/* -------------------------------------------------------------------- the worker */

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3
const IMPATIENT = 400, PATIENCE = 30_000 // ms for the program to come: until it is said, and given up
let worker // of the dialog
const heard = dialog({ post: (message) => worker?.postMessage(message), address: page })
const Native = globalThis.Worker
globalThis.Worker = function (url, options) {
  return String(url) === workerUrl ? (worker = new Searcher()) : new Native(url, options)
}

/** What Material takes for its worker. It is ready at once and loads nothing before the box
    has the focus; then it starts the worker, or from disk, where none may start, its code. */
class Searcher extends EventTarget {
  async postMessage(data) {
    if (data.type === SETUP) return setTimeout(() => this.say({ type: READY }))
    if (data.type === QUERY && !data.data.trim() && !this.starting) // as on every page
      return setTimeout(() => this.answer({ query: data.data, state: "idle" }))
    this.starting ??= this.start()
    if (data.type === QUERY) this.wait(data.data)
    try {
      (await this.starting)(data)
    } catch {
      this.lost(data.data)
    }
  }

  async start() {
    const say = (data) => { this.known = true; this.say(data) }
    if (fromDisk) {
      const { serve } = await bundles("engine")
      const hear = serve(loader(), say)
      return (data) => hear({ data })
    }
    const native = this.native = new Native(workerUrl)
    let last
    native.onmessage = ({ data }) => say(data)
    native.onerror = () => this.lost(last)
    return (data) => { last = data.data ?? last; native.postMessage(data) }
  }

  /** Until it is first heard of, the program cannot say itself that it is slow, or lost. */
  wait(query) {
    clearTimeout(this.timer)
    if (this.known) return
    this.timer = setTimeout(() => {
      this.answer({ query, state: "busy" })
      this.timer = setTimeout(() => this.lost(query), PATIENCE)
    }, IMPATIENT)
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
    heard(data)
    this.dispatchEvent(new MessageEvent("message", { data }))
  }

  terminate() {}
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

const terms = new URLSearchParams(location.search).getAll("h").filter(Boolean)
const parsed = new Promise((done) => addEventListener("DOMContentLoaded", done))
// Its markup stands above this script: no need to wait for Material's bundle, which on a slow
// line takes half a second to come and run.
if (searchPage)
  bundles("engine", "page").then(
    ({ mount }) => mount(searchPage, { loader: loader(), page }),
    () => { $("[data-part=status]").textContent = "网络不通，没能取到检索程序。请刷新再试。" })
if (terms.length)
  Promise.all([bundles("highlight"), parsed])
    .then(([{ highlight }]) => highlight($(".md-content"), terms))
