"""The trail: nothing in it can be changed unseen."""

import pytest
import sqlalchemy as sa

from cdop.access.roles import Role
from cdop.extensions import db
from cdop.trail.models import TrailEntry
from cdop.trail.record import record
from cdop.trail.verify import verify

pytestmark = pytest.mark.both_engines


@pytest.fixture
def entries(make):
    user = make.user(Role.COORDINATOR)
    for number in range(6):
        record(user, "case.viewed", make.panel_, number=number)
    db.session.commit()
    return user


def tamper(statement: str) -> None:
    """Alter the table as somebody could who holds the database itself."""
    sqlite = db.engine.dialect.name == "sqlite"
    with db.engine.connect() as connection:
        if sqlite:
            connection.exec_driver_sql("DROP TRIGGER trail_entry_no_update")
            connection.exec_driver_sql("DROP TRIGGER trail_entry_no_delete")
        else:
            connection.exec_driver_sql("ALTER TABLE trail_entry DISABLE TRIGGER USER")
        connection.exec_driver_sql(statement)
        if not sqlite:
            connection.exec_driver_sql("ALTER TABLE trail_entry ENABLE TRIGGER USER")
        connection.commit()
    db.session.expire_all()


def test_an_untouched_trail_verifies(app, entries):
    counted, faults = verify()

    assert (counted, faults) == (6, [])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_entry SET event = 'case.edited' WHERE sequence = 3",
        "UPDATE trail_entry SET detail = '{\"number\": 9}' WHERE sequence = 3",
        "UPDATE trail_entry SET actor_id = NULL WHERE sequence = 3",
        "DELETE FROM trail_entry WHERE sequence = 3",
        "DELETE FROM trail_entry WHERE sequence = 6",
        "DELETE FROM trail_entry WHERE sequence <= 2",
        "UPDATE trail_entry SET sequence = 100 + (7 - sequence) WHERE sequence IN (3, 4)",
        "DELETE FROM trail_entry",
    ],
)
def test_any_tampering_is_found(app, entries, statement):
    tamper(statement)

    _, faults = verify()

    assert faults


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_itself_refuses_to_change_the_trail(app, entries, verb):
    statement = (
        sa.update(TrailEntry).values(event="x") if verb == "update" else sa.delete(TrailEntry)
    )

    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        db.session.execute(statement)

    db.session.rollback()


def test_the_trail_takes_codes_and_no_words(app, entries):
    with pytest.raises(ValueError, match="codes, not words"):
        record(entries, "case.edited", text="A long sentence about what happened " * 3)

    db.session.rollback()
