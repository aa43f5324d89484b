"""Which variables have to be crossed so that tables tell a reader no more than the model knows.

Tables whose variables form no ring (year by sex, year by age) can be fitted together whatever they
say, as long as they agree on what they share; so linking them through shared margins is exact. A
ring (year by sex, sex by age, age by year) restricts all three at once, and has to be crossed.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

Variables = frozenset[str]


def crossings(wanted: Iterable[Variables]) -> tuple[list[Variables], list[Variables]]:
    """Sets of variables without a ring that cover the wanted ones, and the margins they share."""
    edges = _widest(wanted)
    while True:
        shared, ring = _peel(edges)
        if len(ring) <= 1:
            return edges, shared
        one, other = min(combinations(ring, 2), key=_cost)
        edges = _widest([*edges, one | other])


def _widest(edges: Iterable[Variables]) -> list[Variables]:
    distinct = set(edges)
    kept = [edge for edge in distinct if not any(edge < other for other in distinct)]
    return sorted(kept, key=sorted)


def _cost(pair: tuple[Variables, Variables]) -> tuple[bool, int, list[str], list[str]]:
    one, other = pair
    return not one & other, len(one | other), sorted(one), sorted(other)


def _peel(edges: Sequence[Variables]) -> tuple[list[Variables], list[Variables]]:
    """Take away each set that hangs on one other; what cannot be taken away forms a ring."""
    left, shared = list(edges), set()
    hanging = True
    while hanging:
        hanging = False
        for edge in left:
            others = [other for other in left if other is not edge]
            common = edge & frozenset().union(*others)
            if any(common <= other for other in others):
                left.remove(edge)
                shared |= {common} if common else set()
                hanging = True
                break
    return sorted(shared, key=sorted), left
