"""What earlier releases told of a figure: its value, a range, or only that it was hidden."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cdop.core.disclosure.model import Bounds, Key, within_both

Told = int | Bounds | None
# It was hidden where zeros may be hidden too, so that even 0 is possible.
PERHAPS_NONE: Bounds = (0, None)


@dataclass(frozen=True)
class Earlier:
    """A figure of an earlier release that can still be read.

    Its value; or the least and most that it can be, if it was rounded; or None if it was hidden
    and is not 0; or PERHAPS_NONE if it was hidden and may be.
    """

    key: Key
    value: Told


def readable(earlier: Iterable[Earlier]) -> dict[Key, Told]:
    """The narrowest that was told of each figure; where two disagree, the later one."""
    known: dict[Key, Told] = {}
    for figure in earlier:
        before = known.get(figure.key, PERHAPS_NONE)
        if before == PERHAPS_NONE or (before is None and figure.value != PERHAPS_NONE):
            known[figure.key] = figure.value
        elif before is not None and figure.value is not None:
            known[figure.key] = _narrower(before, figure.value)
    return known


def _narrower(before: int | Bounds, now: int | Bounds) -> int | Bounds:
    both = within_both(bounds_of(before), bounds_of(now))
    return now if both is None else both


def was_hidden(told: Told) -> bool:
    """Whether it was kept back, so that it must not be shown now."""
    return told is None or told == PERHAPS_NONE


def bounds_of(told: Told) -> Bounds:
    if told is None:
        return (0, None)
    return told if isinstance(told, tuple) else (told, told)


def with_earlier(
    published: Mapping[Key, Bounds], earlier: Mapping[Key, Told], revised: Iterable[Key]
) -> dict[Key, Bounds]:
    """What a reader of all releases knows; a revised figure is known as it is printed now."""
    known, skipped = dict(published), set(revised)
    for key, told in earlier.items():
        if key in skipped or told is None:
            continue
        both = within_both(known.get(key, (0, None)), bounds_of(told))
        known[key] = both if both is not None else bounds_of(told)
    return known
