// Loads htmx only on pages that use it, tells it our CSRF token and how to treat refusals.
export function startHtmx() {
  if (!document.querySelector("[hx-get], [hx-post]")) return;
  if (document.readyState !== "complete") {
    // htmx, coming between DOMContentLoaded and load, would wait for the former for ever.
    window.addEventListener("load", startHtmx, { once: true });
    return;
  }
  const token = document.querySelector("meta[name=csrf-token]")?.content;
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (token) detail.headers["X-CSRFToken"] = token;
  });
  // Once a page is told where to go on it asks no more, or each answer would begin the way anew.
  let leaving = false;
  document.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
    leaving ||= detail.xhr.getResponseHeader("HX-Redirect") !== null;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (leaving) event.preventDefault();
  });
  const config = document.createElement("meta");
  config.name = "htmx-config";
  config.content = JSON.stringify({
    includeIndicatorStyles: false,
    allowEval: false,
    selfRequestsOnly: true,
    historyEnabled: false,
    responseHandling: [{ code: "2..|422", swap: true }, { code: "[45]..", swap: false }],
  });
  const script = document.createElement("script");
  script.src = new URL("../vendor/htmx-2.0.11.min.js", import.meta.url).href;
  document.head.append(config, script);
}
