"""How far training reached: who came, how long it lasts, and how many need it.

Source: training tiers as local guidance on sudden infant death names them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cdop.core.ages import add_months
from cdop.core.catalogues.labelled import LabelledEnum

FEWEST_ANSWERS = 5  # of a quiz or an evaluation, before its totals are shown


class Tier(LabelledEnum):
    """How far a session goes."""

    ONE = "1", "Tier 1: everybody who meets families"
    TWO = "2", "Tier 2: those who give the advice"
    THREE = "3", "Tier 3: those who lead and train others"


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
