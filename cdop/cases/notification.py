"""What a notification of a death says, and what follows from it: age, month, marks, problems."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cdop.core import ages, names, nhs_numbers
from cdop.core.answers import Answer
from cdop.core.catalogues.child import EthnicGroup, PlaceOfDeath, Sex
from cdop.core.catalogues.labelled import LabelledEnum
from cdop.core.workflow import Move, Stage
from cdop.db.keys import ring

CHILDHOOD_YEARS = 18
CHILDHOOD_DAYS = 6574  # the most days before an eighteenth birthday, leap days counted


class NhsNumberAbsent(LabelledEnum):
    """Why there is no NHS number. Source: notification form."""

    NOT_RESIDENT = "non_resident_england", "Not resident in England"
    NOT_AVAILABLE = "not_currently_available", "Not available at present"


@dataclass(frozen=True)
class Problem:
    """Why a notification cannot be taken, by the fact concerned, in words fit to show."""

    field: str
    message: str


class NotAccepted(ValueError):
    """A notification that contradicts itself or is not of a child's death."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.field for problem in problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class PastMove:
    """A move that was made before the case came into this record."""

    move: Move
    on: date
    by_id: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class Marks:
    """Blind indexes of one child: equal for the same facts, readable by nobody."""

    nhs: str | None
    name: str
    last_name: str
    death: str  # last name and date of death


@dataclass(frozen=True, kw_only=True)
class Notification:
    """One death as notified, imported or made up for a demonstration.

    Only the names and the date of death must be given, with either the date of birth or
    `age_days`. What is derived (age, month of death, marks, next due date) is worked out from
    these facts and never given. `stage` says how far the review had come before this record
    began; a case with known earlier moves gives them as `history` instead, from "notified" on.
    """

    # who the child was: kept sealed
    first_name: str
    last_name: str
    died_on: date
    other_names: str = ""
    nhs_number: str | None = None  # in any spelling; must be valid
    nhs_number_absent: str = ""  # a code of NhsNumberAbsent
    born_on: date | None = None
    died_at_time: str = ""
    address: str = ""
    postcode: str = ""
    family: tuple[dict[str, Any], ...] = ()
    professionals: tuple[dict[str, Any], ...] = ()

    # coded facts
    age_days: int | None = None  # counts only where the date of birth is not known
    sex: Sex | None = None
    ethnic_group: EthnicGroup | None = None
    residence_area: str = ""
    deprivation_quintile: int | None = None
    place_of_death: PlaceOfDeath | None = None
    expected: Answer | None = None
    joint_response: Answer | None = None
    joint_response_criteria: tuple[str, ...] = ()
    sudden_unexpected: Answer | None = None
    gestation_weeks: int | None = None
    birth_weight_g: int | None = None
    mother_age: int | None = None
    mother_bmi: float | None = None

    # what was written: kept sealed
    referrer: dict[str, Any] | None = None
    circumstances: str = ""
    suspected_cause: str = ""
    certified_cause: str = ""
    other_reviews: tuple[str, ...] = ()
    alert_to_ncmd: Answer | None = None
    coroner_informed: Answer | None = None
    post_mortem: Answer | None = None
    anonymised_summary: str = ""

    # dates of the review
    notified_on: date | None = None  # today, unless given
    ncmd_notified_on: date | None = None
    reports_requested_on: date | None = None
    reports_returned_on: date | None = None
    review_meeting_on: date | None = None
    reviewed_on: date | None = None

    stage: Stage = Stage.NOTIFIED
    history: tuple[PastMove, ...] = ()

    @property
    def marks(self) -> Marks:
        return marks_of(self.first_name, self.last_name, self.died_on, self.nhs_number)

    @property
    def age_at_death(self) -> int:
        """In days, from the dates where both are known."""
        if self.born_on is not None:
            return ages.age_in_days(self.born_on, self.died_on)
        if self.age_days is None:
            raise NotAccepted([Problem("born_on", NO_AGE)])
        return self.age_days


NO_AGE = "Enter the date of birth, or the age at death if the date is not known"

IDENTITY_FIELDS = (
    "first_name",
    "last_name",
    "other_names",
    "nhs_number_absent",
    "born_on",
    "died_on",
    "died_at_time",
    "address",
    "postcode",
)
CODED_FIELDS = (
    "sex",
    "ethnic_group",
    "residence_area",
    "deprivation_quintile",
    "place_of_death",
    "expected",
    "joint_response",
    "sudden_unexpected",
    "gestation_weeks",
    "birth_weight_g",
    "mother_age",
    "mother_bmi",
)
ACCOUNT_FIELDS = (
    "circumstances",
    "suspected_cause",
    "certified_cause",
    "alert_to_ncmd",
    "coroner_informed",
    "post_mortem",
    "anonymised_summary",
)
DATE_FIELDS = (
    "ncmd_notified_on",
    "reports_requested_on",
    "reports_returned_on",
    "review_meeting_on",
    "reviewed_on",
)


def marks_of(
    first_name: str, last_name: str, died_on: date, nhs_number: str | None = None
) -> Marks:
    """The blind indexes by which the same child is found again."""
    keys = ring()
    number = nhs_numbers.normalise(nhs_number)
    last = names.normalise(last_name)
    return Marks(
        nhs=keys.mark("nhs", number) if number else None,
        name=keys.mark("name", names.normalise(f"{first_name} {last_name}")),
        last_name=keys.mark("last-name", last),
        death=keys.mark("death", f"{last} {died_on.isoformat()}"),
    )


def problems_of(notification: Notification, today: date) -> list[Problem]:
    """Everything that stands in the way of taking the notification."""
    return [*_problems_of_identity(notification), *_problems_of_dates(notification, today)]


def _problems_of_identity(notification: Notification) -> Iterator[Problem]:
    if not notification.first_name.strip():
        yield Problem("first_name", "Enter the first name")
    if not notification.last_name.strip():
        yield Problem("last_name", "Enter the last name")
    if notification.nhs_number and nhs_numbers.normalise(notification.nhs_number) is None:
        yield Problem("nhs_number", "The NHS number is not valid: check each of its 10 digits")


def _problems_of_dates(notification: Notification, today: date) -> Iterator[Problem]:
    died_on, notified_on = notification.died_on, notification.notified_on
    if died_on > today:
        yield Problem("died_on", "The date of death must be today or in the past")
    if notified_on and notified_on < died_on:
        yield Problem("notified_on", "The death cannot have been notified before it happened")
    if notified_on and notified_on > today:
        yield Problem("notified_on", "The date of notification must be today or in the past")
    yield from problems_of_age(notification.born_on, died_on, notification.age_days)


def problems_of_age(born_on: date | None, died_on: date, age_days: int | None) -> Iterator[Problem]:
    """Whether the dates, or the age where there is no date of birth, are those of a child."""
    if born_on is None:
        if age_days is None:
            yield Problem("born_on", NO_AGE)
        elif not 0 <= age_days <= CHILDHOOD_DAYS:
            yield Problem("age", "The review covers children under 18: check the age")
    elif born_on > died_on:
        yield Problem("born_on", "The date of birth must be on or before the date of death")
    elif ages.completed_years(born_on, died_on) >= CHILDHOOD_YEARS:
        yield Problem(
            "born_on", "The review covers children under 18: check the dates of birth and death"
        )


def facts(notification: Notification, names_of_fields: tuple[str, ...]) -> dict[str, Any]:
    """Some of the facts by name, as the columns want them."""
    return {name: getattr(notification, name) for name in names_of_fields}
