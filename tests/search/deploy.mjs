// Answers all requests (JSON on stdin) at once while a site takes another's place: what is said
// for every number of files that were read before. Folders: the old site's, and the new one's.
import { readFileSync } from "node:fs"
import { answer } from "../../docs/assets/search/engine.js"
import { Index } from "../../docs/assets/search/files.js"
import { folderLoader } from "./folder.mjs"

const [old, published] = process.argv.slice(2).map(folderLoader)
const requests = JSON.parse(readFileSync(0, "utf8"))
const said = ({ total, docs, results }) => ({ total, docs, results })
const moments = []
let read
do {
  read = 0
  const before = moments.length + 1 // the manifest at least
  const index = new Index((name) => (read++ < before ? old : published)(name))
  await index.open()
  moments.push(await Promise.all(requests.map((request) =>
    answer(index, { to: 1000, docs: true, ...request }).then(said, (error) => error.message))))
} while (moments.length < read) // until all was read before
process.stdout.write(JSON.stringify(moments))
