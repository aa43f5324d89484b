"""A folder of reference files recomputed: which file holds what, and a report on each."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from cdop.core.statistics.checks import funnels, rates, series
from cdop.core.statistics.checks.comparison import Comparison, Reader, Row

Check = Callable[[Sequence[Row], Reader], Iterator[Comparison]]

# The first pattern that fits counts. None: inputs, read with the file of expected values.
FILES: list[tuple[str, Check | None]] = [
    ("*_strata.csv", None),
    ("*_inputs.csv", None),
    ("byar_count*.csv", rates.byar_count),
    ("rate_ratio_exact*.csv", rates.ratio),
    ("rate*.csv", rates.rates),
    ("wilson*.csv", rates.wilson),
    ("dsr*.csv", rates.directly),
    ("isr*.csv", rates.indirectly),
    ("funnel_prop_limits_phe*.csv", funnels.proportion_published),
    ("funnel_prop_limits_own*.csv", funnels.proportion_own),
    ("funnel_poisson_expected*.csv", funnels.poisson_expected),
    ("funnel_ratio_limits*.csv", funnels.ratio_limits),
    ("funnel_rate_limits*.csv", funnels.rate_limits),
    ("funnel_sig_ratio*.csv", funnels.ratio_labels),
    ("funnel_sig_rate*.csv", funnels.rate_labels),
    ("sii_expected*.csv", series.slope_indices),
    ("rii_poisson_expected*.csv", series.relative_indices),
    ("quantile*.csv", series.quantile_groups),
    ("spc_xmr*.csv", series.xmr_charts),
    ("rare_event_charts*.csv", series.rare_event_charts),
    ("trend_expected*.csv", series.trends),
    ("cooccurrence*.csv", series.cooccurring),
]


@dataclass(frozen=True)
class Report:
    """What the comparison of one file found."""

    name: str
    rows: int
    numbers: int
    largest: float
    outside: tuple[Comparison, ...]
    explained: tuple[Comparison, ...]


class UnreadableReference(ValueError):
    """The file is not in the format of its name."""


def check_folder(folder: Path) -> Iterator[Report]:
    """A report on each file of the folder that is recognised by its name, in order of names."""
    for path in sorted(folder.glob("*.csv")):
        check = check_of(path.name)
        if check is not None:
            yield check_file(path, check)


def check_of(name: str) -> Check | None:
    """What recomputes a file; None for inputs and for names that are not known."""
    return next((check for pattern, check in FILES if fnmatch(name, pattern)), None)


def is_known(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern, _ in FILES)


def check_file(path: Path, check: Check) -> Report:
    rows = read_rows(path)
    try:
        compared = list(check(rows, lambda name: read_rows(path.parent / name)))
    except (KeyError, ValueError, OSError) as error:
        raise UnreadableReference(f"{path.name}: {error!r}") from error
    differing = [c for c in compared if not c.agrees]
    return Report(
        name=path.name,
        rows=len(rows),
        numbers=len(compared),
        largest=max((c.relative_difference for c in compared if not c.explained), default=0.0),
        outside=tuple(c for c in differing if not c.explained),
        explained=tuple(c for c in differing if c.explained),
    )


def read_rows(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
