// A form that is on its way is not sent again by a second press.
export function guardAgainstDoubleSubmit() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "get" || form.target) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    // A download leaves the page standing, and so does a lost connection: allow another try.
    setTimeout(() => delete form.dataset.sent, 5000);
  });
  // Back from the browser's memory: the form may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
}
