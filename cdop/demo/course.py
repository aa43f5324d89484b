"""Draws how far a made-up review has come by today, with a date for every step taken."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from cdop.core.answers import Answer
from cdop.core.workflow import Move
from cdop.demo.assumptions import days, happens, pick, value
from cdop.demo.children import Child

LONGEST = 1_400  # days: a review takes up to about four years
YEAR = 365


@dataclass(frozen=True, kw_only=True)
class Course:
    """The dates of one review; a step that lies ahead has none."""

    died_on: date
    notified_on: date
    ncmd_notified_on: date | None
    reports_requested_on: date | None
    reports_returned_on: date | None
    review_meeting_on: date | None
    reviewed_on: date | None
    moves: tuple[tuple[Move, date], ...]
    inquest_from: date | None
    inquest_until: date | None


def draw_course(rng: Random, child: Child, today: date) -> Course:
    died_on = today - timedelta(days=1 + rng.randrange(value("course.years") * YEAR))
    slower = value("course.sudden_longer") if child.is_sudden_infant else 1.0
    notified = died_on + timedelta(days=int(pick(rng, "course.notified_days")))
    requested = notified + timedelta(days=rng.randint(1, 5))
    late = happens(rng, "course.reports_late")
    returned = requested + timedelta(days=rng.randint(25, 60) if late else rng.randint(8, 21))
    meeting = died_on + timedelta(
        days=int(slower * days(rng, "course.meeting_days", longest=600)) + 10
    )
    meeting = max(meeting, returned + timedelta(days=4))
    panel = died_on + timedelta(days=int(slower * days(rng, "course.panel_days", longest=1_100)))
    panel = max(panel, meeting + timedelta(days=56))
    steps = (
        (Move.START_GATHERING, requested),
        (Move.HOLD_REVIEW_MEETING, meeting),
        (Move.MARK_READY, meeting + timedelta(days=rng.randint(10, 24))),
        (Move.SEND_TO_PANEL, panel - timedelta(days=rng.randint(21, 28))),
        (Move.RATIFY, panel),
        (Move.CLOSE, panel + timedelta(days=rng.randint(14, 70))),
    )
    inquest = child.expected is Answer.NO and happens(rng, "course.inquest_if_unexpected")
    return Course(
        died_on=died_on,
        notified_on=min(notified, today),
        ncmd_notified_on=_past(notified + timedelta(days=rng.randint(0, 2)), today),
        reports_requested_on=_past(requested, today),
        reports_returned_on=_past(returned, today),
        review_meeting_on=_past(meeting, today),
        reviewed_on=_past(panel, today),
        moves=tuple((move, on) for move, on in steps if on <= today),
        inquest_from=_past(meeting - timedelta(days=2), today) if inquest else None,
        inquest_until=_past(panel - timedelta(days=30), today) if inquest else None,
    )


def _past(day: date, today: date) -> date | None:
    return day if day <= today else None
