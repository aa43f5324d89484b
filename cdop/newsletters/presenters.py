"""Words and sums for the newsletter pages."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from cdop.audits.models import ReleasedTable
from cdop.core.catalogues.professions import Profession
from cdop.core.catalogues.sleep import Message
from cdop.core.publication import IssueMove, IssueState
from cdop.core.writing.differences import Paragraph, compare
from cdop.core.writing.sections import sections_of
from cdop.learning.models import Lesson
from cdop.learning.presenters import as_markdown
from cdop.mail.models import MailState
from cdop.newsletters import checks
from cdop.newsletters.models import Issue, IssueComment, IssueStep, IssueVersion, Picture
from cdop.newsletters.reader_models import SubscriberState
from cdop.newsletters.rendering import message_apart
from cdop.newsletters.template import WRITE_HERE
from cdop.newsletters.translation_models import TranslationVersion

V = TypeVar("V", IssueVersion, TranslationVersion)
NEWEST = 20
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


def picture_passages(pictures: Sequence[Picture]) -> list[Passage]:
    return [
        Passage(str(each.number), f"{each.number}: {each.alt}", f"[[picture {each.number}]]")
        for each in pictures
    ]


@dataclass(frozen=True)
class MarginSection:
    """A section of an issue: how much stands in it, and what was remarked on it."""

    heading: str
    words: int
    is_template: bool
    comments: list[IssueComment]

    @property
    def open_comments(self) -> int:
        return sum(comment.settled_at is None for comment in self.comments)


def headings(issue: Issue) -> list[str]:
    return [section.heading for section in sections_of(issue.body) if section.heading]


def margin(issue: Issue, comments: Sequence[IssueComment]) -> list[MarginSection]:
    """The sections with their remarks; those on the whole issue, or on a section gone, first."""
    sections = sections_of(issue.body)
    known = {section.heading for section in sections if section.heading}
    found = [
        MarginSection(
            "The whole issue", 0, False, [each for each in comments if each.section not in known]
        )
    ]
    return found + [
        MarginSection(
            section.heading or "Before the first heading",
            checks.count_words(section.text),
            WRITE_HERE in section.text,
            [each for each in comments if section.heading and each.section == section.heading],
        )
        for section in sections
    ]


@dataclass(frozen=True)
class Compared:
    """One part of an issue in two versions."""

    label: str
    paragraphs: list[Paragraph]

    @property
    def is_changed(self) -> bool:
        return any(paragraph.is_changed for paragraph in self.paragraphs)


ISSUE_PARTS = {
    "title": "Title",
    "summary": "Summary",
    "message_code": "Message of the quarter",
    "correction_note": "What was wrong",
    "body": "Newsletter",
}
TRANSLATION_PARTS = {
    "message" if name == "message_code" else name: label for name, label in ISSUE_PARTS.items()
}


def compared(before: IssueVersion, after: IssueVersion) -> list[Compared]:
    return _compared(before, after, ISSUE_PARTS)


def compared_translations(before: TranslationVersion, after: TranslationVersion) -> list[Compared]:
    return _compared(before, after, TRANSLATION_PARTS)


def _compared(before: Any, after: Any, parts: Mapping[str, str]) -> list[Compared]:
    return [
        Compared(label, compare(getattr(before, name), getattr(after, name)))
        for name, label in parts.items()
    ]


STEP_LABELS = {
    IssueMove.SCHEDULE: "Asked to go out",
    IssueMove.STOP: "Stopped",
    IssueMove.TAKE_BACK: "Taken back to draft",
}


def step_label(step: IssueStep) -> str:
    """What was done, where the state reached does not say it."""
    return STEP_LABELS.get(IssueMove(step.move), step.to_state.label)


def message_after(html: str, code: str) -> Message | None:
    """The message of the quarter, to stand at the end where the text does not hold it."""
    return message_apart(html, code)


def problems_of(issue: Issue) -> list[str]:
    return checks.problems_of(issue)


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


def to_choose(versions: Sequence[V], *chosen: V) -> list[V]:
    """Of a long list the newest, those around the chosen, and every tenth: each can be reached."""
    numbers = {each.number for each in chosen}
    return [
        each
        for place, each in enumerate(versions)
        if place < NEWEST
        or each.number % 10 == 0
        or each.number == 1
        or any(abs(each.number - number) < 10 for number in numbers)
    ]
