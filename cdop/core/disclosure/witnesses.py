"""Checks the proof of a protection by addition alone: no solver, and none of its decisions.

A witness is a whole-number table that agrees with everything published, and in which a hidden cell
has a value that a reader must not be able to rule out. Were one value without a witness, or one
witness at odds with a published figure, the release would not be safe.
"""

from collections.abc import Iterable, Mapping

from cdop.core.disclosure.earlier import Told, with_earlier
from cdop.core.disclosure.model import (
    Bounds,
    Cell,
    Key,
    Release,
    Statement,
    statements,
    within_both,
)
from cdop.core.disclosure.profiles import Level
from cdop.core.disclosure.protection import Protection, Witness


def failures(
    release: Release,
    protection: Protection,
    earlier: Mapping[Key, Told] | None = None,
) -> list[str]:
    """What is wrong with the proof; nothing, if every required value is shown to be possible."""
    told, level = earlier or {}, protection.level
    facts = _facts(release, protection, told, level.hidden_at_least)
    wrong = [
        f"witness {number} does not fit the published figures"
        for number, witness in enumerate(protection.witnesses)
        if not _fits(witness.atoms, facts)
    ]
    cells = {cell.key: cell for cell in release.cells}
    wrong += _misnamed(cells, protection.witnesses)
    wrong += _unproved(protection.required, _values(protection.witnesses))
    if level is Level.M:
        knowing = _facts(release, protection, told, level.zeros.hidden_at_least)
        proved = _values(each for each in protection.witnesses if _fits(each.atoms, knowing))
        wrong += [
            f"no witness without zeros shows another value of cell {key}"
            for key in protection.required
            if not proved.get(key, set()) - {cells[key].value}
        ]
    return wrong


def _values(witnesses: Iterable[Witness]) -> dict[Key, set[int]]:
    proved: dict[Key, set[int]] = {}
    for witness in witnesses:
        for key, value in witness.proves:
            proved.setdefault(key, set()).add(value)
    return proved


def _misnamed(cells: Mapping[Key, Cell], witnesses: Iterable[Witness]) -> Iterable[str]:
    for number, witness in enumerate(witnesses):
        for key, value in witness.proves:
            if sum(witness.atoms[atom] for atom in cells[key].sums[0]) != value:
                yield f"witness {number} does not show what it is said to show"


def _facts(
    release: Release, protection: Protection, earlier: Mapping[Key, Told], hidden_at_least: int
) -> list[Statement]:
    """All a reader knows, of this release and earlier ones."""
    published: dict[Key, Bounds] = {
        key: (hidden_at_least, None) if figure is None else figure
        for key, figure in protection.published().items()
    }
    for key, told in earlier.items():
        if told is None and key not in protection.revised:
            before = published.get(key, (0, None))
            published[key] = within_both(before, (1, None)) or before
    known = with_earlier(published, earlier, protection.revised)
    facts = statements(release.cells, known, release.relations)
    return [fact for fact in facts if not fact.goes_without_saying]


def _fits(atoms: tuple[int, ...], facts: Iterable[Statement]) -> bool:
    return min(atoms, default=0) >= 0 and all(fact.holds(atoms) for fact in facts)


def _unproved(
    required: Mapping[Key, Iterable[int]], proved: Mapping[Key, set[int]]
) -> Iterable[str]:
    for key, values in required.items():
        for value in values:
            if value not in proved.get(key, ()):
                yield f"no witness shows that cell {key} can be {value}"
