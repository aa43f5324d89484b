"""Fixtures for everything below the browser: an app on a fresh database, `make`, and `sign_in`.

A test marked `both_engines` runs on SQLite and on PostgreSQL.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cdop.app import create_app
from cdop.extensions import db
from tests.browse import Browser
from tests.chromium import chromium  # noqa: F401  a session fixture
from tests.making import Make
from tests.postgres import postgres_server  # noqa: F401  a session fixture

CONFIG = {
    "TESTING": True,
    "BASE_URL": "http://cdop.test",
    "REQUIRE_SECOND_FACTOR": False,
    "WTF_CSRF_ENABLED": False,
    "RATELIMIT_ENABLED": False,
    "ARGON2_MEMORY_KIB": 1024,
}


def pytest_generate_tests(metafunc):
    if "engine_name" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("both_engines")
        names = ["sqlite", "postgresql"] if both else ["sqlite"]
        metafunc.parametrize("engine_name", names, indirect=True)


@pytest.fixture
def engine_name(request):
    return request.param


def _make_app(folder: Path, url: str = ""):
    environ = {"CDOP_ENV": "test", "CDOP_DATA": str(folder), "DATABASE_URL": url}
    app = create_app(CONFIG, environ)
    with app.app_context():
        db.create_all()
        db.session.commit()
        db.engine.dispose()
    return app


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory):
    """The app on SQLite, and a copy of its empty database to start each test from."""
    folder = tmp_path_factory.mktemp("data")
    app = _make_app(folder)
    with closing(sqlite3.connect(folder / "cdop.sqlite")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(folder / "cdop.sqlite", folder / "empty.sqlite")
    yield app
    _close(app)


@pytest.fixture(scope="session")
def postgresql_app(tmp_path_factory, postgres_server):  # noqa: F811
    """The app on PostgreSQL."""
    app = _make_app(tmp_path_factory.mktemp("data"), postgres_server.new_database())
    yield app
    _close(app)


def _close(app) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _empty_sqlite(app) -> None:
    folder = Path(app.config["DATA"])
    db.engine.dispose()
    for left in ("cdop.sqlite-wal", "cdop.sqlite-shm", "trail-head.json"):
        (folder / left).unlink(missing_ok=True)
    shutil.rmtree(folder / "mail", ignore_errors=True)
    shutil.copy(folder / "empty.sqlite", folder / "cdop.sqlite")


def _empty_postgresql(app) -> None:
    (Path(app.config["DATA"]) / "trail-head.json").unlink(missing_ok=True)
    names = ", ".join(f'"{table.name}"' for table in db.metadata.sorted_tables)
    with db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE trail_entry DISABLE TRIGGER USER")
        connection.exec_driver_sql(f"TRUNCATE {names} CASCADE")
        connection.exec_driver_sql("ALTER TABLE trail_entry ENABLE TRIGGER USER")


@pytest.fixture
def app(engine_name, request):
    """An app with an empty database, inside its context."""
    app = request.getfixturevalue(f"{engine_name}_app")
    with app.app_context():
        (_empty_sqlite if engine_name == "sqlite" else _empty_postgresql)(app)
        yield app
        db.session.remove()


@pytest.fixture
def make(app) -> Make:
    """Builds what a test needs: `make.user(Role.CHAIR)`, `make.case()`, ..."""
    return Make()


@pytest.fixture
def sign_in(app):
    """`sign_in(user)` is a browser in which the person is signed in; `sign_in()` a stranger's."""
    return lambda user=None: Browser(app, user)
