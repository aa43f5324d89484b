"""Hides as few cells of one release as possible, so that no small number can be worked out.

The promise, for every count from 1 to below the threshold, printed or not: each of those values
that the zeros, the grand total and earlier releases leave possible stays possible. Where that is
only the true value, suppression cannot help, and the cell is reported as exposed.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from math import ceil, log2

from cdop.core.disclosure.earlier import Earlier, readable
from cdop.core.disclosure.groups import Group, Memory, groups
from cdop.core.disclosure.highs import quietly
from cdop.core.disclosure.model import Bounds, Cell, Key, Release
from cdop.core.disclosure.plan import Plan
from cdop.core.disclosure.profiles import Level, Profile
from cdop.core.disclosure.protection import (
    Decision,
    Protection,
    Reason,
    Status,
    Witness,
)
from cdop.core.disclosure.search import Effort
from cdop.core.disclosure.witnesses import failures

SHOWN = Decision(Status.SHOWN)


class NotProved(Exception):
    """The proof of a protection does not add up: a fault of ours, and nothing may be published."""


def protect(
    release: Release,
    profile: Profile,
    *,
    fixed: Iterable[Key] = (),
    earlier: Iterable[Earlier] = (),
    secret: int | None = None,
    effort: Effort | None = None,
    memory: Memory | None = None,
) -> Protection:
    """Decide for every printed cell whether it is shown.

    `fixed` cells are public whatever we do. A `secret` number picks at random among equally good
    choices, so that a reader cannot learn from re-running this program. `memory` saves working out
    a part again that an earlier call with the same memory has met.
    """
    before = readable(earlier)
    figures = {cell.key: cell.shown_as for cell in release.cells if cell.printed}
    level = profile.level or Level.of(release.zeros)
    if profile.threshold is None:
        return Protection(dict.fromkeys(figures, SHOWN), figures, level)
    plan = Plan(release, profile, fixed, before)
    if plan.withheld is not None:
        hidden = Decision(Status.HIDDEN, Reason.WITHHELD)
        return Protection(dict.fromkeys(figures, hidden), figures, level, withheld=plan.withheld)
    weights = _weights([cell for cell in release.cells if plan.is_open(cell)], secret)
    with quietly():
        found = groups(plan, weights, effort or Effort(), memory or Memory())
    protection = _gather(plan, figures, found)
    wrong = failures(release, protection, before)
    if wrong:
        raise NotProved(wrong[0])
    return protection


def _weights(cells: Sequence[Cell], secret: int | None) -> dict[Key, float]:
    """Fewest cells first; among equals the ones that tell least, or as a secret number decides."""
    chance = random.Random(secret)
    share = 0.25 / max(1, len(cells))
    return {
        cell.key: cell.weight
        + share * (log2(1 + cell.value) / 20 + (chance.random() if secret is not None else 0))
        for cell in cells
    }


def _gather(plan: Plan, figures: Mapping[Key, Bounds], found: Sequence[Group]) -> Protection:
    hidden = set[Key]().union(*(group.hidden for group in found))
    decisions = {}
    for key in figures:
        if key in plan.always:
            decisions[key] = Decision(Status.HIDDEN, plan.always[key])
        else:
            decisions[key] = Decision(Status.HIDDEN, Reason.PROTECTS) if key in hidden else SHOWN
    proof = Proof(plan.release)
    for group in found:
        proof.add(group)
    exposed = (group.key_of[row] for group in found for row in group.solved.exposed)
    return Protection(
        decisions,
        figures,
        plan.level,
        exposed=tuple(dict.fromkeys(exposed)),
        unproved=tuple(dict.fromkeys(key for group in found for key in group.unproved)),
        given_away=tuple(plan.given_away),
        revised=tuple(plan.revised),
        findings=tuple(plan.findings),
        required={key: tuple(sorted(values)) for key, values in proof.required.items()},
        witnesses=tuple(proof.witnesses),
        hidden_weight=sum(
            cell.weight
            for cell in plan.release.cells
            if cell.key in decisions and decisions[cell.key].reason is Reason.PROTECTS
        ),
        least_hidden=sum(ceil(group.solved.found.bound - 0.5) for group in found),
        optimal=all(group.solved.found.optimal for group in found),
    )


class Proof:
    """Each table of a group, set among the true figures of all others."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.required: dict[Key, set[int]] = {}
        self.witnesses: list[Witness] = []

    def add(self, group: Group) -> None:
        proofs: dict[tuple[int, ...], list[tuple[Key, int]]] = {}
        for wish, table in group.solved.found.tables.items():
            key = group.key_of[wish.row]
            terms = group.rows[wish.row].terms
            value = sum(times * table[atom] for atom, times in terms.items())
            proofs.setdefault(table, []).append((key, value))
            self.required.setdefault(key, set()).add(value)
        for table, proves in proofs.items():
            atoms = list(self.release.truth)
            for atom, value in zip(group.atoms, table, strict=True):
                atoms[atom] = value
            self.witnesses.append(Witness(tuple(atoms), tuple(proves)))
