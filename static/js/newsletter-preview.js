// Shows the e-mail in its frame, and again as the text changes, without sending the editor's form.
const PAUSE = 1500;
const editor = document.getElementById("editor");

for (const each of document.querySelectorAll("[data-enhanced]")) each.hidden = false;

function show(button, frame) {
  const copy = document.createElement("form");
  copy.method = "post";
  copy.action = button.formAction;
  copy.target = frame.name;
  for (const name of ["csrf_token", "title", "summary", "message_code", "body"]) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = editor.elements[name].value;
    copy.append(field);
  }
  copy.hidden = true;
  document.body.append(copy);
  frame.hidden = false;
  copy.submit();
  copy.remove();
}

for (const button of document.querySelectorAll("[data-preview]")) {
  const frame = document.getElementById(button.dataset.preview);
  let waiting;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    show(button, frame);
  });
  editor.addEventListener("input", () => {
    if (frame.hidden) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => show(button, frame), PAUSE);
  });
}
