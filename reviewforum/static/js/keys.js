// A desk from the keyboard. Any link, button or field with data-key="a" answers to that key; on a
// list, data-key-within limits a key to the part that holds the focus. Nothing happens while a
// person types, or with Ctrl, Alt or Meta held. "?" lists the keys of the page.

const typing = (target) =>
  target.closest?.('input:not([type="checkbox"], [type="radio"], [type="submit"], [type="button"]), textarea, select, [contenteditable="true"]');

const visible = (element) => element.getClientRects().length > 0 && !element.disabled;

function owner(key) {
  const all = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].filter(visible);
  const part = document.activeElement?.closest("[data-key-within]");
  const near = part && all.find((element) => part.contains(element));
  return near ?? all.find((element) => !element.closest("[data-key-within]")) ?? all[0];
}

function act(element) {
  if (element.matches("input:not([type=checkbox], [type=radio]), textarea, select")) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

const words = (element) => {
  if (element.dataset.keyLabel) return element.dataset.keyLabel;
  if (element.ariaLabel) return element.ariaLabel;
  const copy = element.cloneNode(true);
  copy.querySelectorAll("kbd").forEach((kbd) => kbd.remove());
  return copy.textContent.trim() || element.labels?.[0]?.textContent.trim() || "";
};

function help() {
  const dialog = document.getElementById("keys-help");
  if (!dialog || dialog.open) return;
  const seen = new Set();
  const rows = [];
  for (const element of document.querySelectorAll("[data-key]")) {
    if (seen.has(element.dataset.key) || !visible(element)) continue;
    seen.add(element.dataset.key);
    const term = document.createElement("dt");
    const kbd = document.createElement("kbd");
    kbd.textContent = element.dataset.key;
    term.append(kbd);
    const meaning = document.createElement("dd");
    meaning.textContent = words(element);
    rows.push(term, meaning);
  }
  dialog.querySelector("dl").replaceChildren(...rows);
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Escape" && typing(event.target)) return event.target.blur();
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") return help();
  const element = owner(event.key);
  if (!element || event.repeat) return;
  event.preventDefault();
  act(element);
});
