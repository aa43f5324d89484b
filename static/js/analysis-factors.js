// Scoring factors by keyboard alone, without reloading the page. Each form also works by itself.
import { startFinder } from "./analysis-finder.js";
import { exchange } from "./analysis-parts.js";

const page = document.getElementById("factors");
const place = document.getElementById("new-factor");
const find = document.getElementById("find");
const status = page.querySelector("[data-status]");
const NO_ANSWER =
  "This could not be saved. What you typed is still here: check your connection, then try again.";

startFinder(find, document.getElementById("find-options"), (factor) => {
  const listed = document.getElementById(`score-${factor.code}`);
  if (listed) {
    listed.querySelector("[data-part]").click();
    return;
  }
  const blank = document.getElementById("blank-factor");
  place.innerHTML = blank.innerHTML.replaceAll("X00", factor.code);
  place.querySelector("[data-name]").textContent = factor.name;
  focusFirst(place);
});

page.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-part]");
  if (event.target.closest("[data-cancel]")) {
    leave();
  } else if (link) {
    event.preventDefault();
    await openBelow(link);
  } else if (event.target.closest("form[data-part] .nhsuk-button-group a")) {
    event.preventDefault();
    leave(event.target);
  }
});

// In the capture phase, so that the guard against double sending sees it as dealt with.
page.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    if (!("part" in form.dataset)) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    await send(form);
    delete form.dataset.sending;
  },
  true,
);

page.addEventListener("keydown", (event) => {
  const form = event.target.closest("form[data-part]");
  if (!form || event.altKey || event.metaKey) return;
  if (event.key === "Escape") {
    event.preventDefault();
    leave(form);
  } else if (event.key === "Enter" && (event.ctrlKey || event.target.type === "radio")) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.target.type === "radio" && !event.ctrlKey) {
    answer(form, event);
  }
});

function answer(form, event) {
  const key = event.key.toLowerCase();
  const wanted = { y: "yes", n: "no" }[key] ?? key;
  const radio = [...form.querySelectorAll("input[type=radio]")].find((r) => r.value === wanted);
  if (!radio) return;
  event.preventDefault();
  radio.checked = true;
  radio.focus();
}

async function send(form) {
  const target = form.closest("[data-below]") ?? place;
  const part = await exchange(form.action, { method: "POST", body: new FormData(form) });
  if (!part) {
    complain(form);
  } else if (part.ok) {
    place.replaceChildren();
    document.getElementById("scores").replaceWith(part.element);
    say(part.element.dataset.message);
    find.value = "";
    find.focus();
  } else {
    target.replaceChildren(part.element);
    const wrong = target.querySelector(".nhsuk-error-message")?.closest(".nhsuk-form-group");
    focusFirst(wrong ?? target);
    say(target.querySelector(".nhsuk-error-message, [role=alert]")?.textContent ?? "");
  }
}

async function openBelow(link) {
  const row = link.closest("li");
  const part = await exchange(link.href);
  if (!part?.ok) {
    location.assign(link.href);
    return;
  }
  row.querySelector("[data-below]")?.remove();
  const below = document.createElement("div");
  below.dataset.below = "";
  below.className = "app-scores__below";
  below.append(part.element);
  row.append(below);
  focusFirst(below);
}

function leave(from) {
  const below = from?.closest("[data-below]");
  if (!below) {
    place.replaceChildren();
    find.focus();
    return;
  }
  const link = below.parentElement.querySelector("a[data-part]");
  below.remove();
  link.focus();
}

function focusFirst(element) {
  const first = element.querySelector("input[type=radio]:checked, input[type=radio], textarea, button");
  first?.focus();
}

function complain(form) {
  let notice = form.querySelector("[data-complaint]");
  if (!notice) {
    notice = document.createElement("p");
    notice.dataset.complaint = "";
    notice.className = "nhsuk-error-message";
    form.append(notice);
  }
  notice.textContent = NO_ANSWER;
  say(NO_ANSWER);
}

function say(text) {
  status.textContent = "";
  setTimeout(() => (status.textContent = text), 50);
}
