"""Lists searched or sorted by sealed words: they are opened for it, so of few thousand rows."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session, scoped_session
from sqlalchemy.sql.base import ExecutableOption

from cdop.web.paging import SIZE, Page, page_of_list

MOST_WORDS = 8


def page_of_opened(
    session: Session | scoped_session,
    statement: sa.Select[Any],
    columns: Sequence[InstrumentedAttribute[Any]],
    *,
    number: int,
    size: int = SIZE,
    words: str = "",
    by_first: bool = False,
    descending: bool = False,
    options: Sequence[ExecutableOption] = (),
) -> Page[Any]:
    """A page of the rows in whose columns every word stands, in the order of the select.

    `by_first` orders them by the first of the columns instead. Only the columns are opened of
    all rows; `options` say how the few of the page are loaded.
    """
    model = columns[0].class_
    opened = session.execute(statement.with_only_columns(model.id, *columns)).all()
    holds = holding(words)
    found = [row for row in opened if holds(row[1:])]
    if by_first:
        found.sort(key=lambda row: (row[1].casefold(), row[0]), reverse=descending)
    page = page_of_list([row[0] for row in found], number=number, size=size)
    rows = session.scalars(sa.select(model).where(model.id.in_(page.items)).options(*options))
    by_id = {row.id: row for row in rows.unique()}
    items = [by_id[row_id] for row_id in page.items]
    return Page(items, page.number, page.size, page.total)


def holding(words: str) -> Callable[[Sequence[str]], bool]:
    """Whether every word stands in one of some texts, in capitals or not."""
    wanted = words.casefold().split()[:MOST_WORDS]

    def holds(texts: Sequence[str]) -> bool:
        folded = [text.casefold() for text in texts]
        return all(any(word in text for text in folded) for word in wanted)

    return holds
