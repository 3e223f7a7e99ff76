// Answers whole requests (JSON on stdin) from a folder.
import { readFileSync } from "node:fs"
import { nearest, suggest, synonyms } from "../../docs/assets/search/vocabulary.js"
import { answer } from "../../docs/assets/search/engine.js"
import { Index } from "../../docs/assets/search/files.js"
import { folderLoader } from "./folder.mjs"

const index = new Index(folderLoader(process.argv[2]))
const answers = []
for (const request of JSON.parse(readFileSync(0, "utf8"))) {
  const found = await answer(index, { to: 1000, facets: true, ...request })
  const [suggested, others, near] = await Promise.all([suggest(index, request.query ?? ""),
    synonyms(index, request.query ?? ""), nearest(index, request.query ?? "")])
  answers.push({ ...found, suggested, others, near })
}
process.stdout.write(JSON.stringify(answers))
