/* The words of a query: known names first, then what the browser's segmenter says. */

import { hasHan, normalise } from "./normalise.js"

/** What joins, and what asks. */
const FUNCTION_WORD = new RegExp("^(?:[的了是在和与或及之而对中里上下等吗呢]|什么|什么是|是什么|什么样|有什么|怎么|怎么样|怎样|如何|" +
  "为什么|为何|为啥|哪些|哪个|哪种|请问|是否|能否|有没有|不是|而不是|an?|and|are|as|at|by|does|for|from|how|in|is|of|on|or|" +
  "than|the|to|vs|what|which|why|with|all|you)$", "u")
export const OF = /(?<![目标])(的)(?!确)/u // which the segmenter leaves at the words before: 带|宽的
const OPENING = /^[上中下里对等]$/u // what words begin with, too: 上采样
const JOINING = /^[的了是在和与或及之而]$/u // of those, what is hardly ever part of a word

/** Words of `text`: known names first, longest first, then what the browser's segmenter says. */
export const words = (text, known) => pieces(text, known).filter((word) => !FUNCTION_WORD.test(word))

/** Whether one of the `texts` only joins or asks, or begins or ends so: together they are a sentence. */
export const asks = (texts) => texts.some((text) => {
  const all = pieces(text)
  return [all[0], all.at(-1)].some((piece) => piece && FUNCTION_WORD.test(piece))
})

/** The first two characters of every word of `text`, or of what may be one. */
export function openings(text) {
  const plain = normalise(text)
  let at = 0
  const pairs = pieces(text).map((piece) => {
    at = plain.indexOf(piece, at) + piece.length
    const told = !FUNCTION_WORD.test(piece) || OPENING.test(piece)
    return told ? plain.slice(at - piece.length).slice(0, 2) : ""
  })
  return [...new Set(pairs.filter(Boolean))]
}

/** Its words, but characters alone in a row are mostly one word that the segmenter does not know:
    卷积 of 卷 and 积. */
export function unbroken(text, known) {
  const alone = (piece) => piece.length === 1 && hasHan(piece) && !JOINING.test(piece)
  const runs = []
  for (const piece of pieces(text, known))
    if (alone(piece) && runs.at(-1)?.every(alone)) runs.at(-1).push(piece)
    else runs.push([piece])
  return runs.map((run) => run.join("")).filter((word) => !FUNCTION_WORD.test(word))
}

function pieces(text, known = []) {
  const plain = normalise(text)
  const names = known.map((name) => normalise(name)).filter((name) => name.length > 1 &&
    name !== plain && plain.includes(name)).sort((a, b) => b.length - a.length)
  let rest = [plain]
  for (const name of names)
    rest = rest.flatMap((piece) => typeof piece !== "string" ? [piece] :
      piece.split(name).flatMap((part, at) => (at ? [[name], part] : [part])))
  return rest.flatMap((piece) => (typeof piece === "string" ? segments(piece) : piece))
}

function segments(text) {
  const runs = text.match(/[a-z0-9+#.]+|[^a-z0-9+#.| ]+/g) ?? []
  if (!globalThis.Intl?.Segmenter) return runs
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" })
  return runs.flatMap((run) => (hasHan(run) ? [...segmenter.segment(run)].map((s) => s.segment) : [run]))
    .flatMap((word) => word.split(OF).filter(Boolean))
}
