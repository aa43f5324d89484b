"""The migrations make exactly the tables of the models, on both engines, and can be undone."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade

import config
from cdop.app import create_app
from cdop.audits.models import Audit
from cdop.extensions import db
from cdop.newsletters.models import Issue
from tests.as_it_stood import write_as_it_stood


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_app(request, tmp_path):
    """An app on a database in which nothing stands yet."""
    url = ""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_server").new_database()
    environ = {"CDOP_ENV": "test", "CDOP_DATA": str(tmp_path), "DATABASE_URL": url}
    app = create_app({"TESTING": True}, environ)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def table_names():
    return set(sa.inspect(db.engine).get_table_names())


def test_there_is_one_head():
    assert len(ScriptDirectory(str(config.ROOT / "migrations")).get_heads()) == 1


def test_the_migrations_equal_the_models(bare_app):
    upgrade()

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, db.metadata)

    assert differences == []


def test_going_down_leaves_nothing_and_going_up_again_works(bare_app):
    upgrade()
    downgrade(revision="base")
    left = table_names()
    upgrade()

    assert left <= {"alembic_version"}
    assert "child_case" in table_names()


def everything_in(*tables: str) -> str:
    with db.engine.connect() as connection:
        return str([connection.execute(sa.text(f"SELECT * FROM {name}")).all() for name in tables])


def test_drafts_that_stood_in_the_clear_are_sealed_and_opened_on_the_way_back(bare_app):
    upgrade(revision="0001_foundation")
    with db.engine.begin() as connection:
        write_as_it_stood(connection)

    upgrade()

    assert "Quillfeather" not in everything_in("issue", "lesson", "audit")
    issue, audit = db.session.scalars(sa.select(Issue)).one(), db.session.scalars(sa.select(Audit))
    assert (issue.title, issue.summary, issue.body) == ("Of Quillfeather", "", "Quillfeather")
    assert audit.one().design == {}
    db.session.remove()
    downgrade(revision="0001_foundation")
    assert everything_in("issue", "lesson", "audit").count("Of Quillfeather") == 3


def test_a_migrated_database_refuses_to_change_the_trail(bare_app):
    upgrade()

    with db.engine.connect() as connection:
        connection.exec_driver_sql(
            "INSERT INTO trail_entry (id, created_at, sequence, at, actor_kind, event, detail,"
            " previous_mac, mac) VALUES ('x', '2026-01-01', 1, '2026-01-01', 'command', 'x',"
            " '{}', '0', '1')"
        )
        with pytest.raises(sa.exc.DBAPIError, match="append-only"):
            connection.exec_driver_sql("DELETE FROM trail_entry")
