"""Backup and restore: whole or refused, on either engine, and unreadable without its key."""

import random
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask_migrate import upgrade

from cdop.access.roles import Role
from cdop.app import create_app
from cdop.cases.models import Case, ChildIdentity
from cdop.extensions import db
from cdop.newsletters.models import Issue
from cdop.operations import backup as backups
from cdop.operations.archive import DamagedArchive
from cdop.operations.raw_tables import raw_tables
from cdop.trail.record import record
from cdop.trail.verify import verify
from tests.as_it_stood import write_as_it_stood


@pytest.fixture
def archive(app, make, tmp_path):
    """A backup of a small panel, and its key."""
    coordinator = make.user(Role.COORDINATOR)
    first = make.case(first_name="Quillfeather", circumstances="By the heron pond")
    second = make.case(stage="merged")
    second.merged_into_id = first.id
    record(coordinator, "case.viewed", first)
    db.session.commit()
    db.session.remove()
    key = backups.new_key()
    backups.backup(tmp_path / "backup", key)
    return tmp_path / "backup", key


@pytest.fixture
def bare_app(tmp_path):
    """An app on a database in which nothing stands yet."""
    environ = {"CDOP_ENV": "test", "CDOP_DATA": str(tmp_path / "bare"), "DATABASE_URL": ""}
    return create_app({"TESTING": True}, environ)


@pytest.fixture
def other_app(request, tmp_path):
    """An empty installation to restore to, on SQLite unless told otherwise."""
    url = ""
    if getattr(request, "param", "sqlite") == "postgresql":
        url = request.getfixturevalue("postgres_server").new_database()
    return create_app(
        {"TESTING": True},
        {"CDOP_ENV": "test", "CDOP_DATA": str(tmp_path / "other"), "DATABASE_URL": url},
    )


@pytest.mark.both_engines
@pytest.mark.parametrize("other_app", ["sqlite", "postgresql"], indirect=True)
def test_a_backup_restores_to_either_engine(archive, other_app):
    path, key = archive

    with other_app.app_context():
        backups.restore(path, key)
        db.engine.dispose()
    reopened = create_app({"TESTING": True}, environ_of(other_app))  # with the restored keys
    with reopened.app_context():
        counted, faults = verify()
        merged = [case.merged_into_id for case in db.session.scalars(db.select(Case))]
        names = set(db.session.scalars(db.select(ChildIdentity.first_name)))
        db.session.remove()
        db.engine.dispose()

    assert (counted, faults) == (1, [])
    assert merged.count(None) == 1
    assert names == {"Quillfeather", "Testchild"}


def environ_of(app):
    return {
        "CDOP_ENV": "test",
        "CDOP_DATA": str(app.config["DATA"]),
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
    }


def test_nothing_of_a_case_can_be_read_in_the_file(archive):
    path, _ = archive

    content = path.read_bytes()

    assert b"Quillfeather" not in content and b"heron" not in content
    assert path.stat().st_mode & 0o077 == 0


def test_any_damage_is_refused_and_the_target_left_alone(archive, other_app):
    path, key = archive
    whole = path.read_bytes()
    dice = random.Random(7)

    with other_app.app_context():
        for _ in range(60):
            damaged = bytearray(whole)
            if dice.random() < 0.3:
                damaged = damaged[: dice.randrange(1, len(whole))]
            else:
                damaged[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
            path.write_bytes(damaged)
            with pytest.raises(DamagedArchive):
                backups.restore(path, key)
        tables = sa.inspect(db.engine).get_table_names()
        db.engine.dispose()

    assert tables == []


def test_another_key_is_refused(archive):
    path, _ = archive

    with pytest.raises(DamagedArchive, match="key"):
        backups.check(path, backups.new_key())


def test_a_place_that_holds_data_is_refused(app, archive):
    path, key = archive

    with pytest.raises(backups.NotEmpty):
        backups.restore(path, key)


def test_a_backup_of_an_earlier_release_is_brought_up_to_date_under_its_own_keys(
    bare_app, other_app, tmp_path, monkeypatch
):
    path, key = tmp_path / "backup", backups.new_key()
    with bare_app.app_context():
        upgrade(revision="0001_foundation")
        with db.engine.begin() as connection:
            write_as_it_stood(connection)
        with monkeypatch.context() as patch:
            patch.setattr(backups, "raw_tables", tables_that_stand)
            backups.backup(path, key)
        db.engine.dispose()

    with other_app.app_context():
        backups.restore(path, key)
        db.engine.dispose()
    reopened = create_app({"TESTING": True}, environ_of(other_app))
    with reopened.app_context():
        upgrade()  # as the service does when it starts
        title = db.session.scalars(db.select(Issue.title)).one()
        stored = db.session.execute(sa.text("SELECT title FROM issue")).scalar_one()
        db.session.remove()
        db.engine.dispose()

    assert title == "Of Quillfeather"
    assert "Quillfeather" not in stored


def tables_that_stand() -> list[sa.Table]:
    """What the code of the earlier release knew."""
    known = sa.inspect(db.engine)
    return [
        sa.Table(
            table.name,
            sa.MetaData(),
            *[
                sa.Column(column.name, column.type)
                for column in table.columns
                if column.name in {each["name"] for each in known.get_columns(table.name)}
            ],
        )
        for table in raw_tables()
        if table.name in known.get_table_names()
    ]


def test_the_commands_back_up_and_verify(app, make, tmp_path):
    make.case()
    run = app.test_cli_runner().invoke

    done = run(args=["backup", str(tmp_path / "b")])
    whole = run(args=["verify-trail"])

    assert done.exit_code == 0, done.output
    assert Path(tmp_path / "b.key").stat().st_mode & 0o077 == 0
    assert whole.exit_code == 0, whole.output
