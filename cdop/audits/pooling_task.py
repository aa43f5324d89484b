"""Proposes which lines of an audit's tables to put together, as plain data in and out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cdop.audits.protection_task import SEARCH_SECONDS
from cdop.audits.release_task import (
    COMPLETENESS,
    Task,
    earlier_in,
    groups_in,
    nobody,
    profile_in,
    relations_in,
    tables_in,
    variables_in,
)
from cdop.core.disclosure.design_file import plain_pooling, plain_visibility
from cdop.core.disclosure.designer import (
    Design,
    Hierarchy,
    Setting,
    Visibility,
    design,
)

# Their neighbouring lines go together; small lines of any other variable go into one.
ORDERED = frozenset(
    {
        "year",
        "age_band",
        "birth_weight",
        "deprivation",
        "gestation",
        "hazard_count",
        "mother_age",
    }
)


def propose(task: Task, told: Callable[[int, int], None] = nobody) -> dict[str, Any]:
    """What to pool, how many deaths are visible before and after, and where zeros disclose."""
    answer: dict[str, Any] = {"proposals": [], "warnings": []}
    before, after = Visibility(0, 0, 0, 0), Visibility(0, 0, 0, 0)
    groups = groups_in(task)
    for done, tables in enumerate(groups.values()):
        told(done, len(groups))
        found = design(tables_in(tables), _hierarchies(task, tables), _setting(task, tables))
        before, after = _sum(before, found.before), _sum(after, found.after)
        answer["proposals"] += [_proposal(each) for each in found.proposals]
        answer["warnings"] += _warnings(found)
    return answer | {"before": plain_visibility(before), "after": plain_visibility(after)}


def _hierarchies(task: Task, tables: Sequence[Mapping[str, Any]]) -> list[Hierarchy]:
    ordered = frozenset(task.get("ordered", ORDERED))
    variables = dict.fromkeys(table["variable"] for table in tables)
    return [Hierarchy(name, name in ordered, COMPLETENESS) for name in variables]


def _setting(task: Task, tables: Sequence[Mapping[str, Any]]) -> Setting:
    used = variables_in(task, tables)
    return Setting(
        task["records"],
        {name: values for name, values in task["variables"].items() if name in used},
        profile_in(task),
        population=task["population"],
        earlier=[figure for figure in earlier_in(task) if {name for name, _ in figure.key} <= used],
        relations=relations_in(task, used),
        seconds=task.get("seconds", SEARCH_SECONDS),
    )


def _sum(one: Visibility, other: Visibility) -> Visibility:
    return Visibility(
        one.deaths + other.deaths,
        one.visible + other.visible,
        one.cells + other.cells,
        one.hidden + other.hidden,
        (*one.withheld, *other.withheld),
    )


def _proposal(proposal: Any) -> dict[str, Any]:
    return {
        **plain_pooling(proposal.pooling),
        "tables": list(proposal.tables),
        "before": plain_visibility(proposal.before),
        "after": plain_visibility(proposal.after),
    }


def _warnings(found: Design) -> list[dict[str, Any]]:
    return [
        {
            "table": warning.table,
            "lines": [labels[0] for labels in warning.lines],
            "pool": plain_pooling(warning.pooling) if warning.pooling else None,
        }
        for warning in found.warnings
    ]
