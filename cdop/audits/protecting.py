"""Disclosure control of a release in a short-lived child process, so that solvers stay out of ours.

`protect` decides which cells are shown; `attack` is told only what a reader was shown, and says
what each small number can still be. Both work out the cells anew from the same tables.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cdop.core.disclosure.attack import Inconsistent, Undecided
from cdop.core.disclosure.attack import attack as attack_release
from cdop.core.disclosure.model import Key
from cdop.core.disclosure.profiles import PROFILES, Audience
from cdop.core.disclosure.protect import Earlier
from cdop.core.disclosure.protect import protect as protect_release
from cdop.core.disclosure.protection import Protection
from cdop.core.disclosure.search import Effort
from cdop.core.disclosure.tables import (
    Condition,
    Table,
    Tabulation,
    condition,
    tabulate,
)
from cdop.core.disclosure.witnesses import failures

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SECONDS = 600
SEARCH_SECONDS = 20.0  # for each group of tables; most take less than one
LIMITS = frozenset({"year", "reviewed", "basis"})

Task = dict[str, Any]


class NotProtected(RuntimeError):
    """Disclosure control did not come to an end; nothing may be released."""


def in_child(step: str, task: Task) -> dict[str, Any]:
    """Run `protect` or `attack` on the task in a process of its own."""
    try:
        child = subprocess.run(
            [sys.executable, "-m", "cdop.audits.protecting", step],
            input=json.dumps(task),
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            cwd=ROOT,
            env={"PATH": "", "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1"},
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise NotProtected(f"Disclosure control failed: {type(error).__name__}") from None
    return json.loads(child.stdout)


def protect(task: Task) -> dict[str, Any]:
    """What is shown of each printed cell, tables to leave out, and the proof.

    Tables of different variables hang together by the years alone. So the years are settled
    first, and then each group of tables by itself, with the years as already published; `attack`
    then looks at all of them together.
    """
    groups = _groups(task["tables"])
    years = groups.pop("year", [])
    whole = _protect_group(task, years, [])
    settled = [[key, value if shown else None] for key, shown, value in whole["ledger"]]
    for tables in groups.values():
        if whole["withheld"]:
            break
        _add(whole, _protect_group(task, [*years, *tables], settled))
    return whole


def _groups(tables: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Tables by the variables that tie them together."""
    head: dict[str, str] = {}

    def first(name: str) -> str:
        while head.setdefault(name, name) != name:
            name = head[name]
        return name

    for table in tables:
        for name in table["where"]:
            if name not in LIMITS:
                head[first(name)] = first(table["variable"])
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for table in tables:
        groups.setdefault(first(table["variable"]), []).append(table)
    return groups


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
    for name in ("withheld_tables", "failures", "revised"):
        whole[name] += [each for each in part[name] if each not in whole[name]]
    for name in ("exposed", "given_away", "witnesses", "extra_hidden"):
        whole[name] += part[name]


def _protect_group(
    task: Task, tables: list[Mapping[str, Any]], settled: list[list[Any]]
) -> dict[str, Any]:
    profile = PROFILES[Audience(task["audience"])]
    left, withheld = list(tables), list[str]()
    effort = Effort.within(task.get("seconds", SEARCH_SECONDS))
    part = task | {"earlier": [*task["earlier"], *settled]}
    while True:
        tabulation = _tabulate(part, left)
        earlier = _earlier(part)
        protection = protect_release(
            tabulation.release, profile, earlier=earlier, secret=task["secret"], effort=effort
        )
        unsafe = _unsafe(tabulation, protection)
        if protection.withheld is not None or not unsafe:
            return _answer(tabulation, protection, earlier, withheld)
        withheld.extend(sorted(unsafe))
        left = [table for table in left if table["name"] not in unsafe]


def attack(task: Task) -> dict[str, Any]:
    """Whether what was published leaves every small number each value that it must keep."""
    groups = _groups(task["tables"])
    years = groups.pop("year", [])
    found = {"failed": "", "pinned": 0, "narrowed": 0, "checked": 0}
    for tables in groups.values() or [[]]:
        try:
            _attack_group(task, [*years, *tables], found)
        except (Undecided, Inconsistent) as problem:
            return found | {"failed": type(problem).__name__}
    return found


def _attack_group(task: Task, tables: Sequence[Mapping[str, Any]], found: dict[str, Any]) -> None:
    tabulation = _tabulate(task, tables)
    cells = {cell.key for cell in tabulation.release.cells}
    revised = {_key(key) for key in task["revised"]}
    published: dict[Key, int | None] = {
        figure.key: figure.value
        for figure in _earlier(task)
        if figure.key in cells and figure.key not in revised
    }
    published[tabulation.release.total] = task["total"]
    for table in tables:
        for label, value in task["published"].get(table["name"], {}).items():
            published[tabulation.key(table["name"], label)] = value
    required = {_key(key): values for key, values in task["required"]}
    targets = [key for key in required if key in cells]
    ranges = attack_release(
        tabulation.release, published, largest=_largest(required), targets=targets
    )
    found["pinned"] += sum(each.pinned for each in ranges.values())
    found["narrowed"] += sum(not each.keeps(required[key]) for key, each in ranges.items())
    found["checked"] += len(ranges)


def _largest(required: Mapping[Key, Sequence[int]]) -> int:
    return max((max(values) for values in required.values() if values), default=1)


def _tabulate(task: Task, tables: Sequence[Mapping[str, Any]]) -> Tabulation:
    used = {"year", *task["population"], *(table["variable"] for table in tables)}
    used |= {name for table in tables for name in table["where"]}
    made = [
        Table(table["name"], {table["variable"]: table["labels"]}, table["where"], {"known": 2.0})
        for table in tables
    ]
    return tabulate(
        made,
        task["records"],
        {name: values for name, values in task["variables"].items() if name in used},
        population=task["population"],
        earlier=[_key(key) for key, _ in task["earlier"] if {name for name, _ in key} <= used],
    )


def _key(found: Sequence[Any]) -> Condition:
    return condition({name: values for name, values in found})


def _earlier(task: Task) -> list[Earlier]:
    """What was published before; what is settled in this release counts if both say so."""
    return [Earlier(key, value) for key, value in ((_key(k), v) for k, v in task["earlier"])]


def _unsafe(tabulation: Tabulation, protection: Protection) -> set[str]:
    """The tables that give away a small number whatever is hidden."""
    return {name for key in protection.exposed for name in tabulation.origins.get(key, ())}


def _answer(
    tabulation: Tabulation, protection: Protection, earlier: list[Earlier], withheld: list[str]
) -> dict[str, Any]:
    before = {figure.key: figure.value for figure in earlier}
    published = protection.published()
    figures = {
        name: {
            labels[0]: None if (bounds := published[key]) is None else bounds[0]
            for labels, key in cells.items()
        }
        for name, cells in tabulation.keys.items()
    }
    values = {cell.key: cell.value for cell in tabulation.release.cells}
    wrong = [] if protection.withheld else failures(tabulation.release, protection, before)
    return {
        "withheld": protection.withheld.value if protection.withheld else "",
        "withheld_tables": withheld,
        "total": values[tabulation.release.total],
        "figures": figures,
        "failures": wrong,
        "exposed": len(protection.exposed),
        "given_away": len(protection.given_away),
        "revised": [_listed(key) for key in protection.revised],
        "required": [[_listed(key), found] for key, found in protection.required.items()],
        "witnesses": len(protection.witnesses),
        "optimal": protection.optimal,
        "printed": len(published),
        "hidden": len(protection.hidden),
        "extra_hidden": protection.extra_hidden,
        "ledger": [
            [_listed(key), figure is not None, values[key]] for key, figure in published.items()
        ],
    }


def _listed(key: Key) -> list[Any]:
    return [[name, list(found)] for name, found in key]  # type: ignore[attr-defined]


def main() -> None:
    """What the solvers print to standard output must not get into the answer."""
    answer, sys.stdout = sys.stdout, sys.stderr
    task = json.load(sys.stdin)
    json.dump({"protect": protect, "attack": attack}[sys.argv[1]](task), answer)


if __name__ == "__main__":
    main()
