"""The child process of `associations`: tables of four counts in, ratio, limits and p out."""

import json
import sys

from cdop.core.statistics.cooccurrence import Table, odds_ratio


def row_of(cells: list[int]) -> tuple[float | None, float, float, float]:
    """A table without variation has no ratio, limits of 0 and infinity, and p = 1."""
    found = odds_ratio(Table(*cells))
    return (
        found.value,
        found.lower if found.lower is not None else 0.0,
        found.upper if found.upper is not None else float("inf"),
        found.p if found.p is not None else 1.0,
    )


def main() -> None:
    json.dump([row_of(cells) for cells in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
