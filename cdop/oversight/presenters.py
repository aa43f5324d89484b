"""The trail and the outbox in words, and as a table that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdop.db.clock import LONDON
from cdop.mail.models import MailState, OutboxMail
from cdop.oversight import queries
from cdop.oversight.events import kind_label, label_of
from cdop.web.csv_files import harmless

ACTORS = {"public": "Somebody without an account", "command": "A command", "job": "The service"}
COLUMNS = ("Number", "When", "Who", "What", "Event", "Kind of record", "Record", "Details")
STATES = {
    MailState.QUEUED: ("Waiting", "yellow"),
    MailState.SENT: ("Sent", "green"),
    MailState.FAILED: ("Not sent", "red"),
    MailState.CANCELLED: ("Cancelled", "grey"),
}
PROBLEMS = {
    "too-many": "Asked for too often in one day",
    "smtp-connect": "The mail server cannot be reached",
    "smtp-disconnected": "The mail server broke off",
    "smtp-broken": "The connection to the mail server broke",
    "unwritable": "It cannot be written as a mail, or a key is missing",
}


@dataclass(frozen=True)
class Line:
    """One entry of the trail, as a reader sees it."""

    entry: Any
    who: str
    what: str
    kind: str
    record: str
    details: str


def lines_of(entries: Sequence[Any]) -> list[Line]:
    """Entries with names and references looked up for all of them at once."""
    names, references = _look_up(entries)
    return [
        Line(
            entry=entry,
            who=who_did(entry.actor_id, entry.actor_kind, names),
            what=label_of(entry.event),
            kind=kind_label(entry.subject_kind),
            record=record_words(entry.subject_id, names, references),
            details=_details_words(entry.detail),
        )
        for entry in entries
    ]


def _look_up(entries: Sequence[Any]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    subjects = [entry.subject_id for entry in entries]
    names = queries.names_of([*(entry.actor_id for entry in entries), *subjects])
    return names, queries.references_of(subjects)


def who_did(actor_id: str | None, kind: str, names: Mapping[str, str]) -> str:
    return names.get(actor_id, "A person") if actor_id else ACTORS.get(kind, kind)


def record_words(
    subject_id: str | None, names: Mapping[str, str], references: Mapping[str, str]
) -> str:
    """The reference of a case, the name of a member of staff, else the start of the id."""
    if subject_id is None:
        return ""
    return references.get(subject_id) or names.get(subject_id) or f"{subject_id[:8]}…"


def _details_words(detail: Mapping[str, Any]) -> str:
    """second factor: yes, step: password."""
    return ", ".join(f"{name.replace('_', ' ')}: {_words(value)}" for name, value in detail.items())


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "none"
    return " ".join(str(each) for each in value) if isinstance(value, list) else str(value)


@dataclass(frozen=True)
class Opening:
    """Who opened one record, how often, and when."""

    who: str
    kind: str
    record: str
    times: int
    first_at: Any
    last_at: Any


def openings_of(rows: Sequence[Any]) -> list[Opening]:
    names, references = _look_up(rows)
    return [
        Opening(
            who=who_did(row.actor_id, "user", names),
            kind=kind_label(row.subject_kind),
            record=record_words(row.subject_id, names, references),
            times=row.times,
            first_at=row.first_at,
            last_at=row.last_at,
        )
        for row in rows
    ]


def as_csv(lines: Iterable[Line]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for line in lines:
        local = line.entry.at.astimezone(LONDON)
        cells = (
            line.entry.sequence,
            f"{local:%d/%m/%Y %H:%M:%S}",
            line.who,
            line.what,
            line.entry.event,
            line.kind,
            line.record,
            line.details,
        )
        writer.writerow([harmless(str(cell)) for cell in cells])
    return out.getvalue()


WORK = {
    "accounts.send-reset": "Sending a link for a new password",
    "audit.build": "Counting an audit",
    "audit.prepare": "Making an audit ready for release",
    "exchange.import": "Importing a file of cases",
    "learning.tell_adopters": "Telling panels of changes in lessons they adopted",
    "newsletter.digest": "Queueing the mails of a month",
    "newsletter.files": "Making the PDF and card of an issue",
    "newsletter.import_list": "Bringing a list of readers along",
    "newsletter.publish": "Publishing an issue at its time",
    "newsletter.publish_translation": "Publishing a translation at its time",
    "newsletter.send": "Queueing the mails of an issue",
    "newsletter.send_translation": "Queueing the mails of a translation",
    "newsletter.tell_withdrawn": "Telling readers of a withdrawal",
    "newsletter.translation_files": "Making the PDF of a translation",
    "site.chase": "Reminding owners of overdue pages",
    "training.remind": "Reminding who booked a training",
}


def veiled(address: str) -> str:
    """p•••@example.org: enough to recognise an address that one knows."""
    user, _, domain = address.rpartition("@")
    return f"{user[:1]}•••@{domain}"


def problem_words(mail: OutboxMail) -> str:
    code = mail.problem or ""
    if code in PROBLEMS or not code:
        return PROBLEMS.get(code, "")
    return f"The mail server answered {code.rpartition('-')[2]}"
