"""Checks the proof of a protection by addition alone: no solver, and none of its decisions.

A witness is a whole-number table that agrees with everything published, and in which a hidden cell
has a value that a reader must not be able to rule out. Were one value without a witness, or one
witness at odds with a published figure, the release would not be safe.
"""

from collections.abc import Iterable, Mapping

from cdop.core.disclosure.earlier import Told, with_earlier
from cdop.core.disclosure.model import Bounds, Key, Release, Statement, statements
from cdop.core.disclosure.profiles import Level
from cdop.core.disclosure.protection import Protection


def failures(
    release: Release,
    protection: Protection,
    earlier: Mapping[Key, Told] | None = None,
) -> list[str]:
    """What is wrong with the proof; nothing, if every required value is shown to be possible."""
    told = earlier or {}
    facts = _facts(release, protection, told, protection.level.hidden_at_least)
    knowing = _facts(release, protection, told, protection.level.zeros.hidden_at_least)
    cells = {cell.key: cell for cell in release.cells}
    proved: dict[Key, set[int]] = {}
    proved_without_zeros: dict[Key, set[int]] = {}
    wrong = []
    for number, witness in enumerate(protection.witnesses):
        if not _fits(witness.atoms, facts):
            wrong.append(f"witness {number} does not fit the published figures")
            continue
        kept = [proved]
        if protection.level is Level.M and _fits(witness.atoms, knowing):
            kept.append(proved_without_zeros)
        for key, value in witness.proves:
            if sum(witness.atoms[atom] for atom in cells[key].sums[0]) != value:
                wrong.append(f"witness {number} does not show what it is said to show")
            for each in kept:
                each.setdefault(key, set()).add(value)
    wrong.extend(_unproved(protection.required, proved))
    if protection.level is Level.M:
        for key in protection.required:
            if not proved_without_zeros.get(key, set()) - {cells[key].value}:
                wrong.append(f"no witness without zeros shows another value of cell {key}")
    return wrong


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
            published.setdefault(key, (hidden_at_least, None))
    known = with_earlier(published, earlier, protection.revised)
    return statements(release.cells, known, release.relations)


def _fits(atoms: tuple[int, ...], facts: Iterable[Statement]) -> bool:
    return min(atoms, default=0) >= 0 and all(fact.holds(atoms) for fact in facts)


def _unproved(
    required: Mapping[Key, Iterable[int]], proved: Mapping[Key, set[int]]
) -> Iterable[str]:
    for key, values in required.items():
        for value in values:
            if value not in proved.get(key, ()):
                yield f"no witness shows that cell {key} can be {value}"
