"""The life of a training session and of a briefing, and how far training reached.

Source: two-person sign-off of everything that leaves a panel (design); training tiers as local
guidance on sudden infant death names them (peers.md E15).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cdop.core.ages import add_months
from cdop.core.catalogues.labelled import LabelledEnum
from cdop.core.moves import MoveRule, NotNow, possible

FEWEST_ANSWERS = 5  # of a quiz or an evaluation, before its totals are shown


class Tier(LabelledEnum):
    """How far a session goes."""

    ONE = "1", "Tier 1: everybody who meets families"
    TWO = "2", "Tier 2: those who give the advice"
    THREE = "3", "Tier 3: those who lead and train others"


class Stand(StrEnum):
    """Where a session or a briefing stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    OPEN = "open"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Stand.DRAFT: "Draft",
    Stand.SUBMITTED: "Waiting for sign-off",
    Stand.OPEN: "Open",
    Stand.CLOSED: "Withdrawn",
}


class Move(StrEnum):
    """What moves it on."""

    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    APPROVE = "approve"
    RETURN = "return"
    CLOSE = "close"


def _from(*states: Stand) -> frozenset[Stand]:
    return frozenset(states)


MOVES: dict[Move, MoveRule[Stand]] = {
    Move.SUBMIT: MoveRule(_from(Stand.DRAFT), Stand.SUBMITTED, "Ask for sign-off"),
    Move.TAKE_BACK: MoveRule(_from(Stand.SUBMITTED), Stand.DRAFT, "Take back to draft"),
    Move.APPROVE: MoveRule(_from(Stand.SUBMITTED), Stand.OPEN, "Approve"),
    Move.RETURN: MoveRule(
        _from(Stand.SUBMITTED), Stand.DRAFT, "Return for changes", needs_reason=True
    ),
    Move.CLOSE: MoveRule(
        _from(Stand.DRAFT, Stand.SUBMITTED, Stand.OPEN), Stand.CLOSED, "Withdraw", True
    ),
}


def moves_from(state: Stand) -> list[Move]:
    return possible(MOVES, state)


def apply(move: Move, state: Stand) -> Stand:
    """The state the move leads to; NotNow where it cannot start from the present one."""
    rule = MOVES[move]
    if state not in rule.from_states:
        raise NotNow(f"“{rule.label}” is not possible while it is “{state.label}”.")
    return rule.to


@dataclass(frozen=True)
class Trained:
    """One person who attended: who sent them, what they do, how far the session went, and when.

    `person` only tells one from another.
    """

    person: str
    agency: str
    profession: str
    tier: Tier
    on: date


@dataclass(frozen=True)
class Cover:
    """Of one agency, profession and tier: how many need it, have it, and have to come again.

    `needed` is None where nobody entered how many there are. `due` are those whose training is
    over or ends within the notice.
    """

    agency: str
    profession: str
    tier: Tier
    needed: int | None
    trained: int
    due: int

    @property
    def share(self) -> float | None:
        """The share that is trained and in date; None without a number of staff."""
        return min(1.0, self.trained / self.needed) if self.needed else None

    @property
    def missing(self) -> int | None:
        return None if self.needed is None else max(0, self.needed - self.trained)


Group = tuple[str, str, Tier]


def coverage(
    needs: Mapping[Group, int],
    attended: Iterable[Trained],
    *,
    today: date,
    refresh_months: int,
    notice_months: int = 3,
) -> list[Cover]:
    """Each group that needs training or had some; a person counts once, by their last session.

    A session of a higher tier covers the lower ones of the same agency and profession, because
    it takes up what they teach.
    """
    last: dict[tuple[str, str, str], dict[Tier, date]] = {}
    for each in attended:
        held = last.setdefault((each.person, each.agency, each.profession), {})
        for tier in Tier:
            if tier.value <= each.tier.value:
                held[tier] = max(each.on, held.get(tier, each.on))
    groups = set(needs)
    groups |= {(each.agency, each.profession, each.tier) for each in attended}
    found = []
    for agency, profession, tier in sorted(groups):
        days = [
            held[tier]
            for (_, its_agency, its_profession), held in last.items()
            if (its_agency, its_profession) == (agency, profession) and tier in held
        ]
        ends = [add_months(day, refresh_months) for day in days]
        found.append(
            Cover(
                agency,
                profession,
                tier,
                needs.get((agency, profession, tier)),
                sum(end > today for end in ends),
                sum(end <= add_months(today, notice_months) for end in ends),
            )
        )
    return found
