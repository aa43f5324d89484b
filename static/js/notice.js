// A box with a heading, some sentences and what can be done about it.
export function notice(title, sentences, actions) {
  const box = document.createElement("dialog");
  box.className = "app-notice";
  box.setAttribute("aria-labelledby", "app-notice-title");
  const heading = document.createElement("h2");
  heading.id = "app-notice-title";
  heading.className = "nhsuk-heading-m";
  heading.textContent = title;
  box.append(heading, ...sentences.map(paragraph), ...actions);
  return box;
}

export function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "nhsuk-button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

export function linkInNewTab(text, href) {
  const link = document.createElement("a");
  link.href = href;
  link.target = "_blank";
  link.rel = "noopener";
  link.className = "nhsuk-link";
  link.textContent = `${text} (opens in a new tab)`;
  const made = document.createElement("p");
  made.append(link);
  return made;
}

function paragraph(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}
