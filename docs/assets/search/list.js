/* The list of results in the dialog. Titles and texts come as HTML, escaped by the worker. */

const drawn = new WeakMap() // a result, or the list, to what it shows

/** What `query` consists of. */
export const signs = (query) => (/[a-z]/i.test(query) ? "几个字母" : "几个字")

/** Draws the results of an answer. Those that stand there already stay: nobody's focus gets lost. */
export function draw(list, answer, address) {
  if (answer.cutOnly) return apart(list, answer, address)
  drawn.delete(list)
  const items = [...answer.places ?? [], ...answer.items]
  const shows = items.map((item) => JSON.stringify(item))
  let same = 0
  while (same < shows.length && drawn.get(list.children[same]) === shows[same]) same++
  while (list.children.length > same) list.lastElementChild.remove()
  items.slice(same).forEach((item, at) => {
    const element = entry(link(item, address))
    drawn.set(element, shows[same + at])
    list.append(element)
  })
}

/** What merely looks alike, folded away behind a way to the search page. */
function apart(list, { items, places, query, total }, address) {
  if (drawn.get(list) !== query) {
    const notice = link({ location: `search/?q=${encodeURIComponent(query)}`, title: "", text: "" }, address)
    notice.querySelector("h1").textContent = `没有以“${query}”为词的摘录`
    const more = make("details", "md-search-result__more")
    const summary = make("summary")
    summary.append(make("div", "", `看含有这${signs(query)}的 ${total} 则`))
    more.append(summary)
    list.replaceChildren(...places.map((place) => entry(link(place, address))), entry(notice, more))
    drawn.set(list, query)
  }
  const more = list.querySelector("details")
  more.append(...items.slice(more.children.length - 1).map((item) => link(item, address)))
}

function entry(...parts) {
  const item = make("li", "md-search-result__item")
  item.append(...parts)
  return item
}

function link({ location, title, text }, address) {
  const anchor = make("a", "md-search-result__link")
  const article = make("article", "md-search-result__article md-typeset")
  anchor.href = address(location)
  article.innerHTML = `<div class="md-search-result__icon md-icon"></div><h1>${title}</h1>${text}`
  anchor.append(article)
  return anchor
}

function make(name, className = "", text = "") {
  return Object.assign(document.createElement(name), { className, textContent: text })
}
