// The report desk. Forms and links inside [data-desk] are sent by htmx and the whole desk is put in
// place of the old one; here the panes keep where they were scrolled to, refusals are shown too, the
// cursor's place goes along with a split, and Ctrl+Enter saves.

const panes = () => document.querySelectorAll("[data-desk] .pane");
let scrolled = new Map();

// Only the desk itself is put in place of the desk; a link to another page leads there.
document.body.addEventListener("htmx:beforeRequest", (event) => {
  const link = event.detail.elt.closest?.("[data-desk] a[href]");
  if (!link || link.pathname === location.pathname) return;
  event.preventDefault();
  location.assign(link.href);
});

document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target } = event.detail;
  if ([403, 409, 422].includes(xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
  if (target?.id !== "desk") return;
  scrolled = new Map([...panes()].map((pane) => [pane.id, pane.scrollTop]));
});

document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id === "context") return event.detail.target.scrollIntoView({ block: "nearest" });
  for (const pane of panes()) pane.scrollTop = scrolled.get(pane.id) ?? pane.scrollTop;
  document.querySelector("[data-desk] .sentence--current")?.scrollIntoView({ block: "nearest" });
});

// A citation opens its passage beside the draft; without script the link leads to its page.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-context]");
  if (!link || !window.htmx || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  window.htmx.ajax("GET", link.href, { target: "#context", select: ".page__content", swap: "innerHTML" });
}, true);

// Code points, not UTF-16 units: the server counts characters.
const caret = (area) => [...area.value.slice(0, area.selectionStart)].length;

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button");
  const field = button?.form?.querySelector("[data-caret]");
  const area = button?.form?.querySelector("textarea");
  if (!field || !area) return;
  const inside = area.selectionStart > 0 && area.selectionStart < area.value.length;
  field.value = inside ? String(caret(area)) : "";
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.("textarea")?.form;
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});
