"""Where figures of different groups of deaths meet: who is in both, and who is in one alone.

A release by year of death and one by year of review share most of their deaths. Neither prints how
many are in one and not in the other, but a reader can try to find out; so these are cells too.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

Condition = tuple[tuple[str, tuple[str, ...]], ...]


def meetings(
    printed: Iterable[Condition],
    earlier: Iterable[Condition],
    limits: Collection[str],
    domains: Mapping[str, Collection[str]],
) -> set[Condition]:
    """The cells that figures have in common, or not, where they count the same of other deaths."""
    by_rest: dict[Condition, list[Condition]] = {}
    for key in earlier:
        by_rest.setdefault(_rest(key, limits), []).append(key)
    found: set[Condition] = set()
    for key in set(printed):
        for other in by_rest.get(_rest(key, limits), ()):
            if {name for name, _ in key} != {name for name, _ in other}:
                found.update(_parts(dict(key), dict(other), domains))
    return found


def _rest(key: Condition, limits: Collection[str]) -> Condition:
    return tuple(part for part in key if part[0] not in limits)


def _parts(
    one: Mapping[str, Collection[str]],
    other: Mapping[str, Collection[str]],
    domains: Mapping[str, Collection[str]],
) -> Iterator[Condition]:
    both = {name: _values(one, name, domains) for name in {*one, *other}}
    shared = {name: values & _values(other, name, domains) for name, values in both.items()}
    if all(shared.values()):
        yield _named(shared)
        yield from _left_over(one, other, domains)
        yield from _left_over(other, one, domains)


def _left_over(
    one: Mapping[str, Collection[str]],
    other: Mapping[str, Collection[str]],
    domains: Mapping[str, Collection[str]],
) -> Iterator[Condition]:
    """Who is in the one and fails a limit of the other."""
    for name in other:
        outside = _values(one, name, domains) - set(other[name])
        if outside:
            yield _named({**{each: set(values) for each, values in one.items()}, name: outside})


def _values(
    key: Mapping[str, Collection[str]], name: str, domains: Mapping[str, Collection[str]]
) -> set[str]:
    return set(key.get(name, domains[name]))


def _named(values: Mapping[str, Collection[str]]) -> Condition:
    return tuple(sorted((name, tuple(sorted(kept))) for name, kept in values.items()))
