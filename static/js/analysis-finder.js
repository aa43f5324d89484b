// A search box that offers factors while one types, worked by arrow keys, Enter and Escape.
const SHOWN = 8;

export function startFinder(box, list, choose) {
  const factors = [...document.querySelectorAll("[data-catalogue] input[name=pick]")].map((each) => ({
    code: each.value,
    name: each.dataset.name,
    search: `${each.value} ${each.dataset.name}`.toLowerCase(),
    words: each.dataset.words,
  }));
  let hits = [];
  let active = 0;

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  box.addEventListener("input", () => offer(matching(factors, box.value)));
  // Not where the box has focus again: what is typed there next must keep its list.
  box.addEventListener("blur", () => setTimeout(() => document.activeElement === box || close(), 150));
  box.addEventListener("keydown", (event) => {
    if (!hits.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) activate((active + step + hits.length) % hits.length);
    else if (event.key === "Enter") take(hits[active]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    take(hits[Number(option.dataset.index)]);
  });

  function offer(found) {
    hits = found;
    list.replaceChildren(...found.map(optionOf));
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(found.length > 0));
    if (found.length) activate(0);
    else box.removeAttribute("aria-activedescendant");
  }

  function optionOf(factor, index) {
    const option = document.createElement("li");
    option.id = `find-option-${index}`;
    option.setAttribute("role", "option");
    option.dataset.index = index;
    const scored = document.getElementById(`score-${factor.code}`) ? " (scored: change it)" : "";
    option.textContent = `${factor.code} ${factor.name}${scored}`;
    return option;
  }

  function activate(index) {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", at === index));
    box.setAttribute("aria-activedescendant", `find-option-${index}`);
    list.children[index].scrollIntoView({ block: "nearest" });
  }

  function take(factor) {
    close();
    box.value = "";
    choose(factor);
  }

  function close() {
    offer([]);
  }
}

// Every word typed begins a word of the name, or stands in the other words of the factor.
function matching(factors, typed) {
  const words = typed.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean);
  if (!words.length) return [];
  const ranked = factors.map((factor) => [words.map((word) => fit(factor, word)), factor]);
  return ranked
    .filter(([fits]) => fits.every(Boolean))
    .map(([fits, factor]) => [fits.reduce((sum, each) => sum + each), factor])
    .sort(([one], [other]) => other - one)
    .slice(0, SHOWN)
    .map(([, factor]) => factor);
}

function fit(factor, word) {
  const begins = new RegExp(`\\b${word}`);
  if (begins.test(factor.search)) return 3;
  return begins.test(factor.words) ? 1 : 0;
}
