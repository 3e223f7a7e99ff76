// Runs before anything is shown, while the style sheets are on their way: what changes the root
// later makes the browser style the whole page anew, the longest single task of a visit.

{
  const root = document.documentElement;

  root.className = location.search ? "js" : "js kb-bare"; // nothing is asked of the search page

  // --- keys that lead into the search box, which takes letters before its program is here ---

  addEventListener("keydown", (event) => {
    const keys = event.ctrlKey || event.metaKey ? ["k"] : ["/", "f", "s"];
    if (event.altKey || !keys.includes(event.key)) return;
    if (document.activeElement?.matches("input, select, textarea")) return;
    event.preventDefault();
    const box = document.querySelector(".md-search__input");
    box.focus();
    box.select();
  });

  // --- the reader's colours. Material's own switch cost four rounds of styling a visit ---

  const NAMES = { auto: "随系统", default: "浅色", slate: "深色" };
  const key = `${new URL("../", document.currentScript.src).pathname}.scheme`;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = "auto";
  try {
    const stored = localStorage.getItem(key);
    if (Object.hasOwn(NAMES, stored)) chosen = stored;
  } catch {
    // Without storage the choice lasts as long as the page.
  }

  const colour = () => {
    root.dataset.kbScheme = chosen;
    root.dataset.mdColorScheme = chosen === "auto" ? (dark.matches ? "slate" : "default") : chosen;
  };

  const bar = document.createElement("meta"); // what phones paint around the page
  bar.name = "theme-color";

  const tell = () => {
    bar.content = getComputedStyle(document.body).backgroundColor;
    document.head.append(bar);
    const button = document.querySelector(".kb-scheme");
    button.title = button.ariaLabel = `配色：${NAMES[chosen]}`;
  };

  colour();
  addEventListener("load", tell);
  dark.addEventListener("change", () => {
    colour();
    tell();
  });
  addEventListener("click", ({ target }) => {
    if (!target.closest?.(".kb-scheme")) return;
    const names = Object.keys(NAMES);
    chosen = names[(names.indexOf(chosen) + 1) % names.length];
    try {
      localStorage.setItem(key, chosen);
    } catch {
      // As above.
    }
    colour();
    tell();
  });
}
