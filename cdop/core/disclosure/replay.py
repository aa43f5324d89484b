"""Replays the proof in a protected file by addition: no solver, no word of how it was made."""

from collections.abc import Iterator, Sequence
from typing import Any

from cdop.core.disclosure.file_format import INTERVAL, PUBLISHED, BadFile, check
from cdop.core.disclosure.profiles import Level


def replay(case: Any) -> list[str]:
    """What is wrong with the proof; nothing, if every required value is shown to be possible."""
    check(case, with_truth=False)
    if not isinstance(case.get("witnesses"), list) or not isinstance(case.get("required"), list):
        raise BadFile("The file holds no proof: `required` and `witnesses` are missing.")
    try:
        level = Level(case.get("level"))
        return list(_faults(case, level))
    except (KeyError, TypeError, IndexError, ValueError):
        raise BadFile("The proof is not in the form that protecting gives it.") from None


def _faults(case: dict[str, Any], level: Level) -> Iterator[str]:
    proved, knowing = set[tuple[int, int]](), set[tuple[int, int]]()
    for number, witness in enumerate(case["witnesses"]):
        sums = _sums(case, witness["atoms"])
        if sums is None or not _fits(case["cells"], sums, level.hidden_at_least):
            yield f"witness {number} does not agree with what is published"
            continue
        if any(sums[index] != value for index, value in witness["proves"]):
            yield f"witness {number} does not show what it is said to show"
            continue
        shown = {(index, value) for index, value in witness["proves"]}
        proved |= shown
        if _fits(case["cells"], sums, level.zeros.hidden_at_least):
            knowing |= shown
    for index, values in case["required"]:
        missing = [value for value in values if (index, value) not in proved]
        yield from (f"no witness shows that cell {index} can be {value}" for value in missing)
        true = case["cells"][index].get("true")
        if level is Level.M and not {value for of, value in knowing if of == index} - {true}:
            yield f"no witness without zeros shows another value of cell {index}"


def _sums(case: dict[str, Any], atoms: Sequence[int]) -> list[int] | None:
    """What each cell is in this table; None if it is no table of counts."""
    if len(atoms) != case["n_atoms"] or any(not isinstance(a, int) or a < 0 for a in atoms):
        return None
    return [sum(atoms[atom] for atom in cell["atoms"]) for cell in case["cells"]]


def _fits(cells: Sequence[dict[str, Any]], sums: Sequence[int], hidden_at_least: int) -> bool:
    for cell, total in zip(cells, sums, strict=True):
        if cell["status"] == PUBLISHED:
            fits = total == cell["value"]
        elif cell["status"] == INTERVAL:
            fits = cell["lower"] <= total and (cell["upper"] is None or total <= cell["upper"])
        else:
            fits = total >= hidden_at_least
        if not fits:
            return False
    return True
