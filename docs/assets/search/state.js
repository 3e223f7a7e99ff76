/* What the search page was asked, as it stands in the address. */

export const FACETS = ["category", "topic", "origin", "transmission"]

/** {query, sort, and lists of names by facet and tag} of an address. */
export function read(search) {
  const given = new URLSearchParams(search)
  return {
    query: (given.get("q") ?? "").trim(),
    sort: given.get("sort") === "date" ? "date" : "relevance",
    tag: given.getAll("tag"),
    ...Object.fromEntries(FACETS.map((facet) => [facet, given.getAll(facet)])),
  }
}

/** The address that `read` makes this state of. */
export function write({ query, sort, ...lists }) {
  const given = new URLSearchParams()
  if (query) given.set("q", query)
  for (const name of [...FACETS, "tag"]) for (const value of lists[name]) given.append(name, value)
  if (sort === "date") given.set("sort", sort)
  return location.pathname + (given.size ? `?${given}` : "")
}

/** A query without the filters that were typed into it. */
export const unfiltered = (query) =>
  query.replace(/(?:分类|category|标签|概念|tag|日期|date)[:：]\s*(?:"[^"]*"|\S+)/gi, " ").replace(/\s+/g, " ").trim()
