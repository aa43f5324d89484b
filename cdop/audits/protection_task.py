"""Disclosure control of a release as plain data in and out: which printed cells are shown.

It is decided for one group of tables after another. What was not proved in the time allowed does
not leave, and is told apart from what would be found out.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from time import process_time
from typing import Any

from cdop.audits.beyond import FollowsFrom
from cdop.audits.implied import implied
from cdop.audits.release_task import (
    COMPLETENESS,
    LIMITS,
    Task,
    Told,
    earlier_beside,
    groups_in,
    method_of,
    nobody,
    profile_in,
    tabulated,
    year_of,
)
from cdop.core.disclosure.attributes import Attribute, Finding
from cdop.core.disclosure.earlier import Earlier, readable
from cdop.core.disclosure.groups import Memory
from cdop.core.disclosure.model import Key
from cdop.core.disclosure.profiles import Level, Method
from cdop.core.disclosure.protect import protect as protect_release
from cdop.core.disclosure.protection import Decision, Protection, Reason, Status, Withheld
from cdop.core.disclosure.rounding import for_a_reader, protect_by_rounding
from cdop.core.disclosure.search import Effort
from cdop.core.disclosure.solver import Unproved
from cdop.core.disclosure.tables import Tabulation, TooTangled
from cdop.core.disclosure.witnesses import failures

SEARCH_SECONDS = 20.0  # for each group of tables; most take a fraction of one
WHOLE_SECONDS = 180.0  # of the processor, for all; what is left then is hidden unsearched
GATHERED = ("withheld_tables", "failures", "revised", "findings", "tangled", "unproved")


def protect(task: Task, told: Told = nobody) -> dict[str, Any]:
    """What is shown of each printed cell, tables to leave out, and the proof.

    Tables of different variables hang together by the years alone. So the years are settled
    first, and then each group of tables by itself, with the years as already published; the attack
    then looks at each of them with the years again, from what was printed.
    """
    task = task | {"relations": implied(task, task["tables"])}
    groups = groups_in(task)
    years = groups.pop(year_of(task), [])
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
    for name in GATHERED:
        whole[name] += [each for each in part[name] if each not in whole[name]]
    for name in ("exposed", "given_away", "witnesses", "extra_hidden", "bound"):
        whole[name] += part[name]


class _Work:
    """One release being decided: its rules, what is known already, and how long it may take."""

    def __init__(self, task: Task, memory: Memory, end: float) -> None:
        self.task, self.memory, self.end = task, memory, end
        self.profile, self.method = profile_in(task), method_of(task)
        self.rounded: dict[Key, int] = {}  # of the groups so far

    def settle(
        self, tables: Sequence[Mapping[str, Any]], settled: Sequence[Sequence[Any]]
    ) -> dict[str, Any]:
        left = list(tables)
        out: dict[str, list[str]] = {"withheld_tables": [], "tangled": [], "unproved": []}
        effort = self._effort()
        part = self.task | {"earlier": [*self.task["earlier"], *settled]}
        follows = FollowsFrom({*LIMITS, *part.get("limits", ())})
        while True:
            try:
                tabulation = tabulated(part, left, follows.left_out)
            except TooTangled:
                # The table that crosses most is the one that nobody can work out.
                worst = max(left, key=lambda table: len(table["where"]))
                out["tangled"].append(worst["name"])
                left = [table for table in left if table is not worst]
                continue
            earlier = earlier_beside(part, tabulation)
            protection = self._protected(tabulation, earlier, effort)
            unsafe = follows.unsafe(tabulation, protection.exposed, left)
            if protection.withheld is not None or not unsafe:
                self.rounded |= protection.rounded
                answer = _answer(tabulation, protection, earlier)
                if follows.from_totals and not answer["withheld"]:
                    answer["withheld"] = _why_totals(follows, protection)
                out["withheld_tables"] += out["tangled"]
                return answer | out
            if protection.unproved:
                out["unproved"] += sorted(unsafe)
                effort = self._effort()  # for what is left, which is less
            out["withheld_tables"] += sorted(unsafe)
            left = [table for table in left if table["name"] not in unsafe]

    def _effort(self) -> Effort:
        seconds = self.task.get("seconds", SEARCH_SECONDS)
        return Effort.within(min(seconds, self.end - process_time()))

    def _protected(
        self, tabulation: Tabulation, earlier: Sequence[Earlier], effort: Effort
    ) -> Protection:
        if self.method is Method.HIDE:
            return protect_release(
                tabulation.release,
                self.profile,
                earlier=earlier,
                secret=self.task["secret"],
                effort=effort,
                memory=self.memory,
            )
        try:
            return protect_by_rounding(
                tabulation.release,
                self.profile,
                earlier=earlier,
                secret=self.task["secret"],
                effort=effort,
                settled=self.rounded,
                widest=1,
            )
        except Unproved:
            return _nothing(tabulation)


def _nothing(tabulation: Tabulation) -> Protection:
    """Of tables that could not be rounded so that they add up: nothing is proved of any cell."""
    figures = {cell.key: cell.shown_as for cell in tabulation.release.cells if cell.printed}
    hidden = dict.fromkeys(figures, Decision(Status.HIDDEN, Reason.WITHHELD))
    return Protection(hidden, figures, Level.H, exposed=tuple(figures), unproved=tuple(figures))


def _why_totals(follows: FollowsFrom, protection: Protection) -> str:
    """Whether the totals give something away, or it was only not proved that they do not."""
    unproved = set(protection.unproved)
    known = [key for key in follows.from_totals if key not in unproved]
    return (Withheld.FOLLOWS if known else Withheld.UNPROVED).value


def _answer(
    tabulation: Tabulation, protection: Protection, earlier: Sequence[Earlier]
) -> dict[str, Any]:
    published = protection.published()
    figures = {
        name: {labels[0]: _figure(protection, key) for labels, key in cells.items()}
        for name, cells in tabulation.keys.items()
    }
    values: dict[Key, Any] = {cell.key: cell.value for cell in tabulation.release.cells}
    total = values[tabulation.release.total]
    release = tabulation.release
    if protection.rounded:
        release, total = for_a_reader(release), protection.rounded[release.total]
        values |= {key: list(bounds) for key, bounds in protection.figures.items()}
    wrong = failures(release, protection, readable(earlier)) if not protection.withheld else []
    return {
        "withheld": protection.withheld.value if protection.withheld else "",
        "total": total,
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


def _figure(protection: Protection, key: Key) -> int | None:
    """What is printed of a cell."""
    if not protection.is_shown(key):
        return None
    return protection.rounded.get(key, protection.figures[key][0])


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
        for finding in _as_printed(protection)
        if finding.key in places and places[finding.key][1] not in COMPLETENESS
    ]


def _as_printed(protection: Protection) -> Iterator[Finding]:
    """What is found in exact numbers; where they are rounded, only what can still be read."""
    for finding in protection.findings:
        if not protection.rounded:
            yield finding
            continue
        count, of = _figure(protection, finding.key), _figure(protection, finding.margin)
        if count and of is not None and count == of:
            yield replace(finding, kind=Attribute.SAME_WHEN_ROUNDED, count=count, of=of)


def _listed(key: Key) -> list[Any]:
    return [[name, list(found)] for name, found in key]  # type: ignore[attr-defined]
