"""The model base: naming of constraints, time stamps in UTC, opaque ids, row versions."""

import enum
import secrets
import string
from datetime import UTC, datetime
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, registry

from cdop.db.sensitivity import Sensitivity

ALPHABET = string.digits + string.ascii_letters
ID_LENGTH = 22  # 22 base-62 characters carry 131 random bits


def new_id() -> str:
    """An id nobody can guess, fit to stand in an address."""
    number = secrets.randbelow(len(ALPHABET) ** ID_LENGTH)
    letters = []
    for _ in range(ID_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[digit])
    return "".join(letters)


def utc_now() -> datetime:
    return datetime.now(UTC)


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment in UTC: refuses a naive datetime, and gives an aware one back on every engine."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


Id = Annotated[str, "an opaque id"]

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def values_of(kind: type[enum.Enum]) -> list[str]:
    return [member.value for member in kind]


def coded_enum(kind: type[enum.Enum]) -> sa.Enum:
    """An enum kept as its value, in the same plain text column on every engine."""
    return sa.Enum(
        kind, native_enum=False, length=40, values_callable=values_of, create_constraint=False
    )


def one_of(column: str, kind: type[enum.Enum]) -> sa.CheckConstraint:
    """The database, too, refuses a value outside a closed list."""
    allowed = ", ".join(f"'{value}'" for value in values_of(kind))
    return sa.CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def together(*columns: str, name: str) -> sa.CheckConstraint:
    """Columns that are all set or all empty, such as `_at` and `_by`."""
    first, *rest = columns
    rule = " AND ".join(f"({first} IS NULL) = ({other} IS NULL)" for other in rest)
    return sa.CheckConstraint(rule, name=name)


class Base(DeclarativeBase):
    """Every table has an opaque id and the moment it was made."""

    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: UtcDateTime(),
            enum.StrEnum: sa.Enum(
                enum.StrEnum,
                native_enum=False,
                length=40,
                values_callable=values_of,
                create_constraint=False,
            ),
            str: sa.Text(),
            Id: sa.String(ID_LENGTH),
        },
    )

    id: Mapped[Id] = mapped_column(
        primary_key=True,
        default=new_id,
        info={"sensitivity": Sensitivity.TECHNICAL},
        sort_order=-10,
    )
    created_at: Mapped[datetime] = mapped_column(
        default=utc_now, info={"sensitivity": Sensitivity.TECHNICAL}, sort_order=-9
    )


class Versioned:
    """A row that people edit: each edit form carries the version it was made from."""

    version: Mapped[int] = mapped_column(
        default=1, info={"sensitivity": Sensitivity.TECHNICAL}, sort_order=90
    )

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}
