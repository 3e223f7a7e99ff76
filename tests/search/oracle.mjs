// Answers normalised queries (JSON on stdin) with the browser's engine, from a folder.
import { readFileSync } from "node:fs"
import { Index } from "../../docs/assets/search/files.js"
import { matches } from "../../docs/assets/search/match.js"
import { folderLoader } from "./folder.mjs"

const index = new Index(folderLoader(process.argv[2]))
const answers = []
for (const query of JSON.parse(readFileSync(0, "utf8")))
  answers.push([...await matches(index, [...query])])
process.stdout.write(JSON.stringify(answers))
