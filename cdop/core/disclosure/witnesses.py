"""Checks the proof of a protection by addition alone: no solver, and none of its decisions.

A witness is a whole-number table that agrees with everything published, and in which a hidden cell
has a value that a reader must not be able to rule out. Were one value without a witness, or one
witness at odds with a published figure, the release would not be safe.
"""

from collections.abc import Iterable, Mapping

from cdop.core.disclosure.model import Bounds, Key, Release, statements
from cdop.core.disclosure.protection import Protection


def failures(
    release: Release,
    protection: Protection,
    earlier: Mapping[Key, int | None] | None = None,
) -> list[str]:
    """What is wrong with the proof; nothing, if every required value is shown to be possible."""
    facts = statements(
        release.cells, _public(release, protection, earlier or {}), release.relations
    )
    cells = {cell.key: cell for cell in release.cells}
    proved: dict[Key, set[int]] = {}
    wrong = []
    for number, witness in enumerate(protection.witnesses):
        if min(witness.atoms) < 0 or not all(fact.holds(witness.atoms) for fact in facts):
            wrong.append(f"witness {number} does not fit the published figures")
            continue
        for key, value in witness.proves:
            if sum(witness.atoms[atom] for atom in cells[key].sums[0]) != value:
                wrong.append(f"witness {number} does not show what it is said to show")
            proved.setdefault(key, set()).add(value)
    wrong.extend(_unproved(protection.required, proved))
    return wrong


def _public(
    release: Release, protection: Protection, earlier: Mapping[Key, int | None]
) -> dict[Key, Bounds]:
    hidden = (release.zeros.hidden_at_least, None)
    known = {
        key: hidden if figure is None else figure for key, figure in protection.published().items()
    }
    for key, value in earlier.items():
        if key not in protection.revised:
            known[key] = hidden if value is None else (value, value)
    return known


def _unproved(
    required: Mapping[Key, Iterable[int]], proved: Mapping[Key, set[int]]
) -> Iterable[str]:
    for key, values in required.items():
        for value in values:
            if value not in proved.get(key, ()):
                yield f"no witness shows that cell {key} can be {value}"
