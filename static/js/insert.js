// Puts a chosen passage where the cursor stands, instead of sending the page to have it put last.
for (const button of document.querySelectorAll("[data-insert]")) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const option = document.getElementById(button.dataset.insert).selectedOptions[0];
    const box = document.getElementById(button.dataset.into);
    const before = box.value.slice(0, box.selectionEnd).trimEnd();
    const after = box.value.slice(box.selectionEnd).trimStart();
    const start = before ? `${before}\n\n` : "";
    box.value = `${start}${option.dataset.markdown}\n${after ? `\n${after}` : ""}`;
    const end = start.length + option.dataset.markdown.length;
    box.setSelectionRange(end, end);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  });
}
