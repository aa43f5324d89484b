"""Date columns whose cells, taken together, show that day and month may have changed places.

One cell cannot show it. A whole column can: typed dates with the month first, or real dates none
of which lies after the 12th beside typed ones all of which do, as Excel leaves them when it opens
UK dates with American settings.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from cdop.core.legacy.cells import Cell, unreadable
from cdop.core.legacy.dates import numeric_order
from cdop.core.legacy.mapping import Row
from cdop.core.legacy.spacers import cell_at

_FEWEST_REAL = 8
_FEWEST_TYPED = 4

_MONTH_FIRST = (
    "Other dates in this column have the month first, so this one could be either: type it as"
    " day, month, year, with the month as a word"
)
_BOTH_ORDERS = "This column has dates in both orders: read as day, month, year"
_SWAPPED = (
    "The spreadsheet may have changed day and month: every real date in this column falls on or"
    " before the 12th, every typed one after it"
)


class DateOrder:
    """What a column shows of the order of its dates, and what that does to one cell."""

    def __init__(self, cells: Iterable[object]) -> None:
        self._orders: Counter[str] = Counter()
        self._real = self._late = 0
        for cell in cells:
            if isinstance(cell, date):
                self._real += 1
                self._late += cell.day > 12
            elif isinstance(cell, str):
                self._orders[numeric_order(cell)] += 1

    @property
    def _is_swapped(self) -> bool:
        return (
            self._real >= _FEWEST_REAL
            and not self._late
            and self._orders["day"] >= _FEWEST_TYPED
            and not self._orders["either"]
        )

    @property
    def in_doubt(self) -> bool:
        return bool(self._orders["month"]) or self._is_swapped

    def judge(self, raw: object, cell: Cell) -> Cell:
        """The cell as read, marked or refused where its column casts doubt on it."""
        if isinstance(raw, date):
            swapped = self._is_swapped and raw.day != raw.month
            return cell._replace(problem=_SWAPPED) if swapped else cell
        if not self._orders["month"] or numeric_order(raw) != "either":
            return cell
        return (
            cell._replace(problem=_BOTH_ORDERS) if self._orders["day"] else unreadable(_MONTH_FIRST)
        )


def orders_in_doubt(
    rows: Sequence[Row], columns: dict[str, int], names: Iterable[str]
) -> dict[str, DateOrder]:
    """Only the columns that cast doubt on their cells."""
    found = {
        name: DateOrder(cell_at(row, columns[name]) for row in rows)
        for name in names
        if name in columns
    }
    return {name: order for name, order in found.items() if order.in_doubt}
