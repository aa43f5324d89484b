"""How a case is put into words: facts, next step, clocks, and what two people changed at once.

A due date counted from the death would give its day away, so whoever may not open the identity
sees months instead of days.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from cdop.cases import schedule
from cdop.cases.forms import Relationship, stored_day
from cdop.cases.models import Case, CaseAccount, ChildIdentity, ClockPause, StageMove
from cdop.cases.notification import NhsNumberAbsent
from cdop.cases.rows import NOTIFY
from cdop.core import ages
from cdop.core.catalogues.child import Agency, DeprivationQuintile, JarCriterion, OtherReview
from cdop.core.catalogues.labelled import LabelledEnum
from cdop.core.clocks import ClockRule, ClockStatus, Pause, Rag, standing, status
from cdop.core.workflow import MOVES, Move
from cdop.web.filters import uk_date, uk_date_short, uk_month


def day_words(day: date | None, *, exact: bool) -> str:
    """The day for coordinators, the month for everybody else."""
    return uk_date(day) if exact else uk_month(day)


@dataclass(frozen=True)
class NextStep:
    """What is due next and how that stands; without a status where no clock runs."""

    label: str
    rag: Rag | None
    words: str


def next_step(
    case: Case,
    *,
    rules: Iterable[ClockRule],
    today: date,
    exact: bool,
    paused: bool,
    short: bool = False,
) -> NextStep:
    """From the stored due date alone, so that a list opens nothing sealed; `short` for a list."""
    if not case.stage.is_open:
        return NextStep("None", None, "")
    rule = next((rule for rule in rules if rule.code == case.next_due_step), None)
    if rule is None or case.next_due_on is None:
        if paused:
            return NextStep("Waiting", Rag.PAUSED, "The clocks are paused")
        return NextStep("No date set", None, "No clock is running")
    how = standing(rule, case.next_due_on, today)
    return NextStep(rule.label, how.rag, _due_words(how, case.next_due_on, exact, short))


def _due_words(how: ClockStatus, due_on: date, exact: bool, short: bool) -> str:
    if not exact:
        return f"Due {uk_month(due_on)}"
    return f"Due {uk_date_short(due_on)}" if short else how.words


@dataclass(frozen=True)
class WorkRow:
    """One line of the work list."""

    case: Case
    panel: str
    age_at_death: str
    age_of_case: str
    next: NextStep


def work_rows(
    cases: Iterable[Case],
    *,
    panels: Mapping[str, str],
    exact_on: Collection[str],
    paused: Collection[str],
    clocks: schedule.ClockBook,
    today: date,
) -> list[WorkRow]:
    """`exact_on`: the panels whose coordinator is reading; `panels`: their names by id."""
    return [
        WorkRow(
            case=case,
            panel=panels.get(case.panel_id, ""),
            age_at_death=ages.age_band(case.age_days).label,
            age_of_case=_age_of_case(case, today),
            next=next_step(
                case,
                rules=clocks.rules(case.panel_id, case.notified_on),
                today=today,
                exact=case.panel_id in exact_on,
                paused=case.id in paused,
                short=True,
            ),
        )
        for case in cases
    ]


def _age_of_case(case: Case, today: date) -> str:
    """How long the case has been known, as rough as a list wants it."""
    days = max((today - case.notified_on).days, 0)
    if days < 14:
        return "1 day" if days == 1 else f"{days} days"
    return f"{days // 7} weeks" if days < 92 else _months(days)


def _months(days: int) -> str:
    months = int(days / 30.4375)
    if months < 24:
        return f"{months} months"
    return f"{months // 12} years"


def fact_rows(case: Case) -> list[tuple[str, str]]:
    """The coded facts by label, as everybody who may read the case sees them."""
    quintile = case.deprivation_quintile
    rows: list[tuple[str, Any]] = [
        ("Age at death", ages.describe_age(case.age_days)),
        ("Month of death", uk_month(case.death_month)),
        ("Sex", case.sex),
        ("Ethnic group", case.ethnic_group),
        ("Local authority of residence", case.residence_area),
        ("Deprivation of the area", DeprivationQuintile(str(quintile)) if quintile else None),
        ("Place of death", case.place_of_death),
        ("Was the death expected?", case.expected),
        ("Joint agency response?", case.joint_response),
        ("Why a joint agency response", _criteria(case.joint_response_criteria)),
        ("Weeks of pregnancy at birth", case.gestation_weeks),
        ("Birth weight", _with(case.birth_weight_g, "g")),
        ("Mother's age at the birth", case.mother_age),
        ("Mother's body mass index", case.mother_bmi),
    ]
    if case.sudden_unexpected is not None:
        rows.append(("Classed as sudden and unexpected in an older log?", case.sudden_unexpected))
    return [(label, words_of(value)) for label, value in rows]


def _criteria(codes: Sequence[str]) -> str:
    return "; ".join(JarCriterion(code).label for code in codes)


def _with(value: Any, unit: str) -> str:
    return "" if value is None else f"{value:,} {unit}"


def words_of(value: Any) -> str:
    """Any stored value as a reader wants it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return uk_date(value)
    if isinstance(value, StrEnum):
        return str(getattr(value, "label", value.value))
    if isinstance(value, Mapping):
        return ", ".join(filter(None, (words_of(each) for each in value.values())))
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, (words_of(each) for each in value)))
    return str(value)


def family_rows(identity: ChildIdentity) -> list[tuple[str, str, str]]:
    """Name, relationship and date of birth of each person."""
    return [
        (
            row.get("name", ""),
            _label(Relationship, row.get("relationship")),
            uk_date(stored_day(row.get("born_on"))),
        )
        for row in identity.family
    ]


def professional_rows(identity: ChildIdentity) -> list[tuple[str, str, str]]:
    """Agency, name and contact of each."""
    return [
        (_label(Agency, row.get("agency")), row.get("name", ""), row.get("contact", ""))
        for row in identity.professionals
    ]


def _label(kind: type[LabelledEnum], code: str | None) -> str:
    """The words of a code; what is no code of ours, as an import may bring, stands for itself."""
    return kind(code).label if code in set(kind) else code or ""


def why_no_number(identity: ChildIdentity) -> str:
    return _label(NhsNumberAbsent, identity.nhs_number_absent)


def account_rows(account: CaseAccount) -> list[tuple[str, str]]:
    """Everything about the notification but the long texts, by label."""
    referrer = account.referrer
    reviews = [_label(OtherReview, code) for code in account.other_reviews]
    return [
        ("Notified by", words_of([referrer.get("name"), referrer.get("role")])),
        ("Agency", _label(Agency, referrer.get("agency"))),
        ("Contact", referrer.get("contact", "")),
        ("Suspected or known cause", account.suspected_cause),
        ("Cause on the medical certificate", account.certified_cause),
        ("Was the coroner informed?", words_of(account.coroner_informed)),
        ("Post-mortem examination?", words_of(account.post_mortem)),
        ("Other reviews under way", words_of(reviews)),
        ("Urgent matter to raise with NCMD?", words_of(account.alert_to_ncmd)),
    ]


@dataclass(frozen=True)
class Clock:
    rule: ClockRule
    how: ClockStatus


def clocks_of(
    case: Case,
    died_on: date,
    pauses: Iterable[ClockPause],
    *,
    rules: Iterable[ClockRule],
    today: date,
) -> list[Clock]:
    """Every clock of the case as it stands today."""
    stops = [Pause(pause.reason, pause.started_on, pause.ended_on) for pause in pauses]
    dates = {field: getattr(case, field) for field in schedule.EVENT_FIELDS.values()}
    events = schedule.events_of(died_on, dates)
    return [Clock(rule, status(rule, events, stops, today)) for rule in rules]


@dataclass(frozen=True)
class HistoryLine:
    when: str
    what: str
    by: str
    reason: str


def history_lines(moves: Iterable[StageMove], *, exact: bool, reasons: bool) -> list[HistoryLine]:
    """The history from its rows, latest first; reasons are for those who lead the panel."""
    return [
        HistoryLine(
            when=day_words(move.effective_on, exact=exact),
            what=_move_words(move),
            by=move.by.name if move.by else "Command line",
            reason=move.reason if reasons else "",
        )
        for move in moves
    ]


def _move_words(move: StageMove) -> str:
    if move.move == NOTIFY:
        return f"Entered as “{move.to_stage.label}”"
    return f"{MOVES[Move(move.move)].label}: now “{move.to_stage.label}”"


@dataclass(frozen=True)
class Difference:
    """One answer as it is stored now and as this person typed it."""

    label: str
    stored: str
    typed: str


def differences(form: Any, stored: Any) -> list[Difference]:
    """Where a form departs from the same form filled with what is stored now."""
    return [
        Difference(field.label.text, words_of(stored[field.name].data), words_of(field.data))
        for field in form
        if field.name in stored and words_of(stored[field.name].data) != words_of(field.data)
    ]
