"""The trail: append-only, hash-chained, refused change by the database itself."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped

from cdop.db.base import Id
from cdop.db.columns import technical
from cdop.extensions import Model


class TrailEntry(Model):
    """Who did what to which record, and when; `detail` holds codes only, never words."""

    __tablename__ = "trail_entry"

    sequence: Mapped[int] = technical(unique=True)
    at: Mapped[datetime] = technical()
    actor_id: Mapped[Id | None] = technical(index=True)
    actor_kind: Mapped[str] = technical()  # user, public, command, job
    event: Mapped[str] = technical(index=True)
    subject_kind: Mapped[str | None] = technical()
    subject_id: Mapped[Id | None] = technical(index=True)
    panel_id: Mapped[Id | None] = technical(index=True)
    detail: Mapped[dict[str, Any]] = technical(sa.JSON())
    previous_mac: Mapped[str] = technical()
    mac: Mapped[str] = technical(unique=True)


SQLITE_GUARD = (
    "CREATE TRIGGER trail_entry_no_update BEFORE UPDATE ON trail_entry"
    " BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END",
    "CREATE TRIGGER trail_entry_no_delete BEFORE DELETE ON trail_entry"
    " BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END",
)
POSTGRESQL_GUARD = (
    "CREATE FUNCTION refuse_trail_change() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'the trail is append-only'; END $$",
    "CREATE TRIGGER trail_entry_no_change BEFORE UPDATE OR DELETE ON trail_entry"
    " FOR EACH ROW EXECUTE FUNCTION refuse_trail_change()",
    "CREATE TRIGGER trail_entry_no_truncate BEFORE TRUNCATE ON trail_entry"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_trail_change()",
)


@event.listens_for(TrailEntry.__table__, "after_create")
def _guard(_table: sa.Table, connection: sa.Connection, **_kwargs: Any) -> None:
    sqlite = connection.dialect.name == "sqlite"
    for statement in SQLITE_GUARD if sqlite else POSTGRESQL_GUARD:
        connection.exec_driver_sql(statement)
