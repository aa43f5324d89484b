"""Tables as they stand: sealed values stay sealed, everything else is plain and portable."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from cdop.db.base import UtcDateTime
from cdop.db.sealed import Sealed
from cdop.extensions import db


def _raw_type(column: sa.Column[Any]) -> sa.types.TypeEngine[Any]:
    if isinstance(column.type, Sealed):
        return sa.Text()
    if isinstance(column.type, UtcDateTime):
        return UtcDateTime()
    if isinstance(column.type, sa.Enum):
        return sa.String()
    return column.type


def raw_table(table: sa.Table) -> sa.Table:
    """The same table, with no column opened on the way out or sealed on the way in."""
    columns = [sa.Column(column.name, _raw_type(column)) for column in table.columns]
    return sa.Table(table.name, sa.MetaData(), *columns)


def raw_tables() -> list[sa.Table]:
    """Every table, those that others point to first."""
    return [raw_table(table) for table in db.metadata.sorted_tables]


def sealed_columns() -> Iterator[tuple[sa.Table, list[str]]]:
    """Each table that has sealed columns, raw, with their names."""
    for table in db.metadata.sorted_tables:
        names = [column.name for column in table.columns if isinstance(column.type, Sealed)]
        if names:
            yield raw_table(table), names


def pack(value: Any) -> Any:
    """A value as JSON can carry it."""
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, dict | list):
        return {"json": value}
    return value


def unpack(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    if kind == "moment":
        return datetime.fromisoformat(content)
    return date.fromisoformat(content) if kind == "date" else content
