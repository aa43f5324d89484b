"""Words and sums for the newsletter pages."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import current_app

from cdop.audits.models import ReleasedTable
from cdop.core.catalogues.professions import Profession
from cdop.core.catalogues.sleep import MESSAGES, Message
from cdop.core.publication import IssueState
from cdop.learning.models import Lesson
from cdop.learning.presenters import as_markdown
from cdop.mail.models import MailState
from cdop.newsletters import checks
from cdop.newsletters.models import Issue
from cdop.newsletters.reader_models import SubscriberState

STATE_COLOURS = {
    IssueState.DRAFT: "grey",
    IssueState.SUBMITTED: "yellow",
    IssueState.RETURNED: "orange",
    IssueState.APPROVED: "blue",
    IssueState.PUBLISHED: "green",
    IssueState.WITHDRAWN: "red",
}
READER_STATES = {
    SubscriberState.PENDING: "Not yet confirmed",
    SubscriberState.CONFIRMED: "Confirmed",
    SubscriberState.UNSUBSCRIBED: "Left",
}


@dataclass(frozen=True)
class Passage:
    """Something that can be put into an issue: its name in the list, and its Markdown."""

    key: str
    label: str
    markdown: str


@dataclass(frozen=True)
class Sending:
    """How far a publication is on its way to its readers."""

    to_come: int
    queued: int
    sent: int
    failed: int
    cancelled: int

    @property
    def total(self) -> int:
        return self.to_come + self.queued + self.sent + self.failed + self.cancelled

    @property
    def dealt_with(self) -> int:
        return self.sent + self.failed + self.cancelled

    @property
    def finished(self) -> bool:
        return self.dealt_with == self.total


def sending(counts: dict[MailState, int], to_come: int) -> Sending:
    return Sending(
        to_come=to_come,
        queued=counts[MailState.QUEUED],
        sent=counts[MailState.SENT],
        failed=counts[MailState.FAILED],
        cancelled=counts[MailState.CANCELLED],
    )


def lesson_passages(lessons: Sequence[Lesson]) -> list[Passage]:
    return [Passage(lesson.id, lesson.title, as_markdown(lesson)) for lesson in lessons]


def table_passages(tables: Sequence[ReleasedTable]) -> list[Passage]:
    return [
        Passage(table.number, f"{table.number}: {table.title}", f"[[table {table.number}]]")
        for table in tables
    ]


def chart_passages(tables: Sequence[ReleasedTable]) -> list[Passage]:
    return [
        Passage(table.number, f"{table.number}: {table.title}", f"[[chart {table.number}]]")
        for table in tables
        if table.chart_svg
    ]


def message(code: str) -> Message | None:
    return MESSAGES.get(code)


def problems_of(issue: Issue) -> list[str]:
    return checks.problems(
        issue.title,
        issue.summary,
        issue.body,
        panel_id=issue.panel_id,
        contact=current_app.config["CONTACT_EMAIL"],
    )


def advice_for(issue: Issue) -> list[str]:
    return checks.advice(issue.title, issue.summary, issue.body)


def profession_label(code: str) -> str:
    return Profession(code).label if code in set(Profession) else "Not said"


def masked(email: str | None) -> str:
    """Enough to recognise an address one knows, not enough to learn one."""
    user, _, domain = (email or "").rpartition("@")
    return f"{user[:1]}•••@{domain}" if user else "–"


def counts_table(
    rows: Iterable[tuple[str, SubscriberState, int]],
) -> list[tuple[str, dict[SubscriberState, int]]]:
    """For each profession its readers by state, and a line for all."""
    found: dict[str, dict[SubscriberState, int]] = {}
    everyone = dict.fromkeys(SubscriberState, 0)
    for code, state, count in rows:
        line = found.setdefault(profession_label(code), dict.fromkeys(SubscriberState, 0))
        line[state] += count
        everyone[state] += count
    return [*sorted(found.items()), ("All", everyone)]


def counts_csv(rows: Iterable[tuple[str, SubscriberState, int]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Profession", *READER_STATES.values()])
    for label, counts in counts_table(rows):
        writer.writerow([label, *(counts[state] for state in READER_STATES)])
    return out.getvalue()
