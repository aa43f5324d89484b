// Warns two minutes before idle sign-out. When time is up the page is covered, but stays as it is
// in memory: the same person signs in again in another tab and goes on with what was typed.
import { button, linkInNewTab, notice } from "./notice.js";

const WARNING_SECONDS = 120;
const KEY = "cdop-last-seen"; // a time only: shared by the tabs, so that work in one keeps all

export function watchIdleTime({ idleSeconds, stayUrl, signInUrl }) {
  if (!idleSeconds) return;
  const limit = Number(idleSeconds);
  const warnAt = Math.max(limit - WARNING_SECONDS, limit / 2);
  let warning = null;
  let cover = null;
  markSeen();
  setInterval(look, 1000);

  function look() {
    if (cover) return;
    const idle = secondsSinceSeen();
    if (idle >= limit) end();
    else if (idle >= warnAt) warn();
    else closeWarning(); // another tab said that we stay
  }

  function warn() {
    if (warning) return;
    warning = notice(
      "You will soon be signed out",
      [
        "You have not used this page for a while. To keep information safe you will be signed out in about 2 minutes.",
        "Nothing that you typed is lost if you stay signed in.",
      ],
      [button("Stay signed in", stay)],
    );
    warning.addEventListener("cancel", (event) => {
      event.preventDefault();
      stay();
    });
    document.body.append(warning);
    warning.showModal();
  }

  function closeWarning() {
    warning?.remove();
    warning = null;
  }

  async function stay() {
    const answer = await fetch(stayUrl, {
      method: "POST",
      headers: { "X-CSRFToken": tokenOf(document), Accept: "application/json" },
      redirect: "manual",
    }).catch(() => null);
    if (!answer) return; // no connection: the notice stays, and may be answered again
    if (!answer.ok) return end();
    markSeen();
    closeWarning();
  }

  function end() {
    closeWarning();
    cover = notice(
      "You have been signed out",
      [
        "What you typed is kept on this page, out of sight. It is not saved yet.",
        "Sign in again in a new tab, then come back here and go on.",
      ],
      [linkInNewTab("Sign in", signInUrl), button("I have signed in: go on", goOn)],
    );
    cover.classList.add("app-notice--cover");
    cover.setAttribute("role", "alertdialog");
    cover.addEventListener("cancel", (event) => event.preventDefault());
    document.body.classList.add("app-covered");
    document.body.append(cover);
    cover.showModal();
  }

  // The forms of this page carry the token of the session that ended: give them the new one's.
  async function goOn() {
    const answer = await fetch(location.href, { redirect: "manual" }).catch(() => null);
    const html = answer?.ok ? await answer.text() : "";
    const fresh = new DOMParser().parseFromString(html, "text/html");
    if (!tokenOf(fresh) || personOf(fresh) !== personOf(document)) {
      cover.querySelector("h2").textContent = "You are not signed in again yet";
      return;
    }
    document.querySelector("meta[name=csrf-token]").content = tokenOf(fresh);
    for (const input of document.querySelectorAll("input[name=csrf_token]")) {
      input.value = tokenOf(fresh);
    }
    document.body.classList.remove("app-covered");
    cover.remove();
    cover = null;
    markSeen();
  }
}

function tokenOf(page) {
  return page.querySelector("meta[name=csrf-token]")?.content ?? "";
}

function personOf(page) {
  return page.querySelector(".nhsuk-header__account")?.textContent.trim();
}

function markSeen() {
  window.cdopLastSeen = Date.now();
  try {
    localStorage.setItem(KEY, String(window.cdopLastSeen));
  } catch {
    // Storage is closed: this tab counts for itself.
  }
}

function secondsSinceSeen() {
  let last = window.cdopLastSeen;
  try {
    last = Math.max(last, Number(localStorage.getItem(KEY)));
  } catch {
    // As above.
  }
  return (Date.now() - last) / 1000;
}
