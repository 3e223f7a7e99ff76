// Normalises texts (JSON on stdin: [texts, pairs]) with the browser's code, with its ranges.
import { readFileSync } from "node:fs"
import { mayBeTraditional, normaliseMapped } from "../../docs/assets/search/normalise.js"

const [texts, pairs] = JSON.parse(readFileSync(0, "utf8"))
const fold = new Map()
const chars = [...pairs]
for (let at = 0; at < chars.length; at += 2) fold.set(chars[at], chars[at + 1])
process.stdout.write(JSON.stringify(texts.map((text) => {
  const { chars, from, to } = normaliseMapped(text, fold)
  return [chars.join(""), from, to, mayBeTraditional(text)]
})))
