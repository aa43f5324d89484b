"""An attack on a release as plain data: what a reader of the printed strings can still work out.

It is told what was printed and nothing of how that was chosen, and works out the cells anew.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cdop.audits.implied import implied
from cdop.audits.release_task import (
    Task,
    Told,
    earlier_beside,
    groups_in,
    key_in,
    method_of,
    nobody,
    profile_in,
    tabulated,
    year_of,
)
from cdop.core.disclosure.attack import Inconsistent, Memory, Undecided
from cdop.core.disclosure.attack import attack as attack_release
from cdop.core.disclosure.earlier import Told as Figure
from cdop.core.disclosure.earlier import readable, with_earlier
from cdop.core.disclosure.model import Bounds, Key
from cdop.core.disclosure.profiles import Level, Method
from cdop.core.disclosure.rounding import range_of
from cdop.core.disclosure.tables import Tabulation

Known = Callable[[int], dict[Key, Bounds]]


def attack(task: Task, told: Told = nobody) -> dict[str, Any]:
    """Whether what was published leaves every small number each value that it must keep."""
    task = task | {"relations": implied(_at_most(task), task["tables"])}
    groups = groups_in(task)
    years = groups.pop(year_of(task), [])
    found = {"failed": "", "pinned": 0, "narrowed": 0, "checked": 0}
    memory: Memory = {}
    for done, tables in enumerate(list(groups.values()) or [[]]):
        told(done, len(groups))
        try:
            _attack_group(task, [*years, *tables], found, memory)
        except (Undecided, Inconsistent) as problem:
            return found | {"failed": type(problem).__name__}
    return found


def _at_most(task: Task) -> Task:
    """What follows from the total holds of the largest that a rounded one can be."""
    if method_of(task) is Method.HIDE:
        return task
    return task | {"total": range_of(task["total"])[1]}


def _attack_group(
    task: Task, tables: Sequence[Mapping[str, Any]], found: dict[str, Any], memory: Memory
) -> None:
    tabulation = tabulated(task, tables)
    level = profile_in(task).level or Level.S
    cells = {cell.key for cell in tabulation.release.cells}
    before = _before(task, tabulation)
    known = _known(task, tables, tabulation, before)
    required = {key_in(key): values for key, values in task["required"]}
    targets = [key for key in required if key in cells]
    ranges = attack_release(
        tabulation.release,
        known(level.hidden_at_least),
        largest=max((max(values) for values in required.values() if values), default=1),
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
    if method_of(task) is Method.ROUND:
        found["narrowed"] += _told_of_hidden(task, tabulation, before, {}, known(0))
    elif level is Level.M:
        reader = known(1)
        always = {
            key: bounds
            for key, bounds in reader.items()
            if bounds == (0, 0) or key == tabulation.release.total
        }
        found["narrowed"] += _told_of_hidden(task, tabulation, before, always, reader)


def _told_of_hidden(
    task: Task,
    tabulation: Tabulation,
    before: Mapping[Key, Figure],
    always: Mapping[Key, Bounds],
    known: Mapping[Key, Bounds],
) -> int:
    """How many small numbers that an earlier release hid are told closer by this one.

    Closer than by what is `always` told: at a level with a weaker promise, or by rounding, an
    earlier promise must be kept all the same.
    """
    profile = profile_in(task)
    hidden = [
        cell.key
        for cell in tabulation.release.cells
        if cell.key in before and before[cell.key] is None and profile.is_small(cell.value)
    ]
    if not hidden:
        return 0
    most = (profile.threshold or 1) - 1
    without = with_earlier({**_hidden_before(before), **always}, before, ())
    then = attack_release(tabulation.release, without, largest=most, targets=hidden)
    now = attack_release(tabulation.release, known, largest=most, targets=hidden)
    return sum(then[key].values != now[key].values for key in hidden)


def _before(task: Task, tabulation: Tabulation) -> dict[Key, Figure]:
    cells = {cell.key for cell in tabulation.release.cells}
    revised = {key_in(key) for key in task["revised"]}
    return {
        key: value
        for key, value in readable(earlier_beside(task, tabulation)).items()
        if key in cells and key not in revised
    }


def _hidden_before(before: Mapping[Key, Figure]) -> dict[Key, Bounds]:
    """What was hidden where zeros are shown is not 0."""
    return {key: (1, None) for key, value in before.items() if value is None}


def _known(
    task: Task,
    tables: Sequence[Mapping[str, Any]],
    tabulation: Tabulation,
    before: Mapping[Key, Figure],
) -> Known:
    """Everything a reader was told, if a number that is hidden now is at least 0 or 1."""
    is_rounded = method_of(task) is Method.ROUND
    printed: dict[Key, int | None] = {tabulation.release.total: task["total"]}
    for table in tables:
        for label, value in task["published"].get(table["name"], {}).items():
            printed[tabulation.key(table["name"], label)] = value
    hidden = _hidden_before(before)

    def bounds(key: Key, value: int | None, at_least: int) -> Bounds:
        if value is None:
            return (max(at_least, hidden.get(key, (0, None))[0]), None)
        return range_of(value) if is_rounded else (value, value)

    def known(at_least: int) -> dict[Key, Bounds]:
        now = {key: bounds(key, value, at_least) for key, value in printed.items()}
        return with_earlier(_both(hidden, now), before, ())

    return known


def _both(hidden: Mapping[Key, Bounds], now: Mapping[Key, Bounds]) -> dict[Key, Bounds]:
    """What is printed now is at least what it was known to be when it was hidden."""
    raised = {
        key: (max(bounds[0], hidden[key][0]), bounds[1])
        for key, bounds in now.items()
        if key in hidden
    }
    return {**hidden, **now, **raised}
