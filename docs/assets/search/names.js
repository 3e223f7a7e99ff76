/* What of the site itself is called what was asked: categories, which have pages, and dates. */

import { normalise } from "./normalise.js"

const PERIOD = /^(?:(\d{4})(?:[-/.年](\d\d?)(?:[-/.月](\d\d?)日?|月)?|年)?|(\d\d?)月(?:(\d\d?)日)?)$/

/** Who is called `name`, of the manifest's categories: by name, short name, gloss or alias. */
export function categoryOf(index, name) {
  const asked = normalise(name, index.fold)
  return index.manifest.categories.find((one) => namesOf(index, one).includes(asked))
}

function namesOf(index, [name, slug, , , others = []]) {
  return [slug, ...[name, ...others].map((one) => normalise(one, index.fold))]
}

/** The category, and topics, whose pages are what was asked, or begin so (generative of Generative
    Model), or are that and more (量化 of 量化与压缩): [{kind, name, colour, count, gloss, location}]. */
export function called(index, text) {
  const asked = normalise(text, index.fold)
  const { categories, topics } = index.manifest
  const fold = (name) => normalise(name, index.fold)
  const category = asked && (categoryOf(index, text) ?? categories.find((one) => fold(one[0]).startsWith(`${asked} `)))
  const places = topics.filter(([name]) => [name, ...name.split(/[与、]/)].some((one) => fold(one) === asked))
    .map(([name, slug, at, count]) => {
      const [gloss, , colour] = categories[at]
      return { kind: "专题", name, colour, gloss, count, location: `topics/${slug}/` }
    })
  if (!category) return places
  const [name, slug, colour, counts, [gloss] = []] = category
  const count = counts.reduce((all, one) => all + one, 0)
  return [...(count ? [{ kind: "分类", name, colour, gloss, count, location: `categories/${slug}/` }] : []), ...places]
}

/** A day, month or year however it is written, as ISO dates begin: 2024年3月 as 2024-03, or, of any
    year, 3月8日 as 03-08; or null. */
export function period(text) {
  const [whole, ...parts] = text.normalize("NFKC").replace(/\s/g, "").match(PERIOD) ?? []
  return whole ? parts.filter(Boolean).map((part) => part.padStart(2, "0")).join("-") : null
}

/** Documents of that day, month or year. */
export function dated(index, text) {
  const asked = period(text), from = /^\d{4}/.test(asked) ? 0 : "2024-".length
  const within = index.dates.map((date) => Boolean(asked && date?.startsWith(asked, from)))
  const docs = new Map()
  if (within.includes(true))
    index.dated.forEach((at, doc) => { if (within[at]) docs.set(doc, 0) })
  return docs
}
