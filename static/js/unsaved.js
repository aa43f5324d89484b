// Warns before a page is left on which something was typed and not sent.
export function warnOfUnsavedChanges() {
  const changed = new Set();
  document.addEventListener("input", ({ target }) => {
    const form = target.form;
    if (form && form.method === "post" && !("leaveFreely" in form.dataset)) changed.add(form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) changed.delete(event.target);
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...changed].some((form) => form.isConnected)) event.preventDefault();
  });
}
