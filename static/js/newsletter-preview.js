// Shows the e-mail in its frame once it comes into sight, and again as the text changes, without
// sending the editor's form.
const PAUSE = 1500;
const editor = document.getElementById("editor");

for (const each of document.querySelectorAll("[data-enhanced]")) each.hidden = false;
for (const each of document.querySelectorAll("[data-without-scripts]")) each.hidden = true;

function show(button, frame) {
  const copy = document.createElement("form");
  copy.method = "post";
  copy.action = button.formAction;
  copy.target = frame.name;
  for (const name of ["csrf_token", "title", "summary", "message_code", "correction_note", "body"]) {
    if (!editor.elements[name]) continue;
    const field = document.createElement("textarea");
    field.name = name;
    field.value = editor.elements[name].value;
    copy.append(field);
  }
  copy.hidden = true;
  document.body.append(copy);
  copy.submit();
  copy.remove();
}

for (const button of document.querySelectorAll("[data-preview]")) {
  const frame = document.getElementById(button.dataset.preview);
  let waiting;
  button.hidden = true;
  frame.hidden = false;
  const first = new IntersectionObserver((seen) => {
    if (!seen.some((each) => each.isIntersecting)) return;
    first.disconnect();
    frame.dataset.shown = "yes";
    show(button, frame);
  });
  first.observe(frame);
  editor.addEventListener("input", () => {
    if (!frame.dataset.shown) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => show(button, frame), PAUSE);
  });
}
