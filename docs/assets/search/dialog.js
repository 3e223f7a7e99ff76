/* The search dialog in the header of every page: opened by its box or an address, it asks the
   worker and shows what it says. Looks and markup are Material's; its script would be 35 KB. */

import { draw, signs } from "./list.js"

const QUERY = 2, RESULT = 3
const NAMES = 4 // told of those that a note has
const $ = (selector, within = document) => within.querySelector(selector)

/** How each kind of note begins. */
export const NOTE = {
  simplified: "按简体检索", spaced: "没有完全匹配，显示", alias: "没有完全匹配，显示同义的",
  pinyin: "没有完全匹配，按拼音显示", typo: "没有完全匹配，显示相近的", words: "没有完全匹配，显示同时含有", word: "没有完全匹配，显示含有",
  date: "按日期显示",
}

/** The names that a note has to tell, in quotes; some of many. */
export function named(names) {
  const shown = names.slice(0, NAMES).map((name) => `“${name}”`).join("、")
  return shown ? shown + (names.length > NAMES ? `等 ${names.length} 个` : "") : "标题"
}

/** Why nothing was found, as far as that can be told. */
export function nothing({ mute, unknown = [], places = [] }) {
  if (places.length) return "摘录里没有"
  if (mute) return "没有可检索的字"
  return unknown.length ? `没有叫${named(unknown)}的分类` : "没有找到"
}

let state = { state: "idle" }
let post, address // what asks the worker; the address of a page of the site
let asked = "" // the query last sent
let linked // whether the address, or the way back, asks for what stands in the box
const [box, toggle, meta, list] =
  [".md-search__input", "#__search", ".md-search-result__meta", ".md-search-result__list"].map((one) => $(one))
const bar = document.createElement("div") // chips
bar.className = "kb-dlg"
bar.hidden = true

/** Brings the dialog to life: `post` asks the worker, `address` knows where a page is, `query` is
    what the page's address asks for. Returns what hears the worker's messages. */
export function dialog({ query, ...connection }) {
  ;({ post, address } = connection)
  meta.parentElement.before(bar) // outside the list, whose links the arrow keys walk
  const dialog = $(".md-search")
  box.addEventListener("focus", open)
  // Letters of a word still being composed are no query yet.
  box.addEventListener("input", (event) => { if (!event.isComposing) ask() })
  box.addEventListener("compositionend", ask)
  box.form.addEventListener("reset", () => { box.focus(); setTimeout(ask) })
  box.form.addEventListener("submit", enter)
  box.addEventListener("keydown", beside)
  toggle.addEventListener("change", () => (toggle.checked ? box.focus() : close()))
  document.addEventListener("keydown", (event) => { if (toggle.checked) walk(event) })
  dialog.addEventListener("focusout", ({ relatedTarget: to }) => { if (to && !dialog.contains(to)) close() })
  wantMore($(".md-search__scrollwrap"))
  list.addEventListener("click", () => history.replaceState({ ...history.state, sought: box.value }, ""))
  addEventListener("pageshow", ({ persisted }) => setTimeout(() => {
    if (persisted && !box.value) reopen(history.state?.sought) // WebKit forgot the box of a page it kept
  }))
  reopen(query ?? sought())
  if (toggle.checked) box.focus()
  if (document.activeElement === box) open() // before this script was here
  return heard
}

/** What the reader who comes back had in the box when they followed a result. */
const sought = () =>
  (performance.getEntriesByType("navigation")[0]?.type === "back_forward" ? history.state?.sought : null)

/* ------------------------------------------------------------------ opening, asking, walking */

function reopen(wanted) {
  linked = Boolean(wanted)
  if (!linked) return
  box.value = wanted
  box.focus()
  open() // a box that has the focus does not get it
}

function open() {
  toggle.checked = true
  post({ type: "open" })
  ask()
}

function close() {
  toggle.checked = false
  if (document.activeElement?.closest(".md-search")) document.activeElement.blur()
  if (!linked) return
  const url = new URL(location) // or the page, loaded anew, would open it again
  url.searchParams.delete("q")
  history.replaceState({ ...history.state, sought: null }, "", url)
  linked = false
}

function ask() {
  if (box.value.trim() === asked) return
  asked = box.value.trim()
  post({ type: QUERY, data: box.value })
}

/** The first result of what stands in the box. */
const shown = () => (state.state === "done" && state.query.trim() === box.value.trim() ? $("a", list) : null)

/** Enter leads to it; where there is none yet, the form to the search page. */
function enter(event) {
  if (!shown() && box.value.trim()) return
  event.preventDefault()
  shown()?.click()
}

/** With Ctrl or ⌘, as on a link, Enter opens the first result beside this page. */
function beside(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  if (shown()) window.open(shown().href)
}

/** Arrows go round box and results, Escape leaves; letters go into the box wherever one is. */
function walk(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.keyCode === 229) return
  const places = [box, ...list.querySelectorAll("a, summary")].filter((one) => one.checkVisibility?.() ?? true)
  const at = Math.max(0, places.indexOf(document.activeElement))
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key]
  if (document.activeElement !== box && event.key.length === 1 && event.key !== " ") return box.focus()
  if (event.key === "Escape") close()
  else if (to !== undefined) places.at(to % places.length).focus()
  else return
  event.preventDefault()
}

/* ---------------------------------------------------------------------- what is shown */

function heard(message) {
  if (message.type === RESULT) {
    state = message.data
    draw(list, state, address)
    paint()
  } else if (message.query === state.query && state.state === "done") {
    const { type, ...told } = message // concepts and meant, or stuck
    if (["suggested", "stuck"].includes(type)) Object.assign(state, told)
    paint()
  }
}

/** What stands above the results. */
function told({ state: phase, query, total, notes = [], message, cutOnly, stuck, ...why }) {
  if (phase === "busy") return "正在检索…"
  if (phase === "failed") return `${message}请稍后再试。`
  if (phase !== "done") return "键入以开始搜索"
  if (cutOnly) return `${total} 则含有这${signs(query)}，但都在别的词里`
  const bent = notes.map(({ kind, to, without }) => NOTE[kind] + named(to) +
    (without?.length ? `，没有${named(without)}` : ""))
  return [total ? `${total} 则` : nothing(why), ...bent, ...(stuck ? ["网络不通，其余的没能取到"] : [])].join("，")
}

function paint() {
  const text = told(state)
  if (meta.textContent !== text) meta.textContent = text
  settle(chips(state))
  bar.hidden = !bar.childElementCount
}

/** Puts `wanted` into the bar. What stands there already stays: nobody's click or focus gets lost. */
function settle(wanted) {
  for (const one of wanted) one.key = one.outerHTML
  const keys = new Set(wanted.map(({ key }) => key))
  for (const old of [...bar.children]) if (!keys.has(old.key)) old.remove()
  let at = bar.firstElementChild
  for (const one of wanted)
    if (at?.key === one.key) at = at.nextElementSibling
    else bar.insertBefore(one, at)
  while (at) {
    const next = at.nextElementSibling
    at.remove()
    at = next
  }
}

function chips({ state: phase, categories = [], concepts = [], meant = [], total, query = "", asked }) {
  if (phase === "failed") return [button("重试", () => post({ type: QUERY, data: state.query }))]
  if (phase !== "done") return []
  const chosen = asked.category.map((name) => name.toLowerCase())
  const list = categories.map(({ name, colour, count }) => {
    const on = chosen.includes(name.toLowerCase())
    const filter = on ? "" : " 分类:" + (/\s/.test(name) ? `"${name}"` : name)
    const chip = button(name, () => type(unfiltered() + filter), count, colour)
    chip.setAttribute("aria-pressed", on)
    return chip
  })
  const concept = (text, name, count) => {
    const chip = button(text, () => type([...unfiltered().split(/\s+/).slice(0, -1), name].join(" ")), count)
    chip.classList.add("kb-dlg__c")
    return chip
  }
  list.push(...meant.map(({ name, count }) => concept(`您是不是要找 ${name}`, name, count)),
    ...concepts.slice(0, 4).map(({ name, count }) => concept(name, name, count)))
  if (total > 4 || !total) {
    const all = document.createElement("a")
    all.href = address(`search/?q=${encodeURIComponent(query)}`)
    all.textContent = total ? `全部 ${total} 则` : "到检索页看看"
    list.push(all)
  }
  return list
}

/** What stands in the box, which may be further than the answer. */
const unfiltered = () =>
  box.value.replace(/(分类|category)[:：]\s*("[^"]*"|\S+)/gi, "").trim()

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
  box.value = text
  box.focus()
  ask()
}

/** Further results are spelt out when the reader nears the end of those there are. */
function wantMore(scroller) {
  let wanted = 0
  const more = () => {
    const spelt = state.items?.length ?? 0
    if (state.state !== "done" || spelt >= state.total || (wanted === state && !state.stuck)) return
    wanted = state
    state.stuck = false
    post({ type: "more" })
  }
  for (const event of ["scroll", "wheel", "touchmove"]) // a short list turns, but does not scroll
    scroller.addEventListener(event, () => {
      if (scroller.scrollTop + scroller.clientHeight > scroller.scrollHeight - 160) more()
    }, { passive: true })
  list.addEventListener("focusin", ({ target }) => {
    if (!target.closest("li")?.nextElementSibling?.nextElementSibling) more()
  })
}
