// Answers whole requests (JSON on stdin) with the scripts as a site serves them, as a page would.
import { readFileSync } from "node:fs"
import vm from "node:vm"
import { folderLoader } from "./folder.mjs"

const folder = process.argv[2]
const run = (name) => vm.runInThisContext(readFileSync(`${folder}/${name}.js`, "utf8"))
run("engine")
globalThis.shouxunModules.later = async (name) => { run(name); return globalThis.shouxunModules }
const { Index, answer } = globalThis.shouxunModules
const read = []
const load = folderLoader(folder)
const index = new Index((name) => { read.push(name); return load(name) })
const answers = []
for (const request of JSON.parse(readFileSync(0, "utf8")))
  answers.push(await answer(index, { to: 1000, facets: true, ...request }))
process.stdout.write(JSON.stringify({ answers, read }))
