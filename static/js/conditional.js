// Questions that belong to one answer show when it is chosen. (The design system's own script
// marks radio buttons as expanded, which their role does not allow.)
export function revealConditional() {
  const all = [...document.querySelectorAll("[data-reveals]")];
  if (!all.length) return;

  function update() {
    for (const input of all) {
      const part = document.getElementById(input.dataset.reveals);
      const kind = input.type === "checkbox" ? "checkboxes" : "radios";
      part.classList.toggle(`nhsuk-${kind}__conditional--hidden`, !input.checked);
    }
  }

  document.addEventListener("change", update);
  window.addEventListener("pageshow", update);
  update();
}
