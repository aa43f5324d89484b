"""Columns that stood in the clear are sealed where they stand, for a migration; and back again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from cdop.db.keys import ring

CHUNK = 500
Columns = Mapping[str, Sequence[str]]


def seal_standing(connection: sa.Connection, columns: Columns) -> None:
    """Seal what these columns of these tables hold; what is empty stays empty."""
    _rewrite(connection, columns, ring().seal)


def open_standing(connection: sa.Connection, columns: Columns) -> None:
    _rewrite(connection, columns, ring().open)


def _rewrite(connection: sa.Connection, columns: Columns, change: Callable[[str], str]) -> None:
    for table_name, names in columns.items():
        table = sa.table(table_name, sa.column("id"), *(sa.column(name) for name in names))
        for row_id, *values in _rows(connection, table, names):
            fresh = {
                name: change(value) for name, value in zip(names, values, strict=True) if value
            }
            if fresh:
                connection.execute(sa.update(table).where(table.c.id == row_id).values(**fresh))


def _rows(connection: sa.Connection, table: Any, names: Sequence[str]) -> Iterator[Any]:
    """Chunk by chunk, by id: an update must not disturb the reading."""
    wanted = sa.select(table.c.id, *(table.c[name] for name in names)).order_by(table.c.id)
    last = ""
    while rows := connection.execute(wanted.where(table.c.id > last).limit(CHUNK)).all():
        yield from rows
        last = rows[-1].id
