// Warns two minutes before idle sign-out. When time is up, what was typed stays on the page.
const WARNING_SECONDS = 120;
const KEY = "cdop-last-seen"; // a time only: shared by the tabs, so that work in one keeps all

export function watchIdleTime({ idleSeconds, stayUrl, signInUrl }) {
  if (!idleSeconds) return;
  const limit = Number(idleSeconds);
  const warnAt = Math.max(limit - WARNING_SECONDS, limit / 2);
  let dialog = null;
  let ended = false;
  seen();

  function seen() {
    try {
      localStorage.setItem(KEY, String(Date.now()));
    } catch {
      window.cdopLastSeen = Date.now();
    }
  }

  function idleFor() {
    let last = window.cdopLastSeen;
    try {
      last = Number(localStorage.getItem(KEY)) || last;
    } catch {
      // Storage is closed: this tab counts for itself.
    }
    return (Date.now() - (last || Date.now())) / 1000;
  }

  async function stay() {
    const token = document.querySelector("meta[name=csrf-token]")?.content ?? "";
    let answer;
    try {
      answer = await fetch(stayUrl, {
        method: "POST",
        headers: { "X-CSRFToken": token, Accept: "application/json" },
        redirect: "manual",
      });
    } catch {
      return; // no connection: the notice stays, and may be answered again
    }
    if (!answer.ok) return end();
    seen();
    close();
  }

  function close() {
    dialog?.close();
    dialog?.remove();
    dialog = null;
  }

  function warn() {
    if (dialog) return;
    dialog = notice("You will soon be signed out", [
      "You have not used this page for a while. To keep information safe you will be signed out in about 2 minutes.",
      "Nothing that you typed is lost if you stay signed in.",
    ]);
    dialog.append(button("Stay signed in", stay));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      stay();
    });
    dialog.showModal();
  }

  function end() {
    ended = true;
    close();
    const bar = notice("You have been signed out", [
      "What you typed is still on this page, but is not saved. Sign in again in a new tab, then come back here and save.",
    ]);
    bar.classList.add("app-notice--ended");
    const link = document.createElement("a");
    link.href = signInUrl;
    link.target = "_blank";
    link.rel = "noopener";
    link.className = "nhsuk-link";
    link.textContent = "Sign in (opens in a new tab)";
    const paragraph = document.createElement("p");
    paragraph.append(link);
    bar.append(paragraph, button("I have signed in: go on here", () => goOn(bar)));
    bar.open = true;
    document.querySelector("#maincontent").prepend(bar);
    bar.setAttribute("role", "alert");
  }

  // The forms of this page carry the token of the session that ended: give them the new one's.
  async function goOn(bar) {
    const answer = await fetch(location.href, { redirect: "manual" }).catch(() => null);
    const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
    const token = page.querySelector("meta[name=csrf-token]")?.content;
    if (!token) {
      bar.querySelector("h2").textContent = "You are still signed out";
      return;
    }
    document.querySelector("meta[name=csrf-token]").content = token;
    for (const input of document.querySelectorAll("input[name=csrf_token]")) input.value = token;
    ended = false;
    seen();
    bar.remove();
  }

  setInterval(() => {
    if (ended) return;
    const idle = idleFor();
    if (idle >= limit) end();
    else if (idle >= warnAt) warn();
    else if (dialog) close(); // another tab said that we stay
  }, 1000);
}

function notice(title, paragraphs) {
  const box = document.createElement("dialog");
  box.className = "app-notice";
  box.setAttribute("aria-labelledby", "app-notice-title");
  const heading = document.createElement("h2");
  heading.id = "app-notice-title";
  heading.className = "nhsuk-heading-m";
  heading.textContent = title;
  box.append(heading);
  for (const text of paragraphs) {
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    box.append(paragraph);
  }
  document.body.append(box);
  return box;
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "nhsuk-button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}
