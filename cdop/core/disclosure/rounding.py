"""Controlled rounding: every printed count becomes a multiple of 5, and the tables still add up.

The other method besides hiding. A reader learns from each rounded count a range; the promise is
that every small count, printed or not, keeps at least three values for a reader who knows all the
ranges, the base and every earlier release. Figures are to be labelled "rounded to 5".
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from cdop.core.disclosure.earlier import Earlier, Told, bounds_of, readable
from cdop.core.disclosure.groups import Memory, groups
from cdop.core.disclosure.highs import DONE, PROVED_NONE, milp, quietly
from cdop.core.disclosure.model import Bounds, Cell, Key, Release, Zeros, within_both
from cdop.core.disclosure.plan import Plan
from cdop.core.disclosure.profiles import Level, Profile
from cdop.core.disclosure.protect import SHOWN, NotProved, Proof
from cdop.core.disclosure.protection import Decision, Protection, Reason, Status
from cdop.core.disclosure.search import Effort
from cdop.core.disclosure.solver import Unproved
from cdop.core.disclosure.witnesses import failures

BASE = 5
FEWEST_VALUES = 3
TRIES = 6
WIDEST = 3  # steps of the base by which a count may be off where no nearer tables add up
SECONDS = 60.0
INSTEAD = 50.0  # how much more it counts to tell nothing new than to be near


def protect_by_rounding(
    release: Release,
    profile: Profile,
    *,
    base: int = BASE,
    earlier: Iterable[Earlier] = (),
    secret: int | None = None,
    effort: Effort | None = None,
    settled: Mapping[Key, int] = MappingProxyType({}),
    widest: int = WIDEST,
) -> Protection:
    """A rounded figure for every printed cell, each with the range it stands for.

    `settled` figures are printed elsewhere in this release already, and so are the same here. No
    count is off by more than `widest` steps; if no tables add up, nothing is proved.

    Where some small count would keep fewer values, the whole is rounded anew in another way; what
    is left after several tries is reported as exposed, and such a release must not leave.
    """
    before = readable(earlier)
    printed = [cell for cell in release.cells if cell.printed]
    if profile.threshold is None:
        figures = {cell.key: cell.shown_as for cell in printed}
        return Protection(dict.fromkeys(figures, SHOWN), figures, Level.H)
    plan = Plan(release, profile, (), before)
    if plan.withheld is not None:
        hidden = Decision(Status.HIDDEN, Reason.WITHHELD)
        figures = {cell.key: cell.shown_as for cell in printed}
        nothing = dict.fromkeys(figures, hidden)
        return Protection(nothing, figures, Level.H, withheld=plan.withheld)
    chance = random.Random(secret)
    with quietly():
        kept_back = {key for key, told in before.items() if told is None}
        small = {cell.key for cell in release.cells if profile.is_small(cell.value)}
        way = _Way(base, widest, settled, frozenset(kept_back & small), chance)
        protection = _best_of_several(release, profile, before, way, effort or Effort())
    wrong = failures(for_a_reader(release), protection, before)
    if wrong:
        raise NotProved(wrong[0])
    return protection


@dataclass(frozen=True)
class _Way:
    """To which multiples, how far off, what is printed already, and the chance that decides.

    Small counts that were `hidden` before become one base where that adds up: it stands for all
    that is small, so that it tells no more of them.
    """

    base: int
    widest: int
    settled: Mapping[Key, int]
    hidden: frozenset[Key]
    chance: random.Random


def _best_of_several(
    release: Release, profile: Profile, before: Mapping[Key, Told], way: _Way, effort: Effort
) -> Protection:
    tried: list[Protection] = []
    while len(tried) < TRIES and not (tried and not tried[-1].exposed):
        rounded, steps = _rounded(release, way)
        tried.append(_judged(release, profile, before, rounded, way.base * steps, effort))
        if not effort.may_go_on():
            break
    return min(tried, key=lambda protection: len(protection.exposed))


def range_of(figure: int, reach: int = BASE) -> Bounds:
    """What a reader knows of a count that was rounded to this figure."""
    return max(0, figure - reach + 1), figure + reach - 1


def for_a_reader(release: Release) -> Release:
    """The same release for a reader of rounded figures, who knows of no number that it is not 0."""
    return Release(release.truth, release.cells, release.total, release.relations, Zeros.HIDEABLE)


def _rounded(release: Release, way: _Way) -> tuple[dict[Key, int], int]:
    """The nearest multiples that add up, and by how many steps a count may be off."""
    printed = [cell for cell in release.cells if cell.printed]
    for steps in range(1, way.widest + 1):
        found = _additive(release, printed, way, steps)
        if found is not None:
            return found, steps
    raise Unproved("No rounded tables add up.")


def _additive(
    release: Release, printed: Sequence[Cell], way: _Way, steps: int
) -> dict[Key, int] | None:
    """Rounded atoms, and for each printed cell how far their sum is above or below its count."""
    import numpy as np
    from scipy.optimize import Bounds as Box
    from scipy.optimize import LinearConstraint
    from scipy.sparse import csc_array, eye_array, hstack, vstack

    size, count, base = len(release.truth), len(printed), way.base
    sums = _matrix([cell.sums[0] for cell in printed], size)
    values = np.array([cell.value for cell in printed], dtype=float)
    least = np.maximum(np.floor(values / base) - (steps - 1), 0)
    most = np.where((values % base == 0) & (steps == 1), least, np.floor(values / base) + steps)
    for place, cell in enumerate(printed):
        if cell.key in way.settled:
            least[place] = most[place] = way.settled[cell.key] // base
    ties = [(cell.sums[0], other) for cell in release.cells for other in cell.sums[1:]]
    tied = _matrix([a for a, _ in ties], size) - _matrix([b for _, b in ties], size)
    nothing = csc_array((count + len(ties), 2 * count))
    off = hstack([base * sums, -eye_array(count), eye_array(count)])
    matrix = vstack([hstack([vstack([sums, tied]), nothing]), off]).tocsc()
    zeros = np.zeros(len(ties))
    weights = np.array([1 + way.chance.random() / 2 for _ in printed])
    raised = np.array([cell.key in way.hidden for cell in printed], dtype=bool)
    weights[raised] *= INSTEAD
    aims = np.where(raised, float(base), values)
    answer = milp(
        np.concatenate([np.zeros(size), weights, weights]),
        integrality=np.concatenate([np.ones(size), np.zeros(2 * count)]),
        bounds=Box(0, np.inf),
        constraints=LinearConstraint(
            matrix, np.concatenate([least, zeros, aims]), np.concatenate([most, zeros, aims])
        ),
        options={"mip_rel_gap": 0.01, "time_limit": SECONDS},
    )
    if answer.x is None:
        if answer.status in (DONE, PROVED_NONE):
            return None
        raise Unproved("The solver found no rounded tables in time.")
    reached = np.rint(sums @ np.rint(answer.x[:size]))
    if not ((reached >= least) & (reached <= most)).all():
        return None
    return {cell.key: base * int(value) for cell, value in zip(printed, reached, strict=True)}


def _matrix(rows: Sequence[Iterable[int]], size: int) -> Any:
    import numpy as np
    from scipy.sparse import csc_array

    places = [(row, atom) for row, atoms in enumerate(rows) for atom in atoms]
    ends = tuple(zip(*places, strict=True)) if places else ((), ())
    return csc_array((np.ones(len(places)), ends), shape=(len(rows), size))


def _judged(
    release: Release,
    profile: Profile,
    before: Mapping[Key, Told],
    rounded: Mapping[Key, int],
    reach: int,
    effort: Effort,
) -> Protection:
    """What is left of every small count to a reader of these figures, with its proof."""
    ranges = {key: range_of(figure, reach) for key, figure in rounded.items()}
    plan = Plan(for_a_reader(release), profile, (), before)
    small = {cell.key for cell in release.cells if profile.is_small(cell.value)}
    for key, bounds in ranges.items():
        _note(plan, key, _told(bounds, plan, before, key), key in small)
    for key in small - ranges.keys() - plan.known.keys():
        plan.wanted[key] = range(profile.threshold or 0)
    found = groups(plan, {}, effort, Memory())
    proof = Proof(release)
    for group in found:
        proof.add(group)
    open_to_doubt = [key for key in small if key not in plan.known]
    thin = [key for key in open_to_doubt if len(proof.required.get(key, ())) < FEWEST_VALUES]
    return Protection(
        dict.fromkeys(ranges, SHOWN),
        ranges,
        Level.H,
        exposed=tuple(thin),
        unproved=tuple(dict.fromkeys(key for group in found for key in group.unproved)),
        given_away=tuple(dict.fromkeys(plan.given_away)),
        revised=tuple(plan.revised),
        findings=tuple(plan.findings),
        required={key: tuple(sorted(values)) for key, values in proof.required.items()},
        witnesses=tuple(proof.witnesses),
        rounded=dict(rounded),
    )


def _told(bounds: Bounds, plan: Plan, before: Mapping[Key, Told], key: Key) -> Bounds:
    """The range of a figure, and what earlier releases said of it."""
    if key not in before or key in plan.revised:
        return bounds
    told = (1, None) if before[key] is None else bounds_of(before[key])
    return within_both(bounds, told) or bounds


def _note(plan: Plan, key: Key, told: Bounds, small: bool) -> None:
    """Nothing is open to choice: a small count is to keep its values, the rest is known."""
    plan.always.pop(key, None)
    plan.wanted.pop(key, None)
    if small and told[0] != told[1]:
        plan.known.pop(key, None)
        plan.always[key] = Reason.SMALL
        plan.within[key] = told
        plan.wanted[key] = range(told[0], (told[1] or told[0]) + 1)
        return
    plan.known[key] = told
    if small and key not in plan.given_away:
        plan.given_away.append(key)
