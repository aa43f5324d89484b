"""What a draft will look like everywhere, from what stands in the editor and is not saved yet."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cdop.db.clock import now
from cdop.mail.links import base_url
from cdop.newsletters import checks, edition, mailing
from cdop.newsletters.length import Length, of_pages, sides_in
from cdop.newsletters.models import Issue
from cdop.newsletters.rendering import Rendered, message_apart, plain_body, render_body
from cdop.web.pdf.rendering import PdfFailed

SHARP = 90.0  # dots to the inch of the pages shown beside the editor


@dataclass(frozen=True)
class Draft:
    """A draft as typed, and what its rendering told."""

    edition: edition.Edition
    rendered: Rendered
    body: str


@dataclass
class Preview:
    """A draft in each of its forms."""

    rendered: Rendered
    edition: edition.Edition
    text: str
    words: int
    reading_age: int | None
    pages: list[str] = field(default_factory=list)  # as data: addresses
    length: Length | None = None  # once the pages are drawn
    problem: str = ""  # why they could not be

    @property
    def html(self) -> Any:
        return self.rendered.html

    @property
    def problems(self) -> list[str]:
        return self.rendered.problems


def draft_of(issue: Issue, typed: Mapping[str, Any]) -> Draft:
    """The issue with what was typed in place of what was saved."""
    text = {name: typed.get(name, getattr(issue, name)) or "" for name in TEXTS}
    rendered = render_body(text["body"], issue.panel_id, text["message_code"])
    shown = edition.Edition(
        panel=issue.panel,
        title=text["title"] or "Untitled",
        summary=text["summary"],
        html=rendered.html,
        text=plain_body(text["body"], issue.panel_id, text["message_code"]),
        message=message_apart(rendered.html, text["message_code"]),
        number=None,
        published_at=now(),
        correction=_correction(issue, typed),
    )
    return Draft(shown, rendered, text["body"])


def _correction(issue: Issue, typed: Mapping[str, Any]) -> edition.Correction | None:
    kept = edition.correction_of(issue)
    return kept and replace(kept, note=typed.get("correction_note", kept.note) or "")


TEXTS = ("title", "summary", "body", "message_code")


def preview(draft: Draft, *, with_pages: bool = False) -> Preview:
    made = Preview(
        rendered=draft.rendered,
        edition=draft.edition,
        text=mailing.compose(draft.edition, base_url()).text,
        words=checks.count_words(draft.body),
        reading_age=checks.reading_age_of(draft.body),
    )
    return _with_pages(made, draft.body) if with_pages else made


def _with_pages(made: Preview, body: str) -> Preview:
    try:
        pages = edition.pages_of(made.edition, ppi=SHARP)
    except PdfFailed as failed:
        return replace(made, problem=str(failed))
    return replace(
        made,
        pages=[_as_address(page, "image/png") for page in pages],
        length=of_pages(sides_in(pages), body),
    )


def _as_address(content: bytes, mime: str) -> str:
    return f"data:{mime};base64,{base64.b64encode(content).decode()}"


def mail_html(draft: Draft) -> str:
    """The e-mail's HTML with its pictures inside, since a preview has no parts to hang them on."""
    composed = mailing.compose(draft.edition, base_url())
    html = composed.html.replace(f"[[{mailing.LINK}]]", "#").replace(
        f"[[{mailing.PREFERENCES}]]", "#"
    )
    for picture in composed.pictures:
        html = html.replace(f"cid:{picture.name}", _as_address(picture.content, picture.mime))
    return html


def pdf_of(draft: Draft) -> bytes:
    return edition.pdf_of(draft.edition)
