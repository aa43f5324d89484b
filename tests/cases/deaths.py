"""Notifications for tests, and the form as a coordinator fills it in."""

from datetime import date, timedelta

from cdop.cases import changes
from cdop.cases.models import Case
from cdop.cases.notification import Notification
from cdop.db.clock import today
from cdop.extensions import db

NHS = "9990000018"
TYPED = {
    "first_name": "Testchild",
    "last_name": "Invented",
    "nhs_number": "999 000 0018",
    "born_on-day": "1",
    "born_on-month": "5",
    "born_on-year": "2024",
    "died_on-day": "20",
    "died_on-month": "July",
    "died_on-year": "2024",
    "notified_on-day": "21",
    "notified_on-month": "7",
    "notified_on-year": "2024",
}


def a_death(**values) -> Notification:
    values.setdefault("first_name", "Testchild")
    values.setdefault("last_name", "Invented")
    values.setdefault("born_on", date(2024, 5, 1))
    values.setdefault("died_on", date(2024, 7, 20))
    values.setdefault("notified_on", values["died_on"] + timedelta(days=1))
    return Notification(**values)


def a_recent_death(**values) -> Notification:
    values.setdefault("died_on", today() - timedelta(days=10))
    values.setdefault("born_on", values["died_on"] - timedelta(days=80))
    return a_death(**values)


def notified(actor, panel, **values) -> Case:
    """A case made the way a coordinator makes one."""
    case = changes.notify_death(panel, a_recent_death(**values), actor=actor)
    db.session.commit()
    return case


def parts(name: str, day: date) -> dict[str, str]:
    """A date as the three boxes send it."""
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
