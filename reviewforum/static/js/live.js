// Says aloud what changed. An answer to htmx may carry HX-Trigger: {"say": "3 citations"}; the words
// go to the page's one polite live region. After a swap the focus stays where it was, by id.

const region = document.getElementById("live");
let focused = "";

export function say(text) {
  if (!region) return;
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 50);
}

document.body.addEventListener("say", (event) => say(event.detail.value ?? String(event.detail)));
document.body.addEventListener("htmx:beforeSwap", () => { focused = document.activeElement?.id ?? ""; });
document.body.addEventListener("htmx:afterSettle", () => {
  const lost = !document.activeElement || document.activeElement === document.body;
  if (lost && focused) document.getElementById(focused)?.focus({ preventScroll: true });
});
