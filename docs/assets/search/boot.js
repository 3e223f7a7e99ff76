/* Runs on every page between Material's configuration and its bundle: puts our worker in
   the place of Material's, and sees to what a worker cannot. A classic script, because
   pages opened from disk may not load modules. */

{
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
  async function modules(...names) {
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
  let worker // of the dialog
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
      try {
        (await this.starting)(data)
      } catch {
        this.lost(data.data)
      }
    }

    async start() {
      const say = (data) => this.say(data)
      if (fromDisk) {
        const { serve } = await modules("engine")
        const hear = serve(loader(), say)
        return (data) => hear({ data })
      }
      const native = new Native(workerUrl)
      let last
      native.onmessage = ({ data }) => say(data)
      native.onerror = () => this.lost(last)
      return (data) => { last = data.data; native.postMessage(data) }
    }

    /** The program did not come. The next message tries again. */
    lost(query) {
      this.starting = null
      const message = "网络不通，没能取到检索程序。"
      if (query) this.answer({ query, state: "failed", message })
    }

    answer(data) {
      this.say({ type: RESULT, data: { items: [], ...data } })
    }

    say(data) {
      heard(data)
      this.dispatchEvent(new MessageEvent("message", { data }))
    }

    terminate() {}
  }

  /* -------------------------------------------------------------------- the dialog */

  const NOTE = {
    simplified: "按简体检索", spaced: "没有完全匹配，显示", alias: "没有完全匹配，显示同义的",
    pinyin: "没有完全匹配，按拼音显示", typo: "没有完全匹配，显示相近的", words: "没有完全匹配，显示同时含有",
  }
  let state = { state: "idle" }

  function heard(message) {
    if (message.type === 3) state = message.data
    if (message.type === "concepts" && message.query === state.query) {
      state.concepts = message.concepts
      paint()
    }
  }

  /** What stands above the results. Material writes its own count there; ours replaces it. */
  function told({ state: phase, total, notes = [], message, cutOnly }) {
    if (phase === "busy") return "正在检索…"
    if (phase === "failed") return `${message}请稍后再试。`
    if (phase !== "done") return null
    if (cutOnly) return `${total} 则含有这几个字，但都在别的词里`
    const bent = notes.map(({ kind, to, without }) => `${NOTE[kind]}“${to.join("”“") || "标题"}”` +
      (without?.length ? `，没有“${without.join("”“")}”` : ""))
    return [total ? `${total} 则` : "没有找到", ...bent].join("，")
  }

  function paint() {
    const meta = $(".md-search-result__meta")
    const text = told(state)
    if (text && meta.textContent !== text) meta.textContent = text
    let bar = $(".kb-dlg")
    if (!bar) {
      bar = document.createElement("div")
      bar.className = "kb-dlg"
      meta.parentElement.before(bar) // outside the list, whose links the arrow keys walk
    }
    bar.replaceChildren(...chips(state))
    bar.hidden = !bar.childElementCount
  }

  function chips({ state: phase, categories = [], concepts = [], total, query = "", asked }) {
    if (phase === "failed") return [button("重试", () => worker.postMessage({ type: 2, data: query }))]
    if (phase !== "done") return []
    const chosen = asked.category.map((name) => name.toLowerCase())
    const list = categories.map(({ name, colour, count }) => {
      const on = chosen.includes(name.toLowerCase())
      const filter = on ? "" : " 分类:" + (/\s/.test(name) ? `"${name}"` : name)
      const chip = button(name, () => type(unfiltered() + filter), count, colour)
      chip.setAttribute("aria-pressed", on)
      return chip
    })
    for (const { name, count } of concepts.slice(0, 4)) {
      const chip = button(name, () => type([...unfiltered().split(/\s+/).slice(0, -1), name].join(" ")), count)
      chip.classList.add("kb-dlg__c")
      list.push(chip)
    }
    if (total > 4 || !total) {
      const all = document.createElement("a")
      all.href = page(`search/?q=${encodeURIComponent(query)}`)
      all.textContent = total ? `全部 ${total} 则` : "到检索页看看"
      list.push(all)
    }
    return list
  }

  /** What stands in the box, which may be further than the answer. */
  const unfiltered = () =>
    $(".md-search__input").value.replace(/(分类|category)[:：]\s*("[^"]*"|\S+)/gi, "").trim()

  function button(text, act, count, colour) {
    const element = document.createElement("button")
    element.type = "button"
    element.textContent = text
    if (colour) element.classList.add(colour)
    if (count !== undefined) {
      const number = document.createElement("b")
      number.textContent = count
      element.append(" ", number)
    }
    element.addEventListener("click", act)
    return element
  }

  function type(text) {
    const input = $(".md-search__input")
    input.value = text
    input.focus()
    input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
  }

  addEventListener("DOMContentLoaded", () => {
    const input = $(".md-search__input")
    const meta = $(".md-search-result__meta")
    const list = $(".md-search-result__list")
    const scroller = $(".md-search__scrollwrap")
    if (!input || !meta || !list) return
    meta.setAttribute("aria-live", "polite")
    input.addEventListener("focus", () => worker?.postMessage({ type: "open" }))
    new MutationObserver(paint).observe(meta, { childList: true })
    // Material listens for keyup alone: pasting with the mouse and input methods send none.
    // Letters of a word still being composed are no query yet.
    input.addEventListener("input", (event) => {
      if (!event.isComposing) input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
    })
    input.addEventListener("compositionend", () =>
      setTimeout(() => input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))))
    document.addEventListener("keyup", (event) => {
      if (event.isComposing && event.target === input) event.stopPropagation()
    }, true)
    document.addEventListener("keydown", (event) => {
      if ((event.isComposing || event.keyCode === 229) && event.target === input) event.stopPropagation()
    }, true)
    wantMore(scroller, list)
    keepFocus(list)
  })

  /** Further results are spelt out when the reader nears the end of those there are. */
  function wantMore(scroller, list) {
    let asked = 0
    const ask = () => {
      const spelt = state.items?.flat().length ?? 0
      if (state.state !== "done" || spelt >= state.total || asked === state) return
      asked = state
      worker.postMessage({ type: "more" })
    }
    for (const event of ["scroll", "wheel", "touchmove"]) // a short list turns, but does not scroll
      scroller.addEventListener(event, () => {
        if (scroller.scrollTop + scroller.clientHeight > scroller.scrollHeight - 160) ask()
      }, { passive: true })
    list.addEventListener("focusin", ({ target }) => {
      if (!target.closest("li")?.nextElementSibling?.nextElementSibling) ask()
    })
  }

  /** Results are made anew when more arrive; the one that had the focus keeps it. */
  function keepFocus(list) {
    let focused = -1
    list.addEventListener("focusin", ({ target }) => { focused = [...list.children].indexOf(target.closest("li")) })
    list.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget) focused = -1 })
    new MutationObserver(() => {
      const lost = focused >= 0 && (!document.activeElement || document.activeElement === document.body)
      if (lost && list.children[focused]) $("a", list.children[focused])?.focus({ preventScroll: true })
    }).observe(list, { childList: true })
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
    modules("engine", "page").then(
      ({ mount }) => mount(searchPage, { loader: loader(), page, NOTE }),
      () => { $("[data-part=status]").textContent = "网络不通，没能取到检索程序。请刷新再试。" })
  if (terms.length)
    Promise.all([modules("highlight"), parsed])
      .then(([{ highlight }]) => highlight($(".md-content"), terms))
}
