"""A release about several panels, safe also from the people of each, who know their own deaths.

Whoever takes the own numbers off those of all is left with a release about the other panels. So
that is protected as a release of its own, for each panel, and what it hides is hidden from all:
hiding more never tells more.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cdop.audits import attack_task, protection_task
from cdop.audits.release_task import Task, nobody

Told = Callable[[int, int], None]
Record = Mapping[str, str]
PANEL = "panel"
SUM_OF_ALL = ("pinned", "narrowed", "checked")


def protect(task: Task, told: Told = nobody) -> dict[str, Any]:
    """What is shown to everybody; a table that gives away another panel's numbers is left out."""
    answer = protection_task.protect(task, told)
    before, insiders = len(_hidden(answer)), {}
    left_out: list[str] = []
    unproved: list[str] = []
    for panel_id in task.get("insiders", ()):
        if answer["withheld"]:
            return answer
        seen = _without(_hiding(task, _hidden(answer), left_out), panel_id)
        found = protection_task.protect(seen, told)
        insiders[panel_id] = {name: found[name] for name in ("required", "revised")}
        left_out += found["withheld_tables"]
        unproved += found["unproved"]
        hidden = _hidden(answer)
        answer["ledger"] += [
            each for each in found["ledger"] if not each[1] and each[0] not in hidden
        ]
        answer["withheld"] = found["withheld"]
    if not answer["withheld"] and (left_out or len(_hidden(answer)) > before):
        answer = protection_task.protect(_hiding(task, _hidden(answer), left_out), told)
        answer["withheld_tables"] += left_out
        answer["unproved"] += unproved
    return answer | {"to_insiders": insiders}


def attack(task: Task, told: Told = nobody) -> dict[str, Any]:
    """What a reader can tell, and what the people of each panel can tell of the others."""
    found = attack_task.attack(task, told)
    for panel_id, kept in task.get("to_insiders", {}).items():
        seen = _without(task, panel_id) | kept
        seen["published"] = _less_own(task, panel_id)
        seen["total"] = task["total"] - _count(_own(task, panel_id), task["population"])
        theirs = attack_task.attack(seen, told)
        found = found | {"failed": found["failed"] or theirs["failed"]}
        found |= {name: found[name] + theirs[name] for name in SUM_OF_ALL}
    return found


def _hidden(answer: Mapping[str, Any]) -> list[Any]:
    return [key for key, shown, _ in answer["ledger"] if not shown]


def _hiding(task: Task, hidden: Iterable[Any], left_out: Iterable[str]) -> Task:
    """The same task where these cells are hidden already, and these tables are not printed."""
    gone = set(left_out)
    return task | {
        "earlier": [*task["earlier"], *([key, None] for key in hidden)],
        "tables": [table for table in task["tables"] if table["name"] not in gone],
    }


def _without(task: Task, panel_id: str) -> Task:
    """The task as the people of a panel see it: their own deaths taken off everything.

    They are taken to know which of the hidden numbers are theirs alone.
    """
    own, others = _apart(task, panel_id)
    told = [(key, value, dict(key)) for key, value in task["earlier"]]
    return task | {
        "records": others,
        "earlier": [
            [key, _less(value, _count(own, where))]
            for key, value, where in told
            if value is not None or _count(others, where)
        ],
    }


def _apart(task: Task, panel_id: str) -> tuple[list[Record], list[Record]]:
    own = [record for record in task["records"] if record[PANEL] == panel_id]
    return own, [record for record in task["records"] if record[PANEL] != panel_id]


def _own(task: Task, panel_id: str) -> list[Record]:
    return _apart(task, panel_id)[0]


def _count(records: Iterable[Record], where: Mapping[str, Iterable[str]]) -> int:
    wanted = [(name, set(values)) for name, values in where.items()]
    return sum(all(record[name] in values for name, values in wanted) for record in records)


def _less(value: Any, own: int) -> Any:
    """What is left of a figure or of its range; a revised one may have been less than it is now."""
    if isinstance(value, list):
        return [None if each is None else max(0, each - own) for each in value]
    return None if value is None else max(0, value - own)


def _less_own(task: Task, panel_id: str) -> dict[str, dict[str, int | None]]:
    own, others = _apart(task, panel_id)
    found: dict[str, dict[str, int | None]] = {}
    for table in task["tables"]:
        lines = found[table["name"]] = {}
        for label, value in task["published"].get(table["name"], {}).items():
            line = {table["variable"]: table["labels"][label]}
            mine, theirs = (_counted(task, each, table["where"], line) for each in (own, others))
            lines[label] = _less(value, mine) if theirs else 0
    return found


def _counted(task: Task, records: Iterable[Record], *conditions: Mapping[str, Any]) -> int:
    return sum(
        all(_count([record], where) for where in (task["population"], *conditions))
        for record in records
    )
