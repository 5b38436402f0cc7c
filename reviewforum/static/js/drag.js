// Drag a passage onto a sentence to cite it. The same can be done with a button; dragging only
// saves the way. data-drag-passage="42" is dragged onto data-drop-sentence="7"; the form
// [data-drag-form] holds the fields "passage" and "sentence" and is sent as if by its button.

const TYPE = "application/x-passage";
let dragged = null;

const target = (event) => dragged && event.target.closest?.("[data-drop-sentence]");

document.addEventListener("dragstart", (event) => {
  const passage = event.target.closest?.("[data-drag-passage]");
  if (!passage) return;
  dragged = passage;
  event.dataTransfer.setData(TYPE, passage.dataset.dragPassage);
  event.dataTransfer.effectAllowed = "link";
  passage.classList.add("dragging");
});

document.addEventListener("dragover", (event) => {
  const sentence = target(event);
  for (const other of document.querySelectorAll(".drop")) if (other !== sentence) other.classList.remove("drop");
  if (!sentence) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "link";
  sentence.classList.add("drop");
});

document.addEventListener("drop", (event) => {
  const sentence = target(event);
  const form = document.querySelector("[data-drag-form]");
  if (!sentence || !form) return;
  event.preventDefault();
  form.elements.passage.value = event.dataTransfer.getData(TYPE);
  form.elements.sentence.value = sentence.dataset.dropSentence;
  form.requestSubmit();
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("dragging");
  dragged = null;
  for (const element of document.querySelectorAll(".drop")) element.classList.remove("drop");
});
