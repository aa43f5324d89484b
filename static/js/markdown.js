// The formatting bar above a Markdown box, and the preview below it.
export function startMarkdown() {
  for (const preview of document.querySelectorAll(".app-preview")) preview.hidden = false;
  if (document.querySelector("markdown-toolbar")) {
    import("../vendor/markdown-toolbar-element-2.2.3.js");
  }
}
