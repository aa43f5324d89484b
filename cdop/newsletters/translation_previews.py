"""What a translation will look like everywhere, from what stands in the editor."""

from collections.abc import Mapping

from cdop.db.clock import now
from cdop.newsletters import edition
from cdop.newsletters.previews import Draft
from cdop.newsletters.rendering import message_apart, plain_body, render_body
from cdop.newsletters.translation_checks import TEXTS
from cdop.newsletters.translation_models import Translation


def draft_of(translation: Translation, typed: Mapping[str, str] | None = None) -> Draft:
    """The translation with what was typed in place of what was saved."""
    issue = translation.issue
    text = {name: (typed or {}).get(name, getattr(translation, name)) or "" for name in TEXTS}
    code, said = issue.message_code, text["message"]
    rendered = render_body(text["body"], issue.panel_id, code, said=said)
    first = edition.correction_of(issue)
    shown = edition.Edition(
        panel=issue.panel,
        title=text["title"] or "Untitled",
        summary=text["summary"],
        html=rendered.html,
        text=plain_body(text["body"], issue.panel_id, code, said=said),
        message=message_apart(rendered.html, code, said),
        number=None,
        published_at=now(),
        correction=edition.Correction(first.number, text["correction_note"]) if first else None,
        language=translation.spoken,
    )
    return Draft(shown, rendered, text["body"])
