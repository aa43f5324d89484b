// The formatting bar above a Markdown box, and the preview below it.
export function startMarkdown() {
  for (const preview of document.querySelectorAll(".app-preview")) preview.hidden = false;
  if (!document.querySelector("markdown-toolbar")) return;
  import("../vendor/markdown-toolbar-element-2.2.3.js");
  document.addEventListener("keydown", (event) => {
    const inBar = event.target.closest?.("markdown-toolbar [role=button]");
    if (inBar && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      inBar.click();
    }
  });
}
