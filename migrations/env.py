"""Migrations run on both engines, each in a transaction, with SQLite's foreign keys held off.

Batch mode on SQLite rebuilds a table by dropping the old one, which would delete child rows by
cascade; so foreign keys are off while it runs and are checked before it is committed.
"""

from alembic import context

from cdop.db.base import UtcDateTime
from cdop.db.sealed import Sealed
from cdop.extensions import db


def render_item(kind, item, _autogen):
    """Write plain column types into a migration: it must not change when our classes do."""
    if kind == "type" and isinstance(item, Sealed):
        return "sa.Text()"
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and item.__class__.__name__ == "Enum":
        return f"sa.String({item.length})"
    return False


def run():
    engine = db.engine
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if sqlite:
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise RuntimeError(f"The migration leaves broken references: {broken[:5]}")
        connection.commit()
        if sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


run()
