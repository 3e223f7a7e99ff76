/* What the search page shows, as elements. */

import { NOTE, named } from "./dialog.js"
import { address } from "./shown.js"

/** A page that is called what was asked, as an item of the list. */
export function placeRow({ kind, name, colour = "", gloss, count, location }, page) {
  const item = make("li", `kb-row ${colour}`)
  const link = make("a", "", name)
  link.href = page(location)
  const told = [make("span", "kb-cat", kind), make("span", "", `${count} 则`)]
  if (gloss) told.push(make("span", "", gloss))
  item.append(make("h2", "", [link]), make("p", "kb-row__m", told))
  return item
}

/** A result as an item of the list. `page`: the address of a page of the site. */
export function row(one, page) {
  const item = make("li", `kb-row ${one.category.colour}`)
  const link = make("a", "", headline(one.title))
  link.href = page(address(one))
  const heard = make("span", "kb-rx")
  heard.setAttribute("aria-hidden", "true")
  const last = one.heard.at(-1) // from the first time to the last, as in the site's lists
  for (let at = Math.max(one.heard[0], last - 11); at <= last; at++)
    heard.append(make("i", one.heard.includes(at) ? "on" : ""))
  const meta = [heard, make("span", "", `听到 ${one.heard.length} 次`),
    make("span", "kb-cat", one.category.name), make("span", "", one.origin)]
  if (one.date) {
    const time = make("time", "", one.date)
    time.dateTime = one.date
    meta.push(time)
  }
  const tags = one.tagged.flatMap((tag, at) => [...(at ? ["、"] : []), ...pieces(tag)])
  if (tags.length) meta.push(make("span", "", ["概念：", ...tags]))
  item.append(make("h2", "", [link]), make("p", "kb-row__x", pieces(one.excerpt)),
    make("p", "kb-row__m", meta))
  return item
}

/** A title: a line that is too short for it ends at its colon, as on pages. */
function headline(parts) {
  const at = parts.findIndex(({ text }) => text.includes("："))
  if (at < 0) return pieces(parts)
  const cut = parts[at].text.indexOf("：") + 1
  const before = [...parts.slice(0, at), { ...parts[at], text: parts[at].text.slice(0, cut) }]
  const after = [{ ...parts[at], text: parts[at].text.slice(cut) }, ...parts.slice(at + 1)]
  return [before, after].map((half) => make("span", "", pieces(half)))
}

function pieces(parts) {
  return parts.map(({ text, mark, lost }) =>
    (mark ? make("mark", "", text) : lost ? make("span", "kb-lost", text) : text))
}

const LONG = 24 // characters of a query that are told

/** What was bent to find something: ["，“atention”没有完全匹配，显示相近的“attention”"...]. */
export const bends = (notes) => notes.map(({ kind, from, to, without }) =>
  `，“${from.length > LONG ? from.slice(0, LONG) + "…" : from}”${NOTE[kind]}${named(to)}` + (without?.length ? `（没有${named(without)}）` : ""))

/** An element with `classes` and `content`. */
export function make(name, classes = "", content = []) {
  const element = document.createElement(name)
  if (classes) element.className = classes
  element.append(...(typeof content === "string" ? [content] : content))
  return element
}

/** A button that does `act`. */
export function press(text, act) {
  const button = make("button", "kb-srch__b", text)
  button.type = "button"
  button.addEventListener("click", act)
  return button
}
