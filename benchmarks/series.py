"""Releases about the same deaths one after another: each is safe beside all before it.

Every series that was run is a line of a record, so that a thousand releases can be run in pieces.
"""

import argparse
import json
import random
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.core.disclosure.series import deaths, five_years, publish, some_releases

SUMMED = ("releases", "small", "recovered", "narrowed", "seconds")


def series(options: argparse.Namespace) -> bool:
    """Random releases about overlapping years, each knowing those before."""
    started = perf_counter()
    done = _recorded(options.record)
    for number in range(options.first, options.first + options.series):
        if number in done:
            continue
        if perf_counter() - started > options.seconds:
            print(f"  time is up before series {number}")
            break
        done[number] = _one(number)
        _record(options.record, done[number])
    sums = {name: sum(each[name] for each in done.values()) for name in SUMMED}
    print(f"Releases with earlier ones: {sums['releases']:,} in {len(done):,} series,")
    print(f"  {sums['small']:,} small counts, {sums['recovered']} of them follow,", end="")
    print(f" {sums['narrowed']} narrowed, {sums['seconds']:.0f} s.")
    return not sums["recovered"] and not sums["narrowed"]


def _one(number: int) -> dict[str, Any]:
    started, chance = perf_counter(), random.Random(number)
    records = deaths(chance, chance.choice((12, 20, 30)))
    some = some_releases(chance)
    outcome = publish(some, records, with_ledger=True, seconds=0.5)
    return {
        "series": number,
        "releases": len(some),
        "small": outcome.hidden,
        "recovered": outcome.recovered,
        "narrowed": outcome.narrowed,
        "seconds": round(perf_counter() - started, 1),
    }


def _recorded(file: Path | None) -> dict[int, dict[str, Any]]:
    lines = file.read_text().splitlines() if file is not None and file.exists() else []
    return {each["series"]: each for each in map(json.loads, lines)}


def _record(file: Path | None, found: dict[str, Any]) -> None:
    if file is not None:
        with file.open("a") as lines:
            lines.write(json.dumps(found) + "\n")


def years(options: argparse.Namespace) -> bool:
    """Five years and rolling three-year tables: each alone, and with the ledger."""
    started = perf_counter()
    totals = {False: [0, 0, 0], True: [0, 0, 0]}
    for seed in range(9):
        for with_ledger, sums in totals.items():
            records = deaths(random.Random(seed), 30)
            found = publish(five_years(), records, with_ledger=with_ledger, seconds=2.0)
            for place, value in enumerate((found.hidden, found.recovered, found.numbers_hidden)):
                sums[place] += value
    for with_ledger, (small, recovered, hidden) in totals.items():
        said = "with the ledger" if with_ledger else "each release alone"
        share = recovered / small
        print(f"Five years, {said}: {recovered} of {small} small counts follow ({share:.0%}),")
        print(f"  {hidden} numbers hidden.")
    print(f"  {perf_counter() - started:.0f} s; the prototype: 224 of 464 (48%), and 0 of 464.")
    return totals[True][1] == 0
