// What a page wants only once it is shown. Named in the page, it shared the line with the style
// sheet: 75 to 124 ms of a slow phone's first paint. A deferred script runs when the styles are
// here; until then it keeps the browser from laying the page out without them (10 ms of a page
// whose styles are in the cache).

for (const src of document.currentScript.dataset.scripts.split(" ")) {
  document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
}
