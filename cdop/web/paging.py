"""Long lists in pages, sorted only by what is allowed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from flask import request
from sqlalchemy.orm import Session, scoped_session

T = TypeVar("T")
SIZE = 25


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list: its items, its number from 1, and how many there are in all."""

    items: Sequence[T]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)

    def __iter__(self):
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def requested_page() -> int:
    """The page asked for in the address; anything that is not a page number means the first."""
    text = request.args.get("page", "1")
    return int(text) if text.isdecimal() and text.isascii() and 0 < len(text) < 7 else 1


def page_of(
    session: Session | scoped_session,
    statement: sa.Select[Any],
    *,
    number: int,
    size: int = SIZE,
    scalars: bool = True,
) -> Page[Any]:
    """A page of an ordered select; past the end means the last page."""
    total = session.scalar(
        sa.select(sa.func.count()).select_from(statement.order_by(None).subquery())
    )
    number, offset = _within(number, size, total or 0)
    rows = session.execute(statement.limit(size).offset(offset))
    items: Sequence[Any] = rows.unique().scalars().all() if scalars else rows.all()
    return Page(items, number, size, total or 0)


def page_of_list(items: Sequence[T], *, number: int, size: int = SIZE) -> Page[T]:
    """A page of a list that is in memory already."""
    number, offset = _within(number, size, len(items))
    return Page(items[offset : offset + size], number, size, len(items))


def _within(number: int, size: int, total: int) -> tuple[int, int]:
    number = max(1, min(number, -(-total // size) or 1))
    return number, (number - 1) * size


@dataclass(frozen=True)
class Sorting:
    """The column a list is sorted by, as asked for in the address and allowed by the page."""

    key: str
    descending: bool = False

    @property
    def aria(self) -> str:
        return "descending" if self.descending else "ascending"

    def arguments_for(self, key: str) -> dict[str, str | None]:
        """The query arguments of a header's link: a second press turns the order round."""
        turned = key == self.key and not self.descending
        return {"sort": key, "order": "desc" if turned else None, "page": None}

    def apply(self, column: Any) -> Any:
        return column.desc() if self.descending else column.asc()


def requested_sorting(
    allowed: Collection[str], *, default: str, descending: bool = False
) -> Sorting:
    """Sorting from `?sort=due&order=desc`; a column that is not allowed means the default."""
    key = request.args.get("sort", "")
    if key not in allowed:
        return Sorting(default, descending)
    return Sorting(key, request.args.get("order") == "desc")
