// A loader that reads a built index from disk.
import { readFileSync } from "node:fs"

export const folderLoader = (folder) => async (name) => {
  const text = readFileSync(`${folder}/${name}.js`, "utf8")
  return JSON.parse(`[${text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"))}]`)
}
