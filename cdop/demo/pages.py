"""The public pages of a panel: one overdue, one in three languages, one to be signed off."""

from datetime import timedelta

from cdop.accounts.models import Panel
from cdop.core.sign_off import Move
from cdop.db.clock import today
from cdop.demo.learning import read_content
from cdop.demo.people import Stage
from cdop.site import changes
from cdop.site.kinds import PageKind, starting_texts
from cdop.site.models import Page

OVERDUE, WAITING = PageKind.STAFF, PageKind.PARTNERS
IN_ENGLISH = (
    PageKind.ABOUT,
    PageKind.NOTIFY,
    PageKind.FAMILIES,
    PageKind.STAFF,
    PageKind.SAFER_SLEEP,
)


def write_pages(stage: Stage, panel: Panel) -> None:
    content = read_content("pages.toml")
    for kind in IN_ENGLISH:
        body = content.get(kind.value, starting_texts()[kind])
        page = _sign_off(stage, _submit(stage, panel, kind, "en", kind.label, body))
        if kind is OVERDUE:
            edition = page.editions[-1]
            edition.reviewed_on = today() - timedelta(days=405)
            edition.review_by = page.review_by = today() - timedelta(days=40)
    for plan in content["translation"]:
        kind = PageKind(plan["kind"])
        _sign_off(stage, _submit(stage, panel, kind, plan["language"], plan["title"], plan["body"]))
    _submit(stage, panel, WAITING, "en", WAITING.label, starting_texts()[WAITING])


def _submit(
    stage: Stage, panel: Panel, kind: PageKind, language: str, title: str, body: str
) -> Page:
    editor = stage.of(panel, "editor")
    page = changes.start_page(
        panel, actor=editor, kind=kind, language=language, title=title, body=body.strip()
    )
    changes.move_page(page, Move.SUBMIT, actor=editor, version=page.version)
    return page


def _sign_off(stage: Stage, page: Page) -> Page:
    chair = stage.of(page.panel, "chair")
    changes.move_page(page, Move.APPROVE, actor=chair, version=page.version)
    return page
