"""What the plain data of a release say, as the types of the model that protects and attacks it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cdop.audits.beyond import added_up
from cdop.core.disclosure.earlier import Earlier
from cdop.core.disclosure.meetings import meetings
from cdop.core.disclosure.profiles import PROFILES, Attributes, Audience, Level, Method, Profile
from cdop.core.disclosure.tables import (
    Condition,
    Relation,
    Table,
    Tabulation,
    condition,
    tabulate,
)

LIMITS = ("year", "reviewed", "basis")
# How full a table's answers are, which tells nothing of those who gave them.
COMPLETENESS = frozenset({"known", "missing", "asked"})

Task = dict[str, Any]
Told = Callable[[int, int], None]


def nobody(done: int, of: int) -> None:
    """Nobody is told how far the work is."""


def year_of(task: Task) -> str:
    """The variable that places deaths in years."""
    return str(task.get("year", "year"))


def method_of(task: Task) -> Method:
    return Method(task.get("method") or Method.HIDE)


def profile_in(task: Task) -> Profile:
    """The audience's own, with the level or the treatment of attributes that the task asks for."""
    profile = PROFILES[Audience(task["audience"])]
    if task.get("level"):
        profile = replace(profile, level=Level(task["level"]))
    if task.get("attributes"):
        profile = replace(profile, attributes=Attributes(task["attributes"]))
    return profile


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


def tabulated(
    task: Task, tables: Sequence[Mapping[str, Any]], besides: Collection[Condition] = ()
) -> Tabulation:
    used = variables_in(task, tables)
    variables = {name: values for name, values in task["variables"].items() if name in used}
    earlier = [key_in(key) for key, _ in task["earlier"] if {name for name, _ in key} <= used]

    def with_known(known: Sequence[Condition]) -> Tabulation:
        return tabulate(
            tables_in(tables),
            task["records"],
            variables,
            population=task["population"],
            earlier=known,
            relations=relations_in(task, used),
        )

    found = with_known(earlier)
    total: Condition = found.release.total or ()
    printed = {total, *(key for keys in found.keys.values() for key in keys.values())}
    met = meetings(printed, earlier, task.get("limits", LIMITS), variables)
    met |= set(besides)
    return with_known([*earlier, *sorted(met)]) if met else found


def earlier_beside(task: Task, tabulation: Tabulation) -> list[Earlier]:
    """What was published, and what its years add up to where they are printed together now."""
    earlier = earlier_in(task)
    printed = {cell.key for cell in tabulation.release.cells if cell.printed}
    return [*earlier, *added_up(printed, earlier, year_of(task))]


def variables_in(task: Task, tables: Sequence[Mapping[str, Any]]) -> set[str]:
    used = {
        year_of(task),
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
    terms = tuple((key_in(key), times) for key, times in found["terms"])
    return Relation(terms, found["lower"], found["upper"])


def key_in(found: Sequence[Any]) -> Condition:
    return condition({name: values for name, values in found})


def earlier_in(task: Task) -> list[Earlier]:
    """What was published before; a pair of numbers is the range of one that was rounded."""
    return [
        Earlier(key_in(key), tuple(value) if isinstance(value, list) else value)
        for key, value in task["earlier"]
    ]
