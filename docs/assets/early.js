// Runs before anything is shown. Material asks for these names, and does this in inline
// scripts; a file of its own lets the policy allow none.

var __md_scope = new URL("../", document.currentScript.src);

function __md_get(key, storage = localStorage, scope = __md_scope) {
  return JSON.parse(storage.getItem(`${scope.pathname}.${key}`));
}

function __md_set(key, value, storage = localStorage, scope = __md_scope) {
  try {
    storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

// The reader's colours, as soon as there is something to colour: else dark flashes light.
{
  const stored = () => {
    try {
      return __md_get("__palette")?.color;
    } catch {
      return null;
    }
  };
  const ofSystem = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default");
  const color = stored() ?? { media: "(prefers-color-scheme)" };
  const scheme = color.media === "(prefers-color-scheme)" ? ofSystem() : color.scheme;
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    document.body.dataset.mdColorScheme = scheme;
    observer.disconnect();
  }).observe(document.documentElement, { childList: true });
}
