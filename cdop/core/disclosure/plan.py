"""What each cell of a release is before any choice: known, hidden for good, or open to choice."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cdop.core.disclosure.attributes import Attribute, Finding, findings
from cdop.core.disclosure.earlier import Told, bounds_of, was_hidden
from cdop.core.disclosure.model import Bounds, Cell, Key, Release, Zeros, within_both
from cdop.core.disclosure.profiles import Attributes, Level, Profile
from cdop.core.disclosure.protection import Reason, Withheld

REASON_OF = {
    Attribute.ALL: Reason.WHOLE_GROUP,
    Attribute.COMPLEMENT: Reason.SMALL_REST,
    Attribute.DOMINATES: Reason.DOMINATES,
}


class Plan:
    def __init__(
        self,
        release: Release,
        profile: Profile,
        fixed: Iterable[Key],
        before: Mapping[Key, Told],
    ) -> None:
        self.level = profile.level or Level.of(release.zeros)
        self.release = replace(release, zeros=self.level.zeros)
        self.profile, self.threshold = profile, profile.threshold or 0
        self.known: dict[Key, Bounds] = {}
        self.within: dict[Key, Bounds] = {}
        self.always: dict[Key, Reason] = {}
        self.wanted: dict[Key, range] = {}
        self.given_away: list[Key] = []
        self.revised: list[Key] = []
        self.withheld = self._refusal()
        self.fixed = frozenset(fixed) | ({release.total} if release.total is not None else set())
        self.own_atoms = self._own_atoms()
        self.findings: list[Finding] = findings(release, profile)
        self.telling = self._telling()
        for cell in release.cells:
            if cell.key in before:
                self._note_earlier(cell, before[cell.key])
            self._note(cell)

    def _refusal(self) -> Withheld | None:
        if self.release.total is None:
            return None
        total = self.release.cell(self.release.total)
        return Withheld.FEW_RECORDS if self.profile.is_small(total.value) else None

    def _own_atoms(self) -> frozenset[int]:
        if self.release.total is None:
            return frozenset()
        return frozenset().union(*self.release.cell(self.release.total).sums)

    def _telling(self) -> dict[Key, Reason]:
        """The cells that a profile hides for what they tell of a whole group."""
        if self.profile.attributes is not Attributes.HIDE:
            return {}
        return {finding.key: REASON_OF[finding.kind] for finding in self.findings}

    def _note_earlier(self, cell: Cell, told: Told) -> None:
        lower, upper = bounds_of(told)
        if told is None and not cell.value:
            # It was not 0 when it was hidden, and is 0 now: shown, if every 0 is.
            self.revised.append(cell.key)
        if was_hidden(told):
            if cell.value or self.level is Level.H:
                self.always[cell.key] = Reason.EARLIER
        elif cell.value < lower or (upper is not None and cell.value > upper):
            self._note_revision(cell, lower if cell.value < lower or upper is None else upper)
        elif lower == upper:
            self.known[cell.key] = (lower, lower)
        else:
            self.within[cell.key] = (lower, upper)

    def _note_revision(self, cell: Cell, value: int) -> None:
        self.revised.append(cell.key)
        if not self.profile.is_small(abs(value - cell.value)):
            return
        if cell.key in self.fixed:
            self.withheld = Withheld.SMALL_REVISION
            return
        if cell.printed:
            self.always[cell.key] = Reason.REVISED
        # Also where it is not printed now: sums with it must not tell by how much it changed.
        self.wanted[cell.key] = range(max(1, value - self.threshold + 1), value + self.threshold)

    def _note(self, cell: Cell) -> None:
        small = self.profile.is_small(cell.value)
        if cell.key in self.known or cell.key in self.fixed:
            self.known.setdefault(cell.key, cell.shown_as)
            if small:
                self.given_away.append(cell.key)
                self.always.setdefault(cell.key, Reason.SMALL)
        elif small:
            self.always.setdefault(cell.key, Reason.SMALL)
            self.wanted.setdefault(cell.key, range(1, self.threshold))
        elif cell.value == 0 and cell.printed and cell.key not in self.always:
            if self.release.zeros is Zeros.SHOWN:
                self.known[cell.key] = (0, 0)
        elif cell.key in self.telling:
            self.always.setdefault(cell.key, self.telling[cell.key])

    def is_open(self, cell: Cell) -> bool:
        return cell.printed and cell.key not in self.known and cell.key not in self.always

    def matters(self, cell: Cell) -> bool:
        """Not: something nobody has printed, that is not small and that ties no tables."""
        told = cell.printed or any(
            cell.key in known for known in (self.known, self.within, self.always, self.wanted)
        )
        return told or len(cell.sums) > 1

    def is_told_hidden(self, cell: Cell) -> bool:
        """Whether a reader who is not shown the cell knows that it is not 0."""
        told = cell.printed or self.always.get(cell.key) is Reason.EARLIER
        return bool(told and cell.value and self.release.zeros is Zeros.SHOWN)

    def hidden_bounds(self, cell: Cell) -> Bounds:
        """At least 1 or 0; no part of the release's records is larger than their total."""
        least = self.level.hidden_at_least if self.is_told_hidden(cell) else 0
        if cell.value and self.always.get(cell.key) is Reason.EARLIER:
            least = 1  # for all we know, it was hidden where zeros were shown
        bounds = (least, self._most(cell))
        return within_both(bounds, self.within.get(cell.key, (0, None))) or bounds

    def shown_bounds(self, cell: Cell) -> Bounds:
        bounds = cell.shown_as
        return within_both(bounds, self.within.get(cell.key, (0, None))) or bounds

    def _most(self, cell: Cell) -> int | None:
        inside = all(atoms <= self.own_atoms for atoms in cell.sums)
        return self.known[self.release.total][1] if inside and self.own_atoms else None
