"""Areas sorted into equal groups (fifths, tenths) by the rank rule of OHID."""

from collections.abc import Sequence
from math import ceil, floor


def quantiles(
    values: Sequence[float | None], groups: int, *, highest_is_first: bool = True
) -> list[int | None]:
    """The group of each value, 1 to `groups`; None where missing or where areas are too few.

    Formula: rank r of n values (ties take the lowest), group = floor(q + 1 - ceil((n + 1 - r) /
    (n / q))), at least 1. Fewer values than groups: none has a group. Ties share their group, so
    groups need not be of one size. Source: PHEindicatormethods, phe_quantile.
    """
    known = [value for value in values if value is not None and value == value]
    count = len(known)
    if groups < 1 or count < groups:
        return [None] * len(values)
    ordered = sorted(known, reverse=highest_is_first)
    rank = {value: place for place, value in reversed(list(enumerate(ordered, start=1)))}
    return [
        None if value is None or value != value else _group(rank[value], count, groups)
        for value in values
    ]


def _group(rank: int, count: int, groups: int) -> int:
    return max(1, floor(groups + 1 - ceil((count + 1 - rank) / (count / groups))))
