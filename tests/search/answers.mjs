// Answers whole requests (JSON on stdin) from a folder.
import { readFileSync } from "node:fs"
import { nearest, synonyms } from "../../docs/assets/search/near.js"
import { meant, suggest } from "../../docs/assets/search/vocabulary.js"
import { answer } from "../../docs/assets/search/engine.js"
import { Index } from "../../docs/assets/search/files.js"
import { folderLoader } from "./folder.mjs"

const index = new Index(folderLoader(process.argv[2]))
const answers = []
for (const request of JSON.parse(readFileSync(0, "utf8"))) {
  const found = await answer(index, { to: 1000, facets: true, ...request })
  const query = request.query ?? ""
  const [suggested, others, near, slips] = await Promise.all([suggest(index, query),
    synonyms(index, query), nearest(index, query), meant(index, query, found.total)])
  answers.push({ ...found, suggested, others, near, meant: slips })
}
process.stdout.write(JSON.stringify(answers))
