// Parses finished pages as the browser does, without running them: what is in them, and
// what of it has no business there. Evaluates to a function of a list of addresses.
async (urls) => {
  const FORBIDDEN = new Set(("iframe frame frameset object embed applet base style math template " +
    "audio video source track portal marquee dialog textarea isindex image foreignobject use " +
    "animate set slot keygen bgsound xmp plaintext listing noembed noframes map area picture " +
    "custom-part feimage desc maction mglyph annotation-xml").split(" "))
  const OUT = /^https:\/\/(source\.invalid|[a-z.]*(google|baidu|bing|zhihu|arxiv|github|semanticscholar)[a-z.]*)\//

  function faults(doc, url) {
    const found = []
    for (const element of doc.querySelectorAll("*")) {
      const tag = element.localName
      if (FORBIDDEN.has(tag)) found.push(`<${tag}>`)
      if (tag === "script" && !fine(element)) found.push(`script ${element.textContent.slice(0, 60)}`)
      if (tag === "meta" && /refresh/i.test(element.httpEquiv) && !/^0; url=\.\.\/[a-z0-9]+\/$/.test(element.content)) {
        found.push("meta refresh")
      }
      for (const { name, value } of element.attributes) {
        if (/^on|^style$|^srcdoc$|^formaction$|^ping$|^background$|[<>"'`={}]/i.test(name)) found.push(`${tag} ${name}`)
        if (/^(href|src|action|poster|data|srcset|xlink:href)$/.test(name) && !leads(tag, value, url)) {
          found.push(`${tag} ${name}=${value.slice(0, 80)}`)
        }
      }
    }
    return found
  }

  function fine(script) {
    if (/^application\/(ld\+)?json$/.test(script.type)) {
      try { JSON.parse(script.textContent) } catch { return false }
      return true
    }
    if (script.src) return !script.textContent
    return false
  }

  function leads(tag, value, url) {
    let target
    try { target = new URL(value, url) } catch { return false }
    if (target.origin === location.origin) return true
    return tag === "a" ? OUT.test(target.href) : tag === "img" && target.protocol === "data:"
  }

  const text = (root, selector) => root.querySelector(selector)?.textContent ?? null
  const texts = (root, selector) => [...root.querySelectorAll(selector)].map((e) => e.textContent)

  function body(doc) {
    const found = doc.querySelector(".kb-art__b")?.cloneNode(true)
    found?.querySelectorAll(".kb-note, .kb-raw, .kb-orig, .kb-lost, .kb-lostline, .kb-cut__m").forEach((e) => e.remove())
    return found?.textContent ?? null
  }

  async function read(url) {
    const html = await (await fetch(url)).text()
    const doc = new DOMParser().parseFromString(html, "text/html")
    const content = doc.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content ?? ""
    return {
      faults: faults(doc, url), policy: content,
      redirect: doc.querySelector('meta[http-equiv="refresh"]')?.content ?? null,
      title: doc.title, heading: text(doc, "h1"),
      description: doc.querySelector('meta[name="description"]')?.content ?? null,
      data: text(doc, 'script[type="application/ld+json"]'),
      raw: texts(doc, ".kb-art__b .kb-raw pre"), body: body(doc), note: text(doc, ".kb-note"),
      chips: texts(doc, ".kb-chips a"), source: doc.querySelector('.kb-orig a[rel="noreferrer"]')?.getAttribute("href") ?? null,
      fix: text(doc, "#kb-fix"), badge: text(doc, ".kb-badge"),
      files: texts(doc, ".kb-file"), lines: [...doc.querySelectorAll(".kb-lines tbody tr")].map((r) => texts(r, "td")),
      titles: texts(doc, ".kb-row h2 a, .kb-row h3 a"), concepts: texts(doc, ".kb-leaders a"),
      problems: [...doc.querySelectorAll(".kb-table--text tbody tr")].map((r) => texts(r, "td")),
      nav: texts(doc, ".md-nav__link"),
    }
  }

  return Promise.all(urls.map(read))
}
