"""Disclosure control against complete enumeration, its own targets and the best peers' figures.

Each part is bound in time and can be gone on with: `--first` names the round to start from.
"""

import argparse
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks.series import series, years
from cdop.audits.attack_task import attack as attack_task
from cdop.audits.protection_task import protect as protect_task
from cdop.core.disclosure.attack import attack
from cdop.core.disclosure.groups import Memory
from cdop.core.disclosure.highs import milp
from cdop.core.disclosure.model import Release, Zeros
from cdop.core.disclosure.moves import Moves
from cdop.core.disclosure.profiles import PROFILES, Audience, Level
from cdop.core.disclosure.protect import protect
from cdop.core.disclosure.rounding import protect_by_rounding
from cdop.core.disclosure.search import Effort
from cdop.core.disclosure.solver import Tables
from tests.core.disclosure.enumeration import crossed, random_release, values_left

BELOW_FIVE = PROFILES[Audience.PARTNER]
# 972 cells of two-way tables, as in the peers' comparison; then three-way ones.
TWO_WAY = (
    *(((4, 3), number) for number in (25, 60, 120)),
    *(((6, 4), number) for number in (25, 60, 60, 120, 120, 250)),
    *(((12, 8), number) for number in (120, 250, 250, 400, 400, 800)),
)
THREE_WAY = tuple(((5, 4, 3), number) for number in (60, 100, 150, 150, 250, 400))
LARGEST = ((12, 8, 5), 1500)
PEERS = """
Peers on tables of the same shapes, not the same tables (extra cells hidden, of 22 tables):
GaussSuppression 186, SIMPLEHEURISTIC 187, OPT 148 (2 pinned), HYPERCUBE 525, prototype H 146.
On the 15 two-way tables: Gauss 39, OPT 28; prototype H 34, M 35, S 54."""


def counts(shape: tuple[int, ...], number: int, seed: int) -> list[int]:
    """Deaths spread unevenly over rows, columns and cells."""
    chance = np.random.default_rng(seed)
    share = np.ones(())
    for size in shape:
        share = np.multiply.outer(share, chance.dirichlet([2] * size))
    uneven = share.ravel() * chance.gamma(3, 1 / 3, share.size)
    return [int(count) for count in chance.multinomial(number, uneven / uneven.sum())]


def some_published(chance: random.Random, release: Release) -> dict[Any, Any]:
    published: dict[Any, Any] = {}
    for cell in release.cells:
        shown = cell.value == 0 and release.zeros is Zeros.SHOWN
        if shown or cell.key == release.total or chance.random() < 0.45:
            published[cell.key] = cell.value
        elif chance.random() < 0.2:
            published[cell.key] = (max(0, cell.value - 1), cell.value + chance.randint(0, 1))
        elif chance.random() < 0.9:
            published[cell.key] = None
    return published


def attacker(options: argparse.Namespace) -> bool:
    """The attacker's values against every whole-number table, written down one by one."""
    started, compared, wrong = perf_counter(), 0, 0
    for number in range(options.first, options.first + options.rounds):
        chance = random.Random(number)
        release = random_release(chance)
        published = some_published(chance, release)
        hidden = [cell.key for cell in release.cells if published.get(cell.key) is None]
        found = attack(release, published, targets=chance.sample(hidden, min(2, len(hidden))))
        expected = values_left(release, published) if found else {}
        wrong += sum(set(left.values) != expected[key] for key, left in found.items())
        compared += len(found)
        if _is_over(started, options, f"attacker: {number} tables", number):
            break
    tables = number - options.first + 1
    took = perf_counter() - started
    print(f"Attacker: {tables:,} tables, {compared:,} cells, {wrong} mismatches, {took:.0f} s.")
    return wrong == 0


def _is_over(started: float, options: argparse.Namespace, said: str, number: int) -> bool:
    if number % 500 == 499:
        print(f"  {said}, {perf_counter() - started:.0f} s", flush=True)
    if perf_counter() - started < options.seconds:
        return False
    print(f"  time is up; go on with --first {number + 1}")
    return True


@dataclass
class Sum:
    small: int = 0
    extra: int = 0
    bound: float = 0
    pinned: int = 0
    narrowed: int = 0
    seconds: float = 0
    longest: float = 0
    attack: float = 0


def shapes(options: argparse.Namespace) -> bool:
    """The peers' comparison again, on tables of the same shapes."""
    print("| tables | level | small | extra hidden | least possible | pinned | narrowed |", end="")
    print(" mean s | longest s | longest attack s |\n|---|---|---|---|---|---|---|---|---|---|")
    safe = True
    sets = {"15 two-way": (TWO_WAY, 10.0), "6 of 5x4x3": (THREE_WAY, options.table_seconds)}
    if options.largest:
        sets["12x8x5"] = ((LARGEST,), 100.0)
    for name, (tables, seconds) in sets.items():
        for level in Level:
            found = _level(tables, level, seconds)
            safe = safe and not found.pinned and not found.narrowed
            print(
                f"| {name} | {level} | {found.small} | {found.extra} | {found.bound:.0f} |"
                f" {found.pinned} | {found.narrowed} | {found.seconds / len(tables):.1f} |"
                f" {found.longest:.1f} | {found.attack:.1f} |",
                flush=True,
            )
    print(PEERS)
    rounded = [_rounded(shape, number, seed) for seed, (shape, number) in enumerate(TWO_WAY)]
    small, thin, took = (sum(each) for each in zip(*rounded, strict=True))
    print(f"\nControlled rounding to 5, two-way: {thin} of {small} small counts keep fewer than 3")
    print(f"  values, {took / len(rounded):.1f} s a table (prototype 0 of 465).")
    return safe and not thin


def _level(tables: Any, level: Level, seconds: float) -> Sum:
    found = Sum()
    for seed, (shape, number) in enumerate(tables):
        release = crossed(shape, counts(shape, number, seed))
        started = perf_counter()
        profile = replace(BELOW_FIVE, level=level)
        made = protect(release, profile, effort=Effort.within(seconds))
        took = perf_counter() - started
        started = perf_counter()
        reader = replace(release, zeros=level.zeros)
        zeros = None if level.hidden_at_least == level.zeros.hidden_at_least else Zeros.HIDEABLE
        left = attack(reader, made.published(), largest=4, targets=made.required, zeros=zeros)
        found.attack = max(found.attack, perf_counter() - started)
        kept = [left[key] for key in made.required if key not in made.exposed]
        found.pinned += sum(each.pinned for each in kept)
        found.narrowed += sum(
            not left[key].keeps(value for value in values if value <= 4)
            for key, values in made.required.items()
        )
        found.small += sum(BELOW_FIVE.is_small(cell.value) for cell in release.cells)
        found.extra += made.extra_hidden
        found.bound += made.least_hidden
        found.seconds += took
        found.longest = max(found.longest, took)
    return found


def _rounded(shape: tuple[int, ...], number: int, seed: int) -> tuple[int, int, float]:
    release = crossed(shape, counts(shape, number, seed))
    started = perf_counter()
    made = protect_by_rounding(release, BELOW_FIVE, secret=seed)
    took = perf_counter() - started
    small = sum(BELOW_FIVE.is_small(cell.value) for cell in release.cells)
    return small, len(made.exposed), took


def release(options: argparse.Namespace) -> bool:
    """One release of 20 linked tables, with its progress, and the same without our short cuts."""
    task = _task(random.Random(5))
    said: list[str] = []

    def told(done: int, of: int) -> None:
        said.append(f"{done}/{of}")

    took, answer = _timed(lambda: protect_task(task, told))
    attacked, found = _timed(lambda: attack_task(_published(task, answer)))
    print(f"Release of {len(task['tables'])} linked tables: {answer['printed']} numbers,")
    print(f"  {answer['hidden']} hidden, at least {answer['bound']} for the sake of others,")
    print(f"  {took:.1f} s; attack {attacked:.1f} s, {found['pinned']} pinned, {found['narrowed']}")
    print(f"  narrowed. Progress: {' '.join(said)}")
    with without_short_cuts():
        plain, _ = _timed(lambda: protect_task(task))
    print(f"  Baseline, branching from the start and each part anew: {plain:.1f} s, so", end="")
    print(f" {plain / took:.1f} times.")
    return not found["pinned"] and not found["narrowed"] and not found["failed"]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = perf_counter()
    answer = work()
    return perf_counter() - started, answer


@contextmanager
def without_short_cuts() -> Iterator[None]:
    """As the search was at first: whole numbers from the start, no moves, nothing remembered."""

    def whole(self: Tables, low: Any, high: Any, aims: Any, **how: Any) -> Any:
        return ask(self, low, high, aims, **(how | {"whole": True}))

    ask = Tables._ask
    with (
        patch.object(Moves, "find", lambda *_: None),
        patch.object(Tables, "_ask", whole),
        patch.object(Memory, "__getattribute__", _forgetful),
        patch("cdop.core.disclosure.solver.milp", milp),
    ):
        yield


def _forgetful(memory: Memory, name: str) -> Any:
    return _Nothing() if name == "answers" else object.__getattribute__(memory, name)


class _Nothing(dict[Any, Any]):
    """Forgets at once: each asking is answered by what was just put in."""

    last: Any = None

    def __contains__(self, key: object) -> bool:
        return False

    def __setitem__(self, key: Any, value: Any) -> None:
        _Nothing.last = value

    def __getitem__(self, key: Any) -> Any:
        return _Nothing.last


def _task(chance: random.Random) -> dict[str, Any]:
    """Years, a table crossed with years, a group asked of some only, and yes-or-no questions."""
    years_of = ["2020/21", "2021/22", "2022/23", "2023/24", "2024/25"]
    questions = [f"question_{number}" for number in range(10)]
    asked = [f"asked_{number}" for number in range(4)]
    variables = {
        "year": years_of,
        "basis": ["death"],
        "age": ["a", "b", "c", "d"],
        "area": ["north", "south", "west", ""],
        "group": ["white", "mixed", "asian", "black", "other", ""],
        **{name: ["Y", "N", "NK", ""] for name in (*questions, *asked)},
    }
    records = [
        {
            "basis": "death",
            **{
                name: chance.choices(values, [6, 4, 2, 1, 1, 1][: len(values)])[0]
                for name, values in variables.items()
                if name != "basis"
            },
        }
        for _ in range(60)
    ]
    tables = [_table(name, variables[name], {}) for name in ("year", "age", "area", "group")]
    tables += [_table(name, variables[name], {}) for name in questions]
    tables += [_table(name, variables[name], {"question_0": ["Y"]}) for name in asked]
    tables += [
        _table("age", variables["age"], {"area": [area]}) | {"name": f"age in {area}"}
        for area in ("north", "south")
    ]
    return {
        **{"audience": "public", "secret": 1, "tables": tables, "variables": variables},
        **{"population": {"year": years_of, "basis": ["death"]}, "records": records},
        "earlier": [],
    }


def _table(name: str, values: list[str], where: dict[str, list[str]]) -> dict[str, Any]:
    known = [value for value in values if value not in ("", "NK")]
    if "Y" in values:
        labels = {"yes": ["Y"], "known": known}
    else:
        labels = {value: [value] for value in known} | {"known": known}
    missing = [value for value in values if value not in known]
    labels |= {"missing": missing} if missing else {}
    return {"name": name, "variable": name, "where": where, "labels": labels}


def _published(task: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    names = set(answer["figures"])
    return task | {
        "tables": [table for table in task["tables"] if table["name"] in names],
        "published": answer["figures"],
        **{name: answer[name] for name in ("required", "revised", "total")},
    }


PARTS = {
    "release": release,
    "years": years,
    "series": series,
    "attacker": attacker,
    "shapes": shapes,
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="manage.py bench disclosure", description=__doc__)
    parser.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS))
    parser.add_argument("--rounds", type=int, default=10_000, help="tables for the attacker")
    parser.add_argument("--series", type=int, default=350, help="series of about three releases")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--record", type=Path, help="lines of the series run; these are not rerun")
    parser.add_argument("--seconds", type=float, default=900, help="for each part with rounds")
    parser.add_argument("--table-seconds", type=float, default=8, help="for each 5x4x3 table")
    parser.add_argument("--largest", action="store_true", help="702 cells, 100 s a level")
    options = parser.parse_args(arguments)
    return 0 if all([PARTS[name](options) for name in options.only]) else 1
