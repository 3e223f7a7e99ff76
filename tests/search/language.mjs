// What the engine's small functions say, as JSON: parsed queries, edits, covers.
import { readFileSync } from "node:fs"
import { oneEdit } from "../../docs/assets/search/vocabulary.js"
import { parse } from "../../docs/assets/search/engine.js"
import { fronted } from "../../docs/assets/search/files.js"
import { cover } from "../../docs/assets/search/match.js"
import { hits } from "../../docs/assets/search/normalise.js"

const calls = { parse, oneEdit, fronted, cover: (text) => cover([...text]),
  hits: (text, terms) => hits(text, terms.map((term) => [...term])) }
const asked = JSON.parse(readFileSync(0, "utf8"))
process.stdout.write(JSON.stringify(asked.map(([name, ...values]) => calls[name](...values))))
