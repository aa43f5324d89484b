"""Disclosure control of a release as plain data in and out: what is shown, and an attack on it.

`protect` decides which cells are shown; `attack` is told only what a reader was shown, and says
what each small number can still be. Both work out the cells anew from the same tables, and both
know the `relations` that hold between tables by their definitions.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from time import process_time
from typing import Any

from cdop.audits.beyond import FollowsFrom, added_up
from cdop.audits.implied import implied
from cdop.core.disclosure.attack import Inconsistent, Undecided
from cdop.core.disclosure.attack import Memory as AttackMemory
from cdop.core.disclosure.attack import attack as attack_release
from cdop.core.disclosure.earlier import Earlier, readable, with_earlier
from cdop.core.disclosure.groups import Memory
from cdop.core.disclosure.meetings import meetings
from cdop.core.disclosure.model import Bounds, Key
from cdop.core.disclosure.profiles import PROFILES, Attributes, Audience, Level, Profile
from cdop.core.disclosure.protect import protect as protect_release
from cdop.core.disclosure.protection import Protection, Withheld
from cdop.core.disclosure.search import Effort
from cdop.core.disclosure.tables import (
    Condition,
    Relation,
    Table,
    Tabulation,
    TooTangled,
    condition,
    tabulate,
)
from cdop.core.disclosure.witnesses import failures

SEARCH_SECONDS = 20.0  # for each group of tables; most take a fraction of one
WHOLE_SECONDS = 180.0  # of the processor, for all; what is left then is hidden unsearched
LIMITS = ("year", "reviewed", "basis")
# How full a table's answers are, which tells nothing of those who gave them.
COMPLETENESS = frozenset({"known", "missing", "asked"})

Task = dict[str, Any]
Told = Callable[[int, int], None]


def nobody(done: int, of: int) -> None:
    """Nobody is told how far the work is."""


def protect(task: Task, told: Told = nobody) -> dict[str, Any]:
    """What is shown of each printed cell, tables to leave out, and the proof.

    Tables of different variables hang together by the years alone. So the years are settled
    first, and then each group of tables by itself, with the years as already published; `attack`
    then looks at each of them with the years again, from what was printed.
    """
    task = task | {"relations": implied(task, task["tables"])}
    groups = groups_in(task)
    years = groups.pop(task.get("year", "year"), [])
    work = _Work(task, Memory(), process_time() + task.get("whole_seconds", WHOLE_SECONDS))
    told(0, len(groups) + 1)
    whole = work.settle(years, [])
    settled = [[key, value if shown else None] for key, shown, value in whole["ledger"]]
    for done, tables in enumerate(groups.values(), start=1):
        if whole["withheld"]:
            break
        told(done, len(groups) + 1)
        _add(whole, work.settle([*years, *tables], settled))
    return whole


def groups_in(task: Task) -> dict[str, list[Mapping[str, Any]]]:
    """Tables by the variables that tie them together: by a condition, or by a relation."""
    head: dict[str, str] = {}

    def first(name: str) -> str:
        while head.setdefault(name, name) != name:
            name = head[name]
        return name

    for names in _ties(task):
        for name in names[1:]:
            head[first(name)] = first(names[0])
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for table in task["tables"]:
        groups.setdefault(first(table["variable"]), []).append(table)
    return groups


def _ties(task: Task) -> Iterator[list[str]]:
    limits = set(task.get("limits", LIMITS))
    for table in task["tables"]:
        yield [table["variable"], *(name for name in table["where"] if name not in limits)]
    for relation in task.get("relations", ()):
        yield sorted(_variables(relation) - limits)


def _variables(relation: Mapping[str, Any]) -> set[str]:
    return {name for key, _ in relation["terms"] for name, _ in key}


def _add(whole: dict[str, Any], part: dict[str, Any]) -> None:
    known = {json.dumps(key) for key, *_ in whole["ledger"]}
    fresh = [entry for entry in part["ledger"] if json.dumps(entry[0]) not in known]
    whole["ledger"] += fresh
    whole["printed"] += len(fresh)
    whole["hidden"] += sum(not shown for _, shown, _ in fresh)
    whole["figures"] |= part["figures"]
    whole["optimal"] = whole["optimal"] and part["optimal"]
    whole["withheld"] = whole["withheld"] or part["withheld"]
    required = {json.dumps(key): (key, values) for key, values in whole["required"]}
    for key, values in part["required"]:
        old = required.get(json.dumps(key), (key, []))[1]
        required[json.dumps(key)] = (key, sorted({*old, *values}))
    whole["required"] = list(required.values())
    for name in ("withheld_tables", "failures", "revised", "findings", "tangled"):
        whole[name] += [each for each in part[name] if each not in whole[name]]
    for name in ("exposed", "given_away", "witnesses", "extra_hidden", "bound"):
        whole[name] += part[name]


class _Work:
    """One release being decided: its rules, what is known already, and how long it may take."""

    def __init__(self, task: Task, memory: Memory, end: float) -> None:
        self.task, self.memory, self.end = task, memory, end
        self.profile = profile_in(task)

    def settle(
        self, tables: Sequence[Mapping[str, Any]], settled: Sequence[Sequence[Any]]
    ) -> dict[str, Any]:
        left, withheld, tangled = list(tables), list[str](), list[str]()
        seconds = min(self.task.get("seconds", SEARCH_SECONDS), self.end - process_time())
        effort = Effort.within(seconds)
        part = self.task | {"earlier": [*self.task["earlier"], *settled]}
        follows = FollowsFrom({*LIMITS, *part.get("limits", ())})
        while True:
            try:
                tabulation = _tabulate(part, left, follows.left_out)
            except TooTangled:
                # The table that crosses most is the one that nobody can work out.
                worst = max(left, key=lambda table: len(table["where"]))
                tangled.append(worst["name"])
                left = [table for table in left if table is not worst]
                continue
            earlier = _earlier_beside(part, tabulation)
            protection = protect_release(
                tabulation.release,
                self.profile,
                earlier=earlier,
                secret=self.task["secret"],
                effort=effort,
                memory=self.memory,
            )
            unsafe = follows.unsafe(tabulation, protection.exposed, left)
            if protection.withheld is not None or not unsafe:
                answer = _answer(tabulation, protection, earlier) | {"tangled": tangled}
                if follows.from_totals and not answer["withheld"]:
                    answer["withheld"] = Withheld.FOLLOWS.value
                return answer | {"withheld_tables": withheld + tangled}
            withheld.extend(sorted(unsafe))
            left = [table for table in left if table["name"] not in unsafe]


def profile_in(task: Task) -> Profile:
    """The audience's own, with the level or the treatment of attributes that the task asks for."""
    profile = PROFILES[Audience(task["audience"])]
    if task.get("level"):
        profile = replace(profile, level=Level(task["level"]))
    if task.get("attributes"):
        profile = replace(profile, attributes=Attributes(task["attributes"]))
    return profile


def attack(task: Task, told: Told = nobody) -> dict[str, Any]:
    """Whether what was published leaves every small number each value that it must keep."""
    task = task | {"relations": implied(task, task["tables"])}
    groups = groups_in(task)
    years = groups.pop(task.get("year", "year"), [])
    found = {"failed": "", "pinned": 0, "narrowed": 0, "checked": 0}
    memory: AttackMemory = {}
    for done, tables in enumerate(list(groups.values()) or [[]]):
        told(done, len(groups))
        try:
            _attack_group(task, [*years, *tables], found, memory)
        except (Undecided, Inconsistent) as problem:
            return found | {"failed": type(problem).__name__}
    return found


def _attack_group(
    task: Task,
    tables: Sequence[Mapping[str, Any]],
    found: dict[str, Any],
    memory: AttackMemory,
) -> None:
    tabulation = _tabulate(task, tables)
    level = profile_in(task).level or Level.S
    cells = {cell.key for cell in tabulation.release.cells}
    known = _known(task, tables, tabulation, level)
    required = {_key(key): values for key, values in task["required"]}
    targets = [key for key in required if key in cells]
    ranges = attack_release(
        tabulation.release,
        known(level.hidden_at_least),
        largest=_largest(required),
        targets=targets,
        memory=memory,
        enough=required,
    )
    knowing = ranges
    if level is Level.M:
        knowing = attack_release(
            tabulation.release, known(1), largest=1, targets=targets, memory=memory
        )
    found["pinned"] += sum(each.pinned for each in knowing.values())
    found["narrowed"] += sum(not each.keeps(required[key]) for key, each in ranges.items())
    found["checked"] += len(ranges)


def _known(
    task: Task, tables: Sequence[Mapping[str, Any]], tabulation: Tabulation, level: Level
) -> Callable[[int], dict[Key, Bounds]]:
    """Everything a reader was told, if a hidden number is at least 0 or 1."""
    cells = {cell.key for cell in tabulation.release.cells}
    revised = {_key(key) for key in task["revised"]}
    before = {
        key: value
        for key, value in readable(_earlier_beside(task, tabulation)).items()
        if key in cells and key not in revised
    }
    printed: dict[Key, int | None] = {tabulation.release.total: task["total"]}
    for table in tables:
        for label, value in task["published"].get(table["name"], {}).items():
            printed[tabulation.key(table["name"], label)] = value

    def known(hidden_at_least: int) -> dict[Key, Bounds]:
        hidden = dict.fromkeys(before, (hidden_at_least, None))
        now = {
            key: (hidden_at_least, None) if value is None else (value, value)
            for key, value in printed.items()
        }
        return with_earlier({**hidden, **now}, before, revised)

    return known


def _largest(required: Mapping[Key, Sequence[int]]) -> int:
    return max((max(values) for values in required.values() if values), default=1)


def _tabulate(
    task: Task, tables: Sequence[Mapping[str, Any]], besides: Collection[Condition] = ()
) -> Tabulation:
    used = variables_in(task, tables)
    variables = {name: values for name, values in task["variables"].items() if name in used}
    earlier = [_key(key) for key, _ in task["earlier"] if {name for name, _ in key} <= used]

    def tabulated(known: Sequence[Condition]) -> Tabulation:
        return tabulate(
            tables_in(tables),
            task["records"],
            variables,
            population=task["population"],
            earlier=known,
            relations=relations_in(task, used),
        )

    found = tabulated(earlier)
    total: Condition = found.release.total or ()
    printed = {total, *(key for keys in found.keys.values() for key in keys.values())}
    met = meetings(printed, earlier, task.get("limits", LIMITS), variables)
    met |= set(besides)
    return tabulated([*earlier, *sorted(met)]) if met else found


def _earlier_beside(task: Task, tabulation: Tabulation) -> list[Earlier]:
    """What was published, and what its years add up to where they are printed together now."""
    earlier = earlier_in(task)
    printed = {cell.key for cell in tabulation.release.cells if cell.printed}
    return [*earlier, *added_up(printed, earlier, task.get("year", "year"))]


def variables_in(task: Task, tables: Sequence[Mapping[str, Any]]) -> set[str]:
    used = {
        task.get("year", "year"),
        *task.get("limits", ()),
        *task["population"],
        *(table["variable"] for table in tables),
    }
    return used | {name for table in tables for name in table["where"]}


def tables_in(tables: Sequence[Mapping[str, Any]]) -> list[Table]:
    return [
        Table(table["name"], {table["variable"]: table["labels"]}, table["where"], {"known": 2.0})
        for table in tables
    ]


def relations_in(task: Task, used: set[str]) -> list[Relation]:
    """Those that hold between these variables alone."""
    return [_relation(each) for each in task.get("relations", ()) if _variables(each) <= used]


def _relation(found: Mapping[str, Any]) -> Relation:
    terms = tuple((_key(key), times) for key, times in found["terms"])
    return Relation(terms, found["lower"], found["upper"])


def _key(found: Sequence[Any]) -> Condition:
    return condition({name: values for name, values in found})


def earlier_in(task: Task) -> list[Earlier]:
    """What was published before; a pair of numbers is the range of one that was rounded."""
    return [
        Earlier(_key(key), tuple(value) if isinstance(value, list) else value)
        for key, value in task["earlier"]
    ]


def _answer(
    tabulation: Tabulation, protection: Protection, earlier: list[Earlier]
) -> dict[str, Any]:
    published = protection.published()
    figures = {
        name: {
            labels[0]: None if (bounds := published[key]) is None else bounds[0]
            for labels, key in cells.items()
        }
        for name, cells in tabulation.keys.items()
    }
    values = {cell.key: cell.value for cell in tabulation.release.cells}
    wrong = []
    if not protection.withheld:
        wrong = failures(tabulation.release, protection, readable(earlier))
    return {
        "withheld": protection.withheld.value if protection.withheld else "",
        "total": values[tabulation.release.total],
        "figures": figures,
        "failures": wrong,
        "level": protection.level.value,
        "exposed": len(protection.exposed),
        "given_away": len(protection.given_away),
        "revised": [_listed(key) for key in protection.revised],
        "findings": _findings(tabulation, protection),
        "required": [[_listed(key), found] for key, found in protection.required.items()],
        "witnesses": len(protection.witnesses),
        "optimal": protection.optimal,
        "bound": protection.least_hidden,
        "printed": len(published),
        "hidden": len(protection.hidden),
        "extra_hidden": protection.extra_hidden,
        "ledger": [
            [_listed(key), figure is not None, values[key]] for key, figure in published.items()
        ],
    }


def _findings(tabulation: Tabulation, protection: Protection) -> list[dict[str, Any]]:
    """What tells something of everybody in a group, by the table and line where it is printed."""
    places: dict[Key, tuple[str, str]] = {}
    for name, cells in tabulation.keys.items():
        for labels, key in cells.items():
            places.setdefault(key, (name, labels[0]))
    return [
        {
            "table": places[finding.key][0],
            "label": places[finding.key][1],
            "kind": finding.kind.name,
            "says": finding.kind.value,
            "count": finding.count,
            "of": finding.of,
            "shown": protection.is_shown(finding.key),
        }
        for finding in protection.findings
        if finding.key in places and places[finding.key][1] not in COMPLETENESS
    ]


def _listed(key: Key) -> list[Any]:
    return [[name, list(found)] for name, found in key]  # type: ignore[attr-defined]
