// Small comforts. Every page works without this file; nothing here is needed to read.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// --- the header names the page once its heading is out of sight ---

const heading = $(".md-content h1");
if (heading) {
  const title = $(".md-header__title");
  $(".md-header__topic + * > *").textContent = $('[property="og:title"]')?.content ?? "";
  new IntersectionObserver(([{ isIntersecting, boundingClientRect }]) =>
    title.classList.toggle("md-header__title--active", !isIntersecting && boundingClientRect.top < 0),
  ).observe(heading);
}

// --- the drawer by keyboard: no key reaches a label, which is all that works without scripts ---

const drawer = $("#__drawer");
const menu = document.createElement("button");
Object.assign(menu, { type: "button", className: "kb-menu", ariaLabel: "导航", ariaExpanded: "false" });
$(".md-header [for=__drawer]").append(menu);
menu.addEventListener("click", (event) => {
  drawer.click();
  if (drawer.checked && !event.detail) leadIn(); // no pointer clicked
});
drawer.addEventListener("change", () => (menu.ariaExpanded = String(drawer.checked)));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drawer.checked) return;
  drawer.click();
  menu.focus();
});

function leadIn() { // at the first frame in which the drawer can be seen
  const first = $(".kb-nav li a");
  first.focus();
  if (drawer.checked && document.activeElement !== first) requestAnimationFrame(leadIn);
}

// --- filter a list by topic: links lead to the topic's page where scripts are off ---

for (const bar of $$("[data-filter]")) {
  const list = document.getElementById(bar.dataset.filter);
  const none = $("[data-none]");
  const shown = $("[data-shown]");
  const all = shown?.textContent;
  bar.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-topic]");
    if (!chip || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const topic = chip.dataset.topic;
    let count = 0;
    for (const row of list.children) {
      row.hidden = topic !== "" && !row.dataset.topics.split(" ").includes(topic);
      count += !row.hidden;
    }
    mark(bar, chip, "aria-current");
    if (none) none.hidden = count > 0;
    if (shown) shown.textContent = topic ? `${count} 则` : all;
  });
}

function mark(bar, chosen, attribute) {
  for (const chip of bar.children) {
    if (attribute === "aria-pressed") chip.setAttribute(attribute, String(chip === chosen));
    else if (chip === chosen) chip.setAttribute(attribute, "true");
    else chip.removeAttribute(attribute);
  }
}

// --- filter a log by state ---

for (const bar of $$("[data-states]")) {
  const log = document.getElementById(bar.dataset.states);
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-state]");
    if (!chip) return;
    for (const item of log.children) {
      item.hidden = chip.dataset.state !== "" && !item.classList.contains(`s-${chip.dataset.state}`);
    }
    mark(bar, chip, "aria-pressed");
  });
}

// --- sort a list that stands on one page ---

let collator; // half of this file's time, were it made on every visit
const byTitle = (a, b) =>
  (collator ??= new Intl.Collator("zh-Hans-CN-u-co-pinyin", { numeric: true })).compare(a, b);
const titleOf = (row) => $("a", row).textContent;
const orders = {
  heard: (a, b) => b.dataset.heard - a.dataset.heard,
  last: (a, b) => b.dataset.last - a.dataset.last,
  date: (a, b) => b.dataset.date.localeCompare(a.dataset.date),
  title: (a, b) => byTitle(titleOf(a), titleOf(b)),
};

for (const select of $$("[data-sort]")) {
  const list = document.getElementById(select.dataset.sort);
  const given = [...list.children];
  select.closest("label").hidden = false;
  select.value = "heard";
  select.addEventListener("change", () => {
    list.append(...[...given].sort(orders[select.value]));
  });
}

// --- copy: the page's address, or a snippet ---

for (const [number, block] of $$(".kb-prose pre").entries()) {
  block.id ||= `kb-code-${number}`;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "kb-copy", textContent: "复制", hidden: true });
  button.dataset.copy = block.id;
  block.after(button);
}

for (const button of $$("[data-copy-link], [data-copy]")) {
  if (!navigator.clipboard) break; // only secure pages may write to the clipboard
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = button.dataset.copy;
    const text = source
      ? document.getElementById(source).textContent
      : ($('link[rel="canonical"]')?.href ?? location.href.split("#")[0]);
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "已复制";
    } catch {
      button.textContent = "未能复制";
    }
    setTimeout(() => (button.textContent = words), 1600);
  });
}

// --- mark the terms of the evidence where they stand in the text (CSS custom highlights) ---

function rangesOf(root, forms) {
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.toLowerCase();
    for (const form of forms.filter(Boolean).map((form) => form.toLowerCase())) {
      for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + form.length);
        found.push(range);
      }
    }
  }
  return found;
}

for (const button of window.CSS?.highlights ? $$("[data-mark]") : []) {
  const root = document.getElementById(button.dataset.mark);
  const terms = $$(".kb-ev li", button.closest("details"));
  const formsOf = (items) => // as the text writes a term, where that is not its name
    items.flatMap((item) => (item.dataset.forms ?? $("span", item).textContent).split("\n"));
  const isOn = () => button.getAttribute("aria-pressed") === "true";
  const show = (items) =>
    items.length
      ? CSS.highlights.set("kb-evidence", new Highlight(...rangesOf(root, formsOf(items))))
      : CSS.highlights.delete("kb-evidence");
  button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(!isOn()));
    show(isOn() ? terms : []);
  });
  for (const term of terms) {
    term.addEventListener("pointerenter", () => show([term]));
    term.addEventListener("pointerleave", () => show(isOn() ? terms : []));
  }
}

// --- preview a related article: its own description, fetched when the pointer rests on it ---

const peeks = new Map();
let peek = null;
let waiting = 0;

async function describe(link) {
  const url = new URL(link.href);
  if (!peeks.has(url.href)) {
    const found = fetch(url)
      .then((answer) => (answer.ok ? answer.text() : ""))
      .then((html) => new DOMParser().parseFromString(html, "text/html"))
      .then((page) => $('meta[name="description"]', page)?.content ?? "")
      .catch(() => "");
    peeks.set(url.href, found);
  }
  return peeks.get(url.href);
}

async function showPeek(link) {
  const words = await describe(link);
  if (!words || waiting === 0) return;
  hidePeek();
  peek = document.createElement("div");
  peek.className = "kb-peek";
  peek.id = "kb-peek";
  peek.setAttribute("role", "tooltip");
  peek.textContent = words;
  link.setAttribute("aria-describedby", "kb-peek");
  link.closest("li").append(peek);
}

function hidePeek() {
  clearTimeout(waiting);
  waiting = 0;
  $('[aria-describedby="kb-peek"]')?.removeAttribute("aria-describedby");
  peek?.remove();
  peek = null;
}

if (location.protocol !== "file:") {
  for (const link of $$(".kb-rel a")) {
    const soon = () => {
      hidePeek();
      waiting = setTimeout(() => showPeek(link), 250);
    };
    for (const event of ["pointerenter", "focus"]) link.addEventListener(event, soon);
    for (const event of ["pointerleave", "blur"]) link.addEventListener(event, hidePeek);
  }
  document.addEventListener("keydown", (event) => event.key === "Escape" && hidePeek());
}
