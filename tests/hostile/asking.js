// Asks the search page for each address in turn, as going back and forth does, and reads its rows.
async (urls) => {
  const root = document.querySelector("[data-kb-search]")
  const rest = () => new Promise((done) => {
    const look = () => /^(done|empty|idle|failed)$/.test(root.dataset.state) ? setTimeout(done, 5) : setTimeout(look, 5)
    setTimeout(look, 0)
  })
  const found = []
  for (const url of urls) {
    history.replaceState(null, "", url)
    dispatchEvent(new PopStateEvent("popstate"))
    await rest()
    found.push({
      state: root.dataset.state, value: root.querySelector("[name=q]").value,
      status: root.querySelector("[data-part=status]").textContent,
      notice: root.querySelector("[data-part=notice]").textContent,
      rows: [...root.querySelectorAll("[data-part=list] > li")].map((row) => ({
        href: new URL(row.querySelector("a").href).pathname, title: row.querySelector("a").textContent,
        excerpt: [...row.querySelector(".kb-row__x").childNodes]
          .map((e) => (e.className === "kb-lost" ? "" : e.textContent)).join(""), marks: row.querySelectorAll("mark").length,
        odd: [...row.querySelectorAll("*")].filter((e) => !"h2 a p span i mark time".split(" ").includes(e.localName)).length,
      })),
    })
  }
  return found
}
