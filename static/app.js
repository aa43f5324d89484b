// Everything here only enhances: each page works without it.
import { initAll } from "./nhsuk/nhsuk-frontend-10.6.1.min.js";
import { revealConditional } from "./js/conditional.js";
import { guardAgainstDoubleSubmit } from "./js/double-submit.js";
import { startHtmx } from "./js/htmx.js";
import { watchIdleTime } from "./js/idle.js";
import { startMarkdown } from "./js/markdown.js";
import { warnOfUnsavedChanges } from "./js/unsaved.js";

initAll();
revealConditional();
guardAgainstDoubleSubmit();
warnOfUnsavedChanges();
watchIdleTime(document.body.dataset);
startMarkdown();
startHtmx();
