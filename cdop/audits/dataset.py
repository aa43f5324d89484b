"""The bridge: the only place where cases become columns of coded facts that an audit may count.

What crosses it is coded: no name, exact date, place of work, text or id of a case. Reads run in a
fixed number of statements, however many deaths there are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from cdop.analysis.code_models import OwnLearningCode
from cdop.analysis.models import AdviceGiven, Analysis, FactorScore, LearningPoint, SuddenDeathFacts
from cdop.audits.deaths import Records
from cdop.audits.kind import Population
from cdop.audits.models import Basis
from cdop.audits.records import NO, YES, Read, coded
from cdop.cases.models import Case, Conflict, StageMove
from cdop.core import ages
from cdop.core.answers import Answer
from cdop.core.catalogues.factors import FACTORS
from cdop.core.catalogues.learning_codes import LEARNING_CODES
from cdop.core.sudden_death import FACTS, is_sudi
from cdop.core.workflow import Stage
from cdop.extensions import db

NOT_COUNTED = (Stage.VOID, Stage.MERGED)
REVIEWED = (Stage.RATIFIED, Stage.CLOSED)  # imported reviews were ratified before this record
UNREAD_OF_SUDI = ("one_year_or_older", "expected", "expected_not_known")


@dataclass(frozen=True)
class Counted:
    """The audit's population, and how many other deaths of the period are not in it, and why."""

    records: Records
    left_out: Mapping[str, int]  # reason -> count


@dataclass(frozen=True)
class Period:
    """Whose deaths, and of which months by which date.

    A page that somebody filters as they like leaves out deaths that are `kept_from` them by a
    conflict of interest; an audit, which shows everybody the same, does not.
    """

    panel_ids: Sequence[str]
    basis: Basis
    from_month: date
    to_month: date
    kept_from: str | None = None  # a person's id

    def conditions(self) -> list[Any]:
        found = self.everyone()
        return [*found, Case.id.not_in(_conflicts(self.kept_from))] if self.kept_from else found

    def everyone(self) -> list[Any]:
        place = Case.death_month if self.basis is Basis.DEATH else Case.reviewed_on
        return [
            Case.panel_id.in_(self.panel_ids),
            place >= self.from_month,
            place < ages.add_months(self.to_month, 1),
            Case.stage.not_in(NOT_COUNTED),
        ]

    @property
    def years(self) -> list[str]:
        """The financial years that the period touches."""
        first, last = (
            ages.financial_year(month).first for month in (self.from_month, self.to_month)
        )
        return [ages.FinancialYear(year).label for year in range(first, last + 1)]


def _conflicts(user_id: str) -> Any:
    return sa.select(Conflict.case_id).where(
        Conflict.user_id == user_id, Conflict.lifted_at.is_(None)
    )


def count_kept_back(period: Period) -> int:
    """How many deaths of the period are kept from the person by a conflict of interest."""
    if period.kept_from is None:
        return 0
    of_theirs = Case.id.in_(_conflicts(period.kept_from))
    found = sa.select(sa.func.count()).select_from(Case).where(*period.everyone(), of_theirs)
    return db.session.scalar(found) or 0


def reviewed_days(panel_ids: Sequence[str]) -> tuple[date, date] | None:
    """The first and the last day on which the panels reviewed a death; None before any."""
    days = sa.select(sa.func.min(Case.reviewed_on), sa.func.max(Case.reviewed_on))
    first, last = db.session.execute(
        days.where(Case.panel_id.in_(panel_ids), Case.stage.in_(REVIEWED))
    ).one()
    return None if first is None else (first, last)


def learning_labels(panel_ids: Sequence[str]) -> dict[str, str]:
    """What learning codes are called: those of every panel, and the panels' own."""
    own = sa.select(OwnLearningCode.code, OwnLearningCode.label)
    rows = db.session.execute(
        own.where(OwnLearningCode.panel_id.in_(panel_ids)).order_by(OwnLearningCode.code)
    )
    found = {code: each.label for code, each in LEARNING_CODES.items()}
    return found | {code: label for code, label in rows}


def counted_deaths(period: Period, population: Population, areas: Iterable[str] = ()) -> Counted:
    """Every death of the population in the period, and the others by reason.

    By death: all whose month of death lies in the period, reviewed or not. By review: all whose
    panel review lies in it. Void and merged cases are nobody's death and are left out.
    """
    rows, left_out = _cases(period, population)
    records = coded(_read(period, population, rows), period.years, areas)
    counted = records.chosen(_mask(records, population)).narrowed(population.limits())
    left_out.update(_left_over(records, population))
    return Counted(counted, left_out)


def _mask(records: Records, population: Population) -> int:
    found = records.everyone
    if population.where:
        found = 0
        for where in population.where:
            found |= records.mask(where)
    return found & records.of("reviewed", (YES,)) if population.reviewed_only else found


def _left_over(records: Records, population: Population) -> dict[str, int]:
    """Deaths that were read and are not counted: a death that waits for review may yet belong."""
    if not population.where and not population.reviewed_only:
        return {}
    waits = records.of("reviewed", (NO,)) if population.reviewed_only else 0
    counted = _mask(records, population)
    return {
        "awaiting_review": waits.bit_count(),
        population.otherwise: (records.everyone & ~waits & ~counted).bit_count(),
    }


def _plain(column: Any) -> Any:
    """An enum's column as the text it is kept as."""
    return sa.type_coerce(column, sa.String()).label(column.key)


def _cases(period: Period, population: Population) -> tuple[list[Any], dict[str, int]]:
    """The rows of the population's cases; for sudden infant deaths, how many were not read."""
    rows = db.session.execute(_select(period, population)).all()
    if not population.sudi:
        return list(rows), {}
    counted = [row for row in rows if _is_sudi(row)]
    left_out = _not_read(period) | {"not_sudden": len(rows) - len(counted)}
    return counted, left_out


def _is_sudi(row: Any) -> bool:
    """What the panel itself recorded in an older log goes before what can be worked out."""
    return _sudi_rule(
        ages.is_infant(row.age_days),
        row.expected,
        tuple(row.joint_response_criteria or ()),
        row.joint_response,
        row.sudden_unexpected,
    )


@cache
def _sudi_rule(
    infant: bool, expected: str, criteria: tuple[str, ...], joint: str, recorded: str
) -> bool:
    if recorded in (Answer.YES, Answer.NO):
        criteria, joint = (), recorded
    return is_sudi(0 if infant else ages.DAYS_OF_INFANCY, expected, criteria, joint)


def _select(period: Period, population: Population) -> sa.Select[*tuple[Any, ...]]:
    facts = SuddenDeathFacts.__table__
    reviewed = sa.and_(Analysis.case_id == Case.id, Case.stage.in_(REVIEWED))
    statement = (
        sa.select(
            Case.id.label("case_id"),
            Case.panel_id,
            Case.death_month,
            Case.notified_on,
            Case.reviewed_on,
            Case.age_days,
            Case.deprivation_quintile,
            Case.residence_area,
            Case.gestation_weeks,
            Case.birth_weight_g,
            Case.mother_age,
            Case.joint_response_criteria,
            *map(
                _plain,
                (
                    *(Case.sex, Case.ethnic_group, Case.place_of_death, Case.expected),
                    *(Case.joint_response, Case.sudden_unexpected),
                    *(Analysis.category, Analysis.sub_category, Analysis.outcome),
                ),
            ),
            Analysis.id.label("analysis_id"),
            *(_plain(facts.c[name]) for name in FACTS),
        )
        .select_from(Case)
        .outerjoin(Analysis, reviewed)
        .outerjoin(SuddenDeathFacts, SuddenDeathFacts.analysis_id == Analysis.id)
    )
    return statement.where(*_of(period, population))


def _of(period: Period, population: Population) -> list[Any]:
    if not population.sudi:
        return period.conditions()
    infant = Case.age_days < ages.DAYS_OF_INFANCY
    return [*period.conditions(), infant, Case.expected == Answer.NO]


def _not_read(period: Period) -> dict[str, int]:
    """Deaths that cannot be sudden infant deaths by age, or by what was expected."""
    infant = (Case.age_days < ages.DAYS_OF_INFANCY).label("infant")
    grouped = sa.select(infant, _plain(Case.expected), sa.func.count())
    grouped = grouped.where(*period.conditions()).group_by("infant", Case.expected)
    found: Counter[str] = Counter(dict.fromkeys(UNREAD_OF_SUDI, 0))
    for is_infant, expected, number in db.session.execute(grouped):
        if not is_infant:
            found["one_year_or_older"] += number
        elif expected != Answer.NO:
            found["expected" if expected == Answer.YES else "expected_not_known"] += number
    return dict(found)


def _read(period: Period, population: Population, rows: Sequence[Any]) -> Read:
    """The rows as columns, with what hangs on them."""
    names = rows[0]._fields if rows else ()
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))

    def get(name: str) -> Sequence[Any]:
        return columns.get(name, ())

    analyses = {one: place for place, one in enumerate(get("analysis_id")) if one is not None}
    chosen = _of(period, population)
    closed = _closed(chosen)
    day = get("death_month" if period.basis is Basis.DEATH else "reviewed_on")
    return Read(
        size=len(rows),
        known={
            "year": [_year(each) for each in day],
            "death_year": [_year(each) for each in get("death_month")],
            "review_year": [_year(each) for each in get("reviewed_on")],
            "panel": get("panel_id"),
            "age_days": get("age_days"),
            "deprivation": get("deprivation_quintile"),
            "area": get("residence_area"),
            "days_to_review": _days(get("notified_on"), get("reviewed_on")),
            "days_to_close": _days(get("notified_on"), map(closed.get, get("case_id"))),
            **{
                name: get(name)
                for name in (
                    *("sex", "ethnic_group", "place_of_death", "expected", "joint_response"),
                    *("gestation_weeks", "birth_weight_g", "mother_age"),
                    *("category", "sub_category", "outcome"),
                )
            },
        },
        facts={name: get(name) for name in FACTS},
        reviewed=[one is not None for one in get("analysis_id")],
        sudi=[_is_sudi(row) for row in rows],
        factors=_factors(chosen, analyses),
        advice=_advice(chosen, analyses),
        learning=_learning(chosen, analyses),
    )


@cache
def _year(day: date | None) -> str:
    return "" if day is None else ages.financial_year(day).label


def _days(first: Iterable[date], last: Iterable[date | None]) -> list[int | None]:
    return [
        None if end is None or end < start else (end - start).days
        for start, end in zip(first, last, strict=True)
    ]


def _of_reviewed(statement: Any, table: Any, chosen: Sequence[Any]) -> Any:
    joined = statement.join(Analysis, Analysis.id == table.analysis_id)
    joined = joined.join(Case, Case.id == Analysis.case_id)
    return db.session.execute(joined.where(*chosen, Case.stage.in_(REVIEWED)))


def _factors(
    chosen: Sequence[Any], analyses: Mapping[str, int]
) -> dict[str, dict[int, tuple[str, bool]]]:
    """By factor, then by death."""
    found: dict[str, dict[int, tuple[str, bool]]] = {code: {} for code in FACTORS}
    scores = sa.select(
        FactorScore.analysis_id,
        FactorScore.factor_code,
        _plain(FactorScore.influence),
        FactorScore.modifiable,
    )
    for analysis_id, code, influence, modifiable in _of_reviewed(scores, FactorScore, chosen):
        place = analyses.get(analysis_id)
        if place is not None and code in found:
            found[code][place] = (influence, modifiable)
    return found


def _advice(
    chosen: Sequence[Any], analyses: Mapping[str, int]
) -> list[tuple[int, str, str, Sequence[str]]]:
    given = sa.select(
        AdviceGiven.analysis_id,
        _plain(AdviceGiven.contact),
        _plain(AdviceGiven.profession),
        AdviceGiven.messages,
    )
    return [
        (analyses[analysis_id], contact, profession, messages)
        for analysis_id, contact, profession, messages in _of_reviewed(given, AdviceGiven, chosen)
        if analysis_id in analyses
    ]


def _learning(chosen: Sequence[Any], analyses: Mapping[str, int]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    points = sa.select(LearningPoint.analysis_id, LearningPoint.learning_code)
    points = points.where(LearningPoint.learning_code.is_not(None))
    for analysis_id, code in _of_reviewed(points, LearningPoint, chosen):
        if analysis_id in analyses:
            found[code].add(analyses[analysis_id])
    return found


def _closed(chosen: Sequence[Any]) -> dict[str, date]:
    """When each case was closed, where it was."""
    moves = (
        sa.select(StageMove.case_id, sa.func.max(StageMove.effective_on))
        .join(Case, Case.id == StageMove.case_id)
        .where(*chosen, Case.stage == Stage.CLOSED, StageMove.to_stage == Stage.CLOSED)
        .group_by(StageMove.case_id)
    )
    return {case_id: day for case_id, day in db.session.execute(moves)}
