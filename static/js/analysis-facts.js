// Answers long lists of questions by single keys while an answer has the focus: Y, N, K, A.
const VALUES = { y: "Y", n: "N", k: "NK", a: "NA", backspace: "" };

for (const form of document.querySelectorAll("form[data-quick-answers]")) {
  form.addEventListener("keydown", (event) => {
    if (event.target.type !== "radio" || event.ctrlKey || event.altKey || event.metaKey) return;
    const question = event.target.closest(".app-answer");
    const value = VALUES[event.key.toLowerCase()];
    if (!question || value === undefined) return;
    const radio = [...question.querySelectorAll("input")].find((each) => each.value === value);
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    radio.dispatchEvent(new Event("input", { bubbles: true }));
    next(form, question)?.focus();
  });
}

function next(form, question) {
  const groups = [...form.querySelectorAll(".nhsuk-form-group")];
  const group = groups[groups.indexOf(question) + 1];
  return group?.querySelector("input:checked, input, select") ?? form.querySelector("button");
}
