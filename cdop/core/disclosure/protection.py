"""The outcome of protecting a release: what is shown, what is hidden and the proof of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cdop.core.disclosure.attributes import Finding
from cdop.core.disclosure.model import Bounds, Key
from cdop.core.disclosure.profiles import Level

# One symbol for both reasons: telling them apart would help a reader to narrow a number down.
SYMBOL = "*"


class Status(StrEnum):
    SHOWN = "shown"
    HIDDEN = "hidden"


class Reason(StrEnum):
    """Why a cell is hidden; kept with the release, never printed."""

    SMALL = "small number"
    PROTECTS = "protects another number"
    EARLIER = "hidden in an earlier release"
    REVISED = "changed by a small number since an earlier release"
    WHOLE_GROUP = "tells something of everybody in its group"
    SMALL_REST = "the rest of its group is a small number"
    DOMINATES = "makes up nearly all of its group"
    WITHHELD = "nothing of this release may be published"


class Withheld(StrEnum):
    """Why nothing of a release may be published."""

    FEW_RECORDS = "The release is about too few records: its total is itself a small number."
    SMALL_REVISION = (
        "The total has changed by a small number since an earlier release, so a comparison of the "
        "two would describe the few records in which they differ."
    )
    UNPROVED = (
        "It could not be proved in the time allowed that no small number follows from its totals "
        "and those of earlier releases."
    )
    FOLLOWS = (
        "Its totals beside those of earlier releases would give away a small number of records."
    )


@dataclass(frozen=True)
class Decision:
    status: Status
    reason: Reason | None = None

    @property
    def is_shown(self) -> bool:
        return self.status is Status.SHOWN


@dataclass(frozen=True)
class Witness:
    """A table that fits all that is published, and what it shows to be possible."""

    atoms: tuple[int, ...]
    proves: tuple[tuple[Key, int], ...]


@dataclass(frozen=True)
class Protection:
    """Decisions for printed cells. `exposed`, `given_away`: small numbers beyond protection.

    `exposed` cells follow from the zeros and the total alone: categories have to be combined.
    `unproved` ones are exposed only because nothing was proved of them in the time allowed.
    `given_away` cells were published before. `required` lists the values that every small cell
    keeps, each with a witness. `findings` are for a reviewer: what tells something of everybody in
    a group. `hidden_weight` counts the cells hidden for the sake of others, each with its weight,
    and `least_hidden` is what any safe choice hides at least, which is proved. `rounded` holds what
    is printed instead where counts are rounded; `figures` are then what that tells a reader.
    """

    decisions: Mapping[Key, Decision]
    figures: Mapping[Key, Bounds]
    level: Level
    withheld: Withheld | None = None
    exposed: tuple[Key, ...] = ()
    unproved: tuple[Key, ...] = ()
    given_away: tuple[Key, ...] = ()
    revised: tuple[Key, ...] = ()
    findings: tuple[Finding, ...] = ()
    required: Mapping[Key, tuple[int, ...]] = field(default_factory=dict)
    witnesses: tuple[Witness, ...] = ()
    hidden_weight: float = 0.0
    least_hidden: float = 0.0
    optimal: bool = True
    rounded: Mapping[Key, int] = field(default_factory=dict)

    @property
    def gap(self) -> float:
        """By how much at most the hidden cells outweigh those of the best choice there is."""
        return 0.0 if self.optimal else max(0.0, self.hidden_weight - self.least_hidden)

    def is_shown(self, key: Key) -> bool:
        return self.decisions[key].is_shown

    def may_show(self, keys: Iterable[Key]) -> bool:
        """Whether a figure worked out from these cells may be printed."""
        return all(self.is_shown(key) for key in keys)

    @property
    def hidden(self) -> tuple[Key, ...]:
        return tuple(key for key, decision in self.decisions.items() if not decision.is_shown)

    @property
    def extra_hidden(self) -> int:
        """Cells hidden for the sake of others."""
        return sum(self.decisions[key].reason is Reason.PROTECTS for key in self.hidden)

    def told(self, key: Key) -> int | Bounds | None:
        """What a later release has to reckon with."""
        if not self.is_shown(key):
            return None
        lower, upper = self.figures[key]
        return lower if lower == upper else (lower, upper)

    def published(self) -> dict[Key, Bounds | None]:
        """What a reader sees of each printed cell: its figure, or None."""
        return {
            key: self.figures[key] if decision.is_shown else None
            for key, decision in self.decisions.items()
        }
