/* What we add to Material's search dialog: the words above its results, chips, more results as one
   scrolls, and keys that Material does not hear. Material itself draws the list. */

const NAMES = 4 // told of those that a note has
const $ = (selector, within = document) => within.querySelector(selector)

/** How each kind of note begins. */
export const NOTE = {
  simplified: "按简体检索", spaced: "没有完全匹配，显示", alias: "没有完全匹配，显示同义的",
  pinyin: "没有完全匹配，按拼音显示", typo: "没有完全匹配，显示相近的", words: "没有完全匹配，显示同时含有",
}

/** The names that a note has to tell, in quotes; some of many. */
export function named(names) {
  const shown = names.slice(0, NAMES).map((name) => `“${name}”`).join("、")
  return shown ? shown + (names.length > NAMES ? `等 ${names.length} 个` : "") : "标题"
}

let state = { state: "idle" }
let post, address // what asks the worker; the address of a page of the site

/** Brings the dialog to life, when it is there. Returns what hears the worker's messages. */
export function dialog(connection) {
  ;({ post, address } = connection)
  addEventListener("DOMContentLoaded", mount, { once: true })
  return heard
}

function heard(message) {
  if (message.type === 3) state = message.data
  else if (message.query === state.query && state.state === "done") {
    const { type, ...told } = message // concepts and meant, or stuck
    if (["suggested", "stuck"].includes(type)) Object.assign(state, told)
    paint()
  }
}

/** What stands above the results. Material writes its own count there; ours replaces it. */
function told({ state: phase, total, notes = [], message, cutOnly, stuck }) {
  if (phase === "busy") return "正在检索…"
  if (phase === "failed") return `${message}请稍后再试。`
  if (phase !== "done") return null
  if (cutOnly) return `${total} 则含有这几个字，但都在别的词里`
  const bent = notes.map(({ kind, to, without }) => NOTE[kind] + named(to) +
    (without?.length ? `，没有${named(without)}` : ""))
  return [total ? `${total} 则` : "没有找到", ...bent, ...(stuck ? ["网络不通，其余的没能取到"] : [])].join("，")
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
  settle(bar, chips(state))
  bar.hidden = !bar.childElementCount
}

/** Puts `wanted` into `bar`. What stands there already stays: nobody's click or focus gets lost. */
function settle(bar, wanted) {
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
  if (phase === "failed") return [button("重试", () => post({ type: 2, data: state.query }))]
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

function mount() {
  const input = $(".md-search__input")
  const meta = $(".md-search-result__meta")
  const list = $(".md-search-result__list")
  const scroller = $(".md-search__scrollwrap")
  if (!input || !meta || !list) return
  meta.setAttribute("aria-live", "polite")
  input.addEventListener("focus", () => post({ type: "open" }))
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
}

/** Further results are spelt out when the reader nears the end of those there are. */
function wantMore(scroller, list) {
  let asked = 0
  const ask = () => {
    const spelt = state.items?.flat().length ?? 0
    if (state.state !== "done" || spelt >= state.total || (asked === state && !state.stuck)) return
    asked = state
    state.stuck = false
    post({ type: "more" })
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
