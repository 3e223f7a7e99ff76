/* What two spellings must share to find each other: the twin of scripts/search/normalise.py,
   where the rules are written down. Both answer to tests/search/normalise_vectors.json. */

const CLUSTER = /\P{M}[\p{M}\u1160-\u11ff\uff9e\uff9f]*|\p{M}+/gu // what NFKC may compose
const KEPT = /[\p{L}\p{N}\p{M}]/u
const BLANK = /[\p{Z}\p{Cc}]/u
const DROPPED = /[\p{Cf}\ufe00-\ufe0f]/u
const HYPHEN = /[-\u2010\u2011]/
const HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3134f}]/u
const ALNUM = /[a-z0-9]/
const DIGIT = /[0-9]/

/** Characters that form trigrams rather than bigrams. */
export const LATIN = /[a-z0-9+#. ]/

/** Whether `text` holds a Han character. */
export const hasHan = (text) => HAN.test(text)

/* GB 2312 holds what was simplified, save for these characters, which have a simpler form yet. */
const UNLIKE = "吒夥後徵拚捱摺於榘菸薹袷醣麴麽"
let simple // characters of GB 2312, once wanted

/** Whether `text` (normalised) may hold traditional characters: their table need not come otherwise. */
export function mayBeTraditional(text) {
  simple ??= gb2312()
  return [...text].some((char) => HAN.test(char) && (!simple.has(char) || UNLIKE.includes(char)))
}

function gb2312() {
  const bytes = []
  for (let row = 0xb0; row < 0xf8; row++)
    for (let cell = 0xa1; cell < 0xff; cell++) bytes.push(row, cell)
  try {
    return new Set(new TextDecoder("gbk").decode(new Uint8Array(bytes)))
  } catch { // a reader without that encoding
    return new Set()
  }
}

/** The normalised `text`. `fold`: traditional to simplified, a Map, where it is loaded. */
export const normalise = (text, fold) => normaliseMapped(text, fold).chars.join("")

/** Normalised characters with the range of `text` that each comes from:
    {chars, from, to}, offsets in UTF-16 units. */
export function normaliseMapped(text, fold) {
  const cells = gaps(joints(folded(text, fold)))
  return {
    chars: cells.map((cell) => cell.char),
    from: cells.map((cell) => cell.from),
    to: cells.map((cell) => cell.to),
  }
}

/** Where `terms` (arrays of normalised characters) occur in `text`: [[from, to, term]], merged. */
export function hits(text, terms, fold) {
  const { chars, from, to } = normaliseMapped(text, fold)
  const starts = []
  terms.forEach((term, number) => {
    for (let at = 0; at + term.length <= chars.length; at++)
      if (term.length && term.every((char, next) => chars[at + next] === char))
        starts.push([from[at], to[at + term.length - 1], number])
  })
  const merged = []
  for (const hit of starts.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = merged.at(-1)
    if (last && hit[0] < last[1]) last[1] = Math.max(last[1], hit[1])
    else merged.push(hit)
  }
  return merged
}

function folded(text, fold) {
  const cells = []
  let from = 0
  for (const cluster of clusters(text)) {
    const to = from + cluster.length
    for (const char of forms(cluster).chars)
      cells.push({ char: fold?.get(char) ?? char, from, to })
    from = to
  }
  return cells
}

/** Pieces whose NFKC forms, joined, are the NFKC form of `text`. */
function clusters(text) {
  const pieces = text.match(CLUSTER) ?? []
  const composed = text.normalize("NFKC")
  const same = composed === text || composed === pieces.map((piece) => forms(piece).composed).join("")
  return same ? pieces : [text]
}

const remembered = new Map() // single UTF-16 units only: a text has a few hundred of 65,536

/** The NFKC form of a cluster, and its characters folded, traditional ones as they are. */
function forms(cluster) {
  const known = remembered.get(cluster)
  if (known) return known
  const composed = cluster.normalize("NFKC")
  const made = { composed, chars: [...composed].flatMap((char) => [...character(char)]) }
  if (cluster.length === 1) remembered.set(cluster, made)
  return made
}

function character(char) {
  if (DROPPED.test(char)) return ""
  if (KEPT.test(char)) return char.toUpperCase().toLowerCase()
  if (BLANK.test(char)) return " "
  if (HYPHEN.test(char)) return "-"
  return "+#.".includes(char) ? char : "|"
}

/** Hyphens and dots: kept, dropped or a boundary, by their neighbours. */
function joints(cells) {
  const near = (at, pattern) => at in cells && pattern.test(cells[at].char)
  const between = (at, pattern) => near(at - 1, pattern) && near(at + 1, pattern)
  const dropped = (cell, at) => cell.char === "-" && between(at, ALNUM)
  const kept = cells.map((cell, at) =>
    dropped(cell, at) ? null : cell.char === "-" ? { ...cell, char: "|" } : cell)
  const joined = kept.filter(Boolean)
  const digit = (cell) => cell !== undefined && DIGIT.test(cell.char)
  return joined.map((cell, at) =>
    cell.char !== "." || (digit(joined[at - 1]) && digit(joined[at + 1]))
      ? cell : { ...cell, char: "|" })
}

/** Runs of blanks and boundaries: one boundary, one blank, or nothing. */
function gaps(cells) {
  const result = []
  for (let at = 0; at < cells.length;) {
    let end = at
    while (end < cells.length && " |".includes(cells[end].char)) end++
    if (end === at) {
      result.push(cells[at++])
      continue
    }
    const run = cells.slice(at, end)
    const inner = at > 0 && end < cells.length
    const boundary = run.some((cell) => cell.char === "|")
    const han = inner && (HAN.test(cells[at - 1].char) || HAN.test(cells[end].char))
    if (inner && (boundary || !han))
      result.push({ char: boundary ? "|" : " ", from: run[0].from, to: run.at(-1).to })
    at = end
  }
  return result
}
