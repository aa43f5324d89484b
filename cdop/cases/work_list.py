"""The work list: which cases, in which order, and how the next step of each stands."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from cdop.cases.models import Case, ClockPause
from cdop.cases.queries import visible_cases
from cdop.core.workflow import OPEN_STAGES, Stage
from cdop.extensions import db
from cdop.web.paging import Page, Sorting, page_of


class StageGroup(StrEnum):
    """What a work list can be narrowed to beside a single stage."""

    OPEN = "open"
    FINISHED = "finished"
    ALL = "all"


GROUPS: Mapping[str, Collection[Stage]] = {
    StageGroup.OPEN: OPEN_STAGES,
    StageGroup.FINISHED: (Stage.RATIFIED, Stage.CLOSED),
    StageGroup.ALL: tuple(Stage),
}


@dataclass(frozen=True)
class Wanted:
    """Which cases of the work list are wanted: a group or a stage, a panel, the overdue only."""

    stage: str = StageGroup.OPEN
    panel_id: str | None = None
    overdue: bool = False

    @property
    def stages(self) -> Collection[Stage]:
        return GROUPS.get(self.stage) or (Stage(self.stage),)


_STAGE_ORDER = sa.case({stage.value: place for place, stage in enumerate(Stage)}, value=Case.stage)
SORTS: Mapping[str, Any] = {
    "due": Case.next_due_on,
    "reference": Case.reference,
    "stage": _STAGE_ORDER,
    "age": Case.age_days,
    "notified": Case.notified_on,
}


def list_cases(
    user: Any, wanted: Wanted, sorting: Sorting, *, today: date, number: int
) -> Page[Case]:
    """A page of the work list; a case without a due date comes last, whichever way it is turned.

    The page is chosen by id first: by due date the index alone answers that, and only the rows
    that are shown are read.
    """
    column = SORTS[sorting.key]
    order = (column.is_(None), sorting.apply(column), Case.reference, Case.id)
    chosen = _wanted(visible_cases(user).with_only_columns(Case.id), wanted, today)
    ids = page_of(db.session, chosen.order_by(*order), number=number)
    found = {
        case.id: case for case in db.session.scalars(db.select(Case).where(Case.id.in_(list(ids))))
    }
    items = [found[case_id] for case_id in ids if case_id in found]
    return Page(items, ids.number, ids.size, ids.total)


def _wanted(statement: sa.Select[Any], wanted: Wanted, today: date) -> sa.Select[Any]:
    statement = statement.where(Case.stage.in_(wanted.stages))
    if wanted.panel_id:
        statement = statement.where(Case.panel_id == wanted.panel_id)
    if wanted.overdue:
        statement = statement.where(Case.next_due_on < today)
    return statement


def count_cases(user: Any, wanted: Wanted, *, today: date) -> int:
    """How many cases the work list would hold."""
    statement = _wanted(visible_cases(user).with_only_columns(Case.id), wanted, today)
    return db.session.scalar(sa.select(sa.func.count()).select_from(statement.subquery())) or 0


def list_paused(cases: Iterable[Case]) -> set[str]:
    """Which of the cases have their clocks paused now."""
    ids = [case.id for case in cases if case.next_due_on is None]
    if not ids:
        return set()
    return set(
        db.session.scalars(
            db.select(ClockPause.case_id).where(
                ClockPause.case_id.in_(ids), ClockPause.ended_on.is_(None)
            )
        )
    )
