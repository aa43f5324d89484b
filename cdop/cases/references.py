"""References such as CDOP/2026/014: counted up by panel and financial year, never given twice."""

from collections import defaultdict
from datetime import date

from cdop.accounts.models import Panel
from cdop.cases.models import Case
from cdop.core.ages import financial_year
from cdop.extensions import db


class References:
    """The references of one panel, held until the transaction ends so that no other can allot.

    SQLite lets one writer in at a time anyway; on PostgreSQL the panel's row is locked, against
    other allotments only.
    """

    def __init__(self, panel: Panel) -> None:
        self._prefix = panel.reference_prefix
        db.session.execute(
            db.select(Panel.id).where(Panel.id == panel.id).with_for_update(key_share=True)
        )
        self.taken: set[str] = set(
            db.session.scalars(db.select(Case.reference).where(Case.panel_id == panel.id))
        )
        self._last: dict[int, int] = defaultdict(int)
        for reference in self.taken:
            self._count(reference)

    def _count(self, reference: str) -> None:
        prefix, _, rest = reference.rpartition("/")
        name, _, year = prefix.rpartition("/")
        if name == self._prefix and year.isdecimal() and rest.isdecimal():
            self._last[int(year)] = max(self._last[int(year)], int(rest))

    def next(self, died_on: date) -> str:
        """The next free reference of the financial year of death."""
        year = financial_year(died_on).first
        self._last[year] += 1
        reference = f"{self._prefix}/{year}/{self._last[year]:03}"
        self.taken.add(reference)
        return reference

    def take(self, reference: str) -> str:
        """A reference that the case already carries; ReferenceTaken where another one has it."""
        if reference in self.taken:
            raise ReferenceTaken(reference)
        self.taken.add(reference)
        self._count(reference)
        return reference


class ReferenceTaken(ValueError):
    """Another case of the panel has this reference."""
