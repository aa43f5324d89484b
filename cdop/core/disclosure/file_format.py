"""Whether a file of cells is one that can be attacked or protected; says in words what is wrong."""

from typing import Any, TypeGuard

from cdop.core.disclosure.model import Zeros

PUBLISHED, SUPPRESSED, INTERVAL = "published", "suppressed", "interval"
# Cells under this heading are in a file only to be attacked, whatever their size.
TARGET_ONLY = "not published"
UNPRINTED = (TARGET_ONLY, "not printed")
MOST_ATOMS = 20_000
HIGHEST_THRESHOLD = 100  # nobody hides more, and each smaller value is tried in turn
HIGHEST_COUNT = 10_000_000  # more than there are children in England


class BadFile(ValueError):
    """The file does not say what has to be known, or contradicts itself."""


def check(case: Any, *, with_truth: bool) -> None:
    """`with_truth`: the true counts are needed too, as they are for protecting."""
    if not isinstance(case, dict):
        raise BadFile("The file holds no JSON object.")
    threshold, size = case.get("threshold"), case.get("n_atoms")
    if not is_count(threshold) or not 1 <= threshold <= HIGHEST_THRESHOLD:
        raise BadFile(f"`threshold` is not a whole number from 1 to {HIGHEST_THRESHOLD}.")
    if case.get("zero_policy") not in [zeros.value for zeros in Zeros]:
        known = " / ".join(zeros.value for zeros in Zeros)
        raise BadFile(f"`zero_policy` is not one of: {known}.")
    if not is_count(size) or not 1 <= size <= MOST_ATOMS:
        raise BadFile(f"`n_atoms` is not a whole number from 1 to {MOST_ATOMS}.")
    cells = case.get("cells")
    if not isinstance(cells, list) or not cells:
        raise BadFile("`cells` is not a list of cells.")
    truth = _truth(case, size) if with_truth else None
    for index, cell in enumerate(cells):
        try:
            _check_cell(cell, size, truth)
        except BadFile as problem:
            raise BadFile(f"Cell {index}: {problem}") from None


def _truth(case: dict[str, Any], size: int) -> list[int]:
    truth = case.get("atoms_true")
    if not isinstance(truth, list) or len(truth) != size or not all(map(is_count, truth)):
        raise BadFile("`atoms_true` is not a list of as many true counts as there are atoms.")
    return truth


def _check_cell(cell: Any, size: int, truth: list[int] | None) -> None:
    if not isinstance(cell, dict):
        raise BadFile("it is not an object.")
    atoms = cell.get("atoms")
    if not isinstance(atoms, list) or not atoms or not all(map(is_count, atoms)):
        raise BadFile("`atoms` is not a list of positions.")
    if max(atoms) >= size or len(set(atoms)) != len(atoms):
        raise BadFile("`atoms` names a position twice, or one that there is not.")
    if not isinstance(cell.get("publication"), str):
        raise BadFile("`publication` is missing.")
    _check_status(cell)
    true = cell.get("true")
    if true is not None and not is_count(true):
        raise BadFile("`true` is not a count.")
    if truth is not None and true != sum(truth[atom] for atom in atoms):
        raise BadFile("`true` is not the sum of its atoms.")


def _check_status(cell: dict[str, Any]) -> None:
    status = cell.get("status")
    if status == PUBLISHED:
        if not is_count(cell.get("value")):
            raise BadFile("it is published and has no `value`.")
    elif status == INTERVAL:
        lower, upper = cell.get("lower"), cell.get("upper")
        if not is_count(lower) or not (upper is None or is_count(upper) and upper >= lower):
            raise BadFile("it is an interval and `lower` and `upper` are not its ends.")
    elif status != SUPPRESSED:
        raise BadFile(f"`status` is not one of {PUBLISHED}, {SUPPRESSED} and {INTERVAL}.")


def is_count(value: Any) -> TypeGuard[int]:
    """A whole number that a count can be."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and 0 <= value <= HIGHEST_COUNT
