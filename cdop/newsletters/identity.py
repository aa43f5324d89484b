"""An issue before the identity guard: what is marked, and what an editor does about it."""

from flask import current_app

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import User
from cdop.core.identity_guard.findings import Kind
from cdop.core.moves import NotNow
from cdop.core.writing.pieces import without_numbers
from cdop.learning.identity_changes import dismiss, replaced
from cdop.learning.identity_check import Passage, check_parts
from cdop.newsletters.figures import beside_their_table
from cdop.newsletters.models import Issue
from cdop.trail.record import record
from cdop.web.versions import bump, check_version

PARTS = ("title", "summary", "body", "correction_note")


def texts_of(issue: Issue) -> dict[str, str]:
    return {part: getattr(issue, part) or "" for part in PARTS}


def check_issue(issue: Issue) -> list[Passage]:
    """What the issue could tell of a child of its panel, and the figures typed into it.

    The panel's own address tells nothing, nor does a figure beside the table that prints it.
    """
    return beside_their_table(issue, _check(issue, texts_of(issue)))


def check_notice(issue: Issue, notice: str) -> list[Passage]:
    """The same for the words that take the place of the issue once it is withdrawn.

    No chair is asked about them, so of figures only the small ones hold them back.
    """
    found = _check(issue, {"notice": notice})
    return [each for each in found if each.stops or not each.is_figure]


def _check(issue: Issue, texts: dict[str, str]) -> list[Passage]:
    contact = current_app.config["CONTACT_EMAIL"].lower()
    read = {part: without_numbers(text) for part, text in texts.items()}
    passages = check_parts(read, panel_id=issue.panel_id, subject_id=issue.id, figures=True)
    return [
        each for each in passages if each.kind is not Kind.EMAIL or each.words.lower() != contact
    ]


def reworded(issue: Issue, part: str, start: int, words: str) -> dict[str, str]:
    """The part with the safer wording in place of the passage; NotNow where it stands no more."""
    for passage in check_issue(issue):
        if (passage.part, passage.start, passage.words) == (part, start, words):
            return {part: replaced(texts_of(issue)[part], passage)}
    raise NotNow("The text was changed since; look at it again.")


def dismiss_in_issue(
    issue: Issue, *, actor: User, version: int | str | None, mark: str, reason: str
) -> None:
    """Say why one passage may stay; the chair reads the reason at sign-off."""
    policy.check(actor, Permission.ISSUE_WRITE, issue)
    check_version(issue, version)
    for passage in check_issue(issue):
        if passage.mark == mark and not passage.dismissed:
            dismiss(issue.id, passage, panel_id=issue.panel_id, actor=actor, reason=reason)
            bump(issue)
            record(actor, "issue.passage_dismissed", issue, kind=passage.kind.value)
            return
