/* The search page: its address is its state, its controls change the address, and what it
   shows follows. boot.js mounts it. */

import { nothing } from "./dialog.js"
import { answer } from "./engine.js"
import { Index } from "./files.js"
import { nearest, synonyms } from "./near.js"
import { bends, make, placeRow, press, row } from "./rows.js"
import { ORIGINS } from "./shown.js"
import { FACETS, read, unfiltered, write } from "./state.js"
import { meant, suggest } from "./vocabulary.js"

const PAGE = 20 // results until the reader asks for more
const BATCH = 6 // of them spelt out at a time, as they come into view
const PAUSE = 120 // ms after the last key
const MOST = 12 // options of a facet shown at once

/** Brings the page to life. `root` holds the markup of overrides/pages/search.html. */
export function mount(root, { loader, page }) {
  const part = (name) => root.querySelector(`[data-part=${name}]`)
  const [form, input, status, places, list, more, notice, hints] =
    ["form", "input", "status", "places", "list", "more", "notice", "hints"].map(part)
  const options = new Map() // facet and name to its label
  const index = new Index(loader), { title } = document
  let state, turn = 0, spelt = 0, limit = PAGE, total = 0, typing = false, fetching, timer

  /** A new state. While one types, the address changes in place: one step back leaves the word. */
  function go(change, { inPlace = false } = {}) {
    state = { ...state, ...change }
    const url = write(state)
    if (inPlace) history.replaceState(null, "", url)
    else if (url !== location.pathname + location.search) history.pushState(null, "", url)
    show()
  }

  function fromControls() {
    const data = new FormData(form)
    return {
      query: input.value.trim(),
      sort: data.get("sort") ?? "relevance",
      ...Object.fromEntries(FACETS.map((facet) => [facet, data.getAll(facet)])),
    }
  }

  function toControls() {
    if (document.activeElement !== input || input.value.trim() !== state.query) input.value = state.query
    input.defaultValue = state.query // to which WebKit goes back with the page
    form.elements.sort.value = state.sort
    for (const facet of FACETS) for (const name of state[facet]) option(facet, { name }).box.checked = true
    for (const { box, facet } of options.values()) box.checked = state[facet].includes(box.value)
  }

  /* ------------------------------------------------------------------ asking, showing */

  async function ask(request) {
    return answer(index, { ...state, ...request })
  }

  async function show(wanted = BATCH, upTo = PAGE) {
    const mine = ++turn
    limit = upTo
    toControls()
    document.title = [state.query, title].filter(Boolean).join(" - ") // by which one finds it in the history
    const idle = !state.query && ![...FACETS, "tag"].some((name) => state[name].length)
    root.dataset.state = idle ? "idle" : "busy"
    const slow = setTimeout(() => mine === turn && !idle && say("正在检索…"), 400)
    try {
      const found = await ask({ from: 0, to: idle ? 0 : wanted })
      clearTimeout(slow) // what enriches the answer must not be announced over it
      if (mine !== turn) return
      total = idle ? 0 : found.total
      spelt = found.results.length
      count(found.facets)
      root.dataset.state = idle ? "idle" : total ? "done" : "empty"
      if (idle) return empty()
      tell(found)
      fill(found)
      enrich(mine, found).catch(() => {}) // results stand without it
        .finally(() => { if (mine === turn && !total) none(found) })
    } catch (error) {
      if (mine === turn) failed(error)
    } finally {
      clearTimeout(slow)
    }
  }

  /** What may come a moment later: further facets, suggestions, other names. */
  async function enrich(mine, found) {
    const { facets } = await ask({ facets: true, from: 0, to: 0 })
    if (mine !== turn) return
    count(facets)
    root.dataset.counted = "" // what has no options needs no room (search.css)
    const { query } = state
    const [near, others] = await Promise.all([
      total ? suggest(index, query) : nearest(index, query), synonyms(index, query)])
    const slips = total && !found.notes.length && !others.length ? await meant(index, query, total) : []
    if (mine !== turn) return
    offer("您是不是要找", slips)
    if (!found.notes.length) offer("同义词", others.slice(0, 4).map((name) => ({ name })))
    offer(total ? "联想" : "相近的概念", near)
  }

  /** The next results, those of one turn one after the other. */
  async function further() {
    const mine = turn
    if (fetching === mine || spelt >= Math.min(limit, total)) return
    fetching = mine
    try {
      const found = await ask({ from: spelt, to: Math.min(spelt + BATCH, limit, total) })
      if (mine !== turn) return
      fetching = null
      spelt += found.results.length
      append(found.results)
    } catch {
      if (mine !== turn) return
      fetching = null
      sentinel.disconnect() // whoever goes on asks for it
      more.hidden = false
      more.textContent = "其余的没能取到，再试一次"
    }
  }

  function fill(found) {
    list.replaceChildren()
    places.replaceChildren(...found.places.map((one) => placeRow(one, page)))
    const cut = part("cut")
    cut.hidden = !found.cutOnly
    cut.open = false
    if (found.cutOnly) {
      cut.querySelector("summary").textContent = `${total} 则含有“${state.query}”，但都在别的词里`
      cut.append(list)
    } else cut.after(list)
    append(found.results)
  }

  function append(results) {
    list.append(...results.map((one) => row(one, page)))
    const rest = total - limit
    more.hidden = spelt < limit || rest <= 0
    more.textContent = `再看 ${Math.min(PAGE, rest)} 则，还有 ${rest} 则`
    watch()
  }

  /** Waits until the end of the list comes near; new rows may leave it near. */
  const sentinel = new IntersectionObserver((seen) =>
    seen.some((one) => one.isIntersecting) && further(), { rootMargin: "200px" })

  function watch() {
    sentinel.disconnect()
    if (spelt < Math.min(limit, total) && list.lastElementChild) sentinel.observe(list.lastElementChild)
  }

  /* -------------------------------------------------------------------------- words */

  function say(...what) {
    status.replaceChildren(...what)
  }

  function tell({ notes, cutOnly }) {
    notice.replaceChildren()
    hints.replaceChildren()
    if (!total) return say(make("b", "", "0"), " 则")
    if (cutOnly) return say(`没有以“${state.query}”为词的摘录。`)
    const tags = state.tag.length ? `，概念为“${state.tag.join("”“")}”` : ""
    say(make("b", "", String(total)), " 则", tags, ...bends(notes))
    if (state.tag.length) status.append(" ", press("不限概念", () => go({ tag: [] })))
  }

  /** Names one step away, in a line that has its room (status may not grow under the results). */
  function offer(label, names) {
    if (!names.length) return
    hints.append(make("span", "", label), ...names.map(({ name, count: held }) =>
      press(held ? `${name} ${held}` : name, () => go({ query: /\s/.test(name) ? `"${name}"` : name }))))
  }

  /** Nothing found: what each part alone would find, and what stands in the way. */
  function none({ counts, asked, ...why }) {
    const helps = []
    if (counts.length > 1)
      helps.push(make("p", "", `分开来看：${counts.map(([text, held]) => "“" + text + "” " + held + " 则").join("，")}。`))
    if ([...FACETS, "tag", "date"].some((name) => asked[name]?.length))
      helps.push(make("p", "", [press("去掉全部筛选再找",
        () => go({ query: unfiltered(state.query), tag: [], category: [], topic: [], origin: [], transmission: [] }))]))
    helps.push(make("p", "", "摘录只有约 350 字。可换一个更常见的说法，或用拼音、首字母、英文名。"))
    notice.replaceChildren(make("p", "", nothing(why)), ...helps)
  }

  function empty(...told) {
    say(...told)
    for (const rows of [places, list]) rows.replaceChildren()
    more.hidden = true
    part("cut").hidden = true
    notice.replaceChildren()
    hints.replaceChildren()
  }

  function failed(error) {
    if (!error?.kind) console.error(error)
    root.dataset.state = "failed"
    total = 0
    empty(error?.kind ? error.message : "检索出错了。", " ", press("重试", () => show())) // no other query's results
  }

  /* ------------------------------------------------------------------------- facets */

  function option(facet, { name, label, colour }) {
    const key = `${facet} ${name}`
    if (!options.has(key)) {
      const element = make("label", colour ?? "")
      const box = make("input")
      Object.assign(box, { type: "checkbox", name: facet, value: name })
      const number = make("b")
      element.append(box, make("span", "", label ?? name), number)
      part(facet).append(element)
      options.set(key, { element, box, number, facet })
    }
    return options.get(key)
  }

  /** Counts beside every option; what would leave nothing is hidden, unless chosen. */
  function count(facets) {
    for (const facet of FACETS) {
      const known = facets[facet].map((one) => ({ ...one, ...option(facet, one) }))
      const last = facet === "transmission" ? known.slice().reverse() : known
      const ranked = facet === "topic" ? last.slice().sort((a, b) => b.count - a.count) : last
      const shown = new Set(ranked.filter((one) => one.count).slice(0, MOST))
      for (const one of known) {
        one.number.textContent = one.count
        one.element.hidden = !one.box.checked && !shown.has(one)
      }
      part(facet).hidden = ![...part(facet).querySelectorAll("label")].some((label) => !label.hidden)
    }
  }

  /* ------------------------------------------------------------------------ controls */

  form.addEventListener("submit", (event) => {
    event.preventDefault()
    clearTimeout(timer)
    go(fromControls(), { inPlace: typing })
    typing = false
  })
  input.addEventListener("input", (event) => {
    clearTimeout(timer)
    if (event.isComposing) return
    timer = setTimeout(() => {
      go(fromControls(), { inPlace: typing })
      typing = true
    }, PAUSE)
  })
  input.addEventListener("compositionend", () => input.dispatchEvent(new Event("input")))
  input.addEventListener("blur", () => { typing = false })
  form.addEventListener("change", ({ target }) => {
    if (target === input) return
    typing = false
    go(fromControls())
  })
  more.addEventListener("click", () => {
    const at = list.children.length
    if (spelt >= limit) limit += PAGE
    more.hidden = true
    further().then(() => list.children[at]?.querySelector("a").focus())
  })
  part("cut").addEventListener("toggle", watch)
  root.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.keyCode === 229) return
    const links = [input, ...root.querySelectorAll(".kb-list h2 a")]
    const at = links.indexOf(document.activeElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Escape: at > 0 ? 0 : -1 }[event.key]
    if (at < 0 || to === undefined || !links[to]) return
    event.preventDefault()
    links[to].focus()
  })
  addEventListener("popstate", () => {
    clearTimeout(timer)
    typing = false
    state = read(location.search)
    show(history.state?.spelt, history.state?.limit)
  })
  addEventListener("pagehide", () => {
    if (total) history.replaceState({ spelt, limit, y: scrollY }, "")
  })

  const before = history.state
  state = read(location.search)
  for (const name of ORIGINS) option("origin", { name })
  if (before?.spelt) show(before.spelt, before.limit).then(() => scrollTo(0, before.y))
  else show()
  if (!state.query && matchMedia("(hover: hover)").matches) input.focus({ preventScroll: true })
}
