"""Writes the made-up deaths of a panel: many in a few statements, then what needs single steps."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cdop.accounts.models import Panel
from cdop.analysis.past_changes import record_past_analyses
from cdop.cases import changes, conflict_changes
from cdop.cases.models import Case
from cdop.core.ages import financial_year
from cdop.core.clocks import PauseReason
from cdop.core.workflow import Move
from cdop.demo.cast import Place
from cdop.demo.deaths import Death, Hands, analysis_of, notification_of
from cdop.demo.markers import Planter
from cdop.demo.people import Stage
from cdop.extensions import db

COMMAND = "command"
CHUNK = 2_000
MOST_PAUSES = 6


@dataclass
class Casework:
    """What was written for one panel."""

    case_ids: list[str]
    deaths: list[Death]
    conflicts: dict[str, list[str]] = field(default_factory=dict)  # key of a person -> case ids


def write_deaths(panel: Panel, deaths: Sequence[Death], hands: Sequence[Hands]) -> list[str]:
    """All of them with identity, history and analysis; the ids of their cases, in order."""
    case_ids: list[str] = []
    for start in range(0, len(deaths), CHUNK):
        some, theirs = deaths[start : start + CHUNK], hands[start : start + CHUNK]
        notified = changes.notify_deaths(
            panel,
            [
                (notification_of(death, by), death.reference)
                for death, by in zip(some, theirs, strict=True)
            ],
            actor=COMMAND,
        )
        record_past_analyses(
            panel,
            [
                analysis_of(death, new.case_id, by)
                for death, by, new in zip(some, theirs, notified, strict=True)
                if death.analysis
            ],
            actor=COMMAND,
            imported=False,
        )
        case_ids += [new.case_id for new in notified]
    return case_ids


def stage_panel(stage: Stage, place: Place, deaths: Sequence[Death], planter: Planter) -> Casework:
    """A panel with markers, conflicts, pauses, void cases: something of everything."""
    panel = stage.panels[place.slug]
    shut = _marked(deaths, place, planter)
    chair, deputy = stage.of(panel, "chair"), stage.of(panel, "deputy")
    hands = [
        Hands(
            coordinator=stage.of(panel, "coordinator").id,
            chair=(deputy if death is shut else chair).id,
            member=stage.of(panel, "member").id,
        )
        for death in deaths
    ]
    work = Casework(write_deaths(panel, deaths, hands), list(deaths))
    _declare_conflicts(stage, panel, work, shut)
    _pause(stage, panel, work)
    _void(stage, panel, work)
    return work


def fill_panel(panel: Panel, stage: Stage, deaths: Sequence[Death]) -> None:
    """A panel that is there for its number of cases only."""
    hands = Hands(coordinator=stage.of(panel, "coordinator").id, chair=stage.of(panel, "chair").id)
    write_deaths(panel, deaths, [hands] * len(deaths))


def _marked(deaths: Sequence[Death], place: Place, planter: Planter) -> Death:
    """Plant markers in three deaths; the one that will have conflicts is given back."""
    sudden = [each for each in deaths if each.is_reviewed and each.child.is_sudden_infant]
    open_death = next(each for each in deaths if not each.is_reviewed and each.analysis)
    seen, shut = sudden[0], sudden[1]
    for which, death in (("seen", seen), ("shut", shut), ("open", open_death)):
        year = financial_year(death.course.died_on).first
        reference = f"{place.prefix}/{year}/MARK{which.upper()}"
        death.reference = planter.in_case(place.slug, which, death, reference)
    return shut


def _declare_conflicts(stage: Stage, panel: Panel, work: Casework, shut: Death) -> None:
    """The chair and a member in one reviewed case, the chair in one that waits for ratifying."""
    at_panel = [n for n, death in enumerate(work.deaths) if death.is_at_panel]
    gathering = [n for n, death in enumerate(work.deaths) if not death.analysis]
    places = (
        ("chair", [work.deaths.index(shut), *at_panel[:1]]),
        ("member2", [work.deaths.index(shut), *gathering[:2]]),
    )
    coordinator = stage.of(panel, "coordinator")
    for key, numbers in places:
        work.conflicts[f"{panel.slug}.{key}"] = [work.case_ids[n] for n in numbers]
        for number in numbers:
            conflict_changes.declare_conflict(
                _case(work, number),
                actor=coordinator,
                user=stage.of(panel, key),
                reason="Met the family at work.",
            )


def _pause(stage: Stage, panel: Panel, work: Casework) -> None:
    coordinator = stage.of(panel, "coordinator")
    paused = 0
    for number, death in enumerate(work.deaths):
        course = death.course
        if course.inquest_from and not course.inquest_until and not course.reviewed_on:
            changes.start_pause(
                _case(work, number),
                actor=coordinator,
                reason=PauseReason.CRIMINAL
                if death.child.group == "inflicted"
                else PauseReason.INQUEST,
                started_on=course.inquest_from,
                note="The coroner's office will write when a date is set.",
            )
            paused += 1
        if paused == MOST_PAUSES:
            return


def _void(stage: Stage, panel: Panel, work: Casework) -> None:
    """The newest open case but one that carries no conflict was notified in error."""
    taken = {case_id for ids in work.conflicts.values() for case_id in ids}
    for number, death in enumerate(work.deaths):
        if not death.analysis and not death.reference and work.case_ids[number] not in taken:
            changes.move_stage(
                _case(work, number),
                Move.VOID,
                actor=stage.of(panel, "coordinator"),
                reason="Notified in error: the child lived in another area.",
            )
            return


def _case(work: Casework, number: int) -> Case:
    return db.session.get_one(Case, work.case_ids[number])
