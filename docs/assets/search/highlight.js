/* Marks on an article's page what the search found (?h=…), by the search's own law of
   spelling: across elements, whatever the spacing, width or case. */

import { hits, normalise } from "./normalise.js"

const BLOCKS = "h1,h2,h3,p,li,td,dd,pre,summary"

/** Marks every occurrence of `terms` within `content` and brings the first into view. */
export function highlight(content, terms) {
  const wanted = terms.map((term) => [...normalise(term)])
  const blocks = [...content.querySelectorAll(BLOCKS)].filter((block) =>
    block.offsetHeight && !block.querySelector(BLOCKS) && !block.closest("nav, aside, details:not([open])"))
  for (const block of blocks) mark(block, wanted)
  const first = content.querySelector("p mark, li mark")
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches
  if (first && !location.hash && first.getBoundingClientRect().top > innerHeight)
    first.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" })
}

function mark(block, terms) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  const nodes = []
  let text = ""
  while (walker.nextNode()) {
    nodes.push([walker.currentNode, text.length])
    text += walker.currentNode.data
  }
  for (const [from, to] of hits(text, terms).reverse())
    for (const [node, start] of nodes) {
      const begin = Math.max(from - start, 0)
      const end = Math.min(to - start, node.length)
      if (begin < end) wrap(node, begin, end)
    }
}

function wrap(node, begin, end) {
  const range = document.createRange()
  range.setStart(node, begin)
  range.setEnd(node, end)
  range.surroundContents(document.createElement("mark"))
}
