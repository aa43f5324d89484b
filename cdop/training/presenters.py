"""Wording and sums of the training pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cdop.core.catalogues.professions import Profession
from cdop.core.training import FEWEST_ANSWERS, Cover
from cdop.mail.links import external_url
from cdop.training.models import Evaluation, Question, Session
from cdop.web.filters import as_london, uk_date


def when(session: Session) -> str:
    """3 March 2027, 2:00pm to 3:00pm."""
    start = as_london(session.starts_at)
    end = start + timedelta(minutes=session.minutes)
    return f"{uk_date(start)}, {_clock(start)} to {_clock(end)}"


def _clock(moment: datetime) -> str:
    return f"{moment.hour % 12 or 12}:{moment:%M}{'am' if moment.hour < 12 else 'pm'}"


def profession_label(code: str) -> str:
    return Profession(code).label if code in set(Profession) else code


@dataclass(frozen=True)
class QuizLine:
    """One question: the share of right answers before and after, where enough were given."""

    text: str
    before: str
    after: str


def quiz_lines(
    counts: dict[str, dict[str, tuple[int, int]]], questions: dict[str, Question]
) -> list[QuizLine]:
    return [
        QuizLine(
            questions[question_id].text,
            _share(phases.get("before")),
            _share(phases.get("after")),
        )
        for question_id, phases in counts.items()
        if question_id in questions
    ]


def _share(found: tuple[int, int] | None) -> str:
    if found is None:
        return "No answers"
    right, count = found
    if count < FEWEST_ANSWERS:
        return f"Fewer than {FEWEST_ANSWERS} answers"
    return f"{right / count:.0%} of {count}"


def evaluation_words(found: Sequence[Evaluation]) -> str:
    if len(found) < FEWEST_ANSWERS:
        return f"Fewer than {FEWEST_ANSWERS} people have answered so far."
    useful = sum(each.useful >= 4 for each in found)
    confident = sum(each.confident >= 4 for each in found)
    return (
        f"{len(found)} people answered. {useful} found it useful (4 or 5), and {confident} feel"
        " confident to act on it (4 or 5)."
    )


def comments(found: Sequence[Evaluation]) -> list[str]:
    """What people wrote, once enough did that nobody is told by their words."""
    said = [each.differently for each in found if each.differently]
    return said if len(found) >= FEWEST_ANSWERS else []


COVER_HEADINGS = (
    "Organisation",
    "Work",
    "Tier",
    "Staff who need it",
    "Trained and in date",
    "Coverage",
    "Still to train",
    "Due for refresh within 3 months",
)


def cover_cells(cover: Cover) -> list[str]:
    return [
        cover.agency,
        profession_label(cover.profession),
        cover.tier.value,
        "Not entered" if cover.needed is None else str(cover.needed),
        str(cover.trained),
        "–" if cover.share is None else f"{cover.share:.0%}",
        "–" if cover.missing is None else str(cover.missing),
        str(cover.due),
    ]


@dataclass(frozen=True)
class Reached:
    """How far one group is trained in one subject, in words and in a colour that repeats them."""

    words: str
    colour: str


ENOUGH, HALF = 0.85, 0.5
NOBODY_YET = Reached("–", "")


def cover_map(
    tables: Sequence[tuple[str, int, Sequence[Cover]]],
) -> list[tuple[Cover, list[Reached]]]:
    """Each group once, with how far it is reached in every subject: the gaps at a glance."""
    groups = {
        (line.agency, line.profession, line.tier): line for _, _, lines in tables for line in lines
    }
    by_subject = [
        {(line.agency, line.profession, line.tier): _reached(line) for line in lines}
        for _, _, lines in tables
    ]
    return [
        (groups[group], [reached.get(group, NOBODY_YET) for reached in by_subject])
        for group in sorted(groups)
    ]


def _reached(cover: Cover) -> Reached:
    due = f", {cover.due} due" if cover.due else ""
    if cover.share is None:
        return Reached(f"{cover.trained} trained{due}", "grey") if cover.trained else NOBODY_YET
    colour = "green" if cover.share >= ENOUGH else "yellow" if cover.share >= HALF else "red"
    return Reached(f"{cover.share:.0%}{due}", colour)


def calendar(session: Session) -> str:
    """The session as a calendar entry (RFC 5545)."""
    start = session.starts_at.astimezone(UTC)
    end = start + timedelta(minutes=session.minutes)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//CDOP//Training//EN",
        "BEGIN:VEVENT",
        f"UID:{session.id}@training",
        f"SEQUENCE:{session.version}",
        f"DTSTAMP:{session.created_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        f"DTEND:{end:%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{_escaped(session.title)}",
        f"LOCATION:{_escaped(session.place)}",
        f"URL:{external_url('training.open_session', session_id=session.id)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _escaped(text: str) -> str:
    text = " ".join(text.split())
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> list[str]:
    """Lines of at most 75 octets, each further one begun by a space."""
    parts, rest = [], line
    while len(rest.encode()) > 73:
        cut = 73
        while len(rest[:cut].encode()) > 73:
            cut -= 1
        parts.append(rest[:cut])
        rest = " " + rest[cut:]
    return [*parts, rest]
