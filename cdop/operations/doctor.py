"""The doctor: looks at everything that could be wrong with an installation, and says so plainly."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from cdop.db.keys import UnreadableSeal, ring
from cdop.exchange.models import ImportBatch
from cdop.extensions import db
from cdop.jobs.queries import list_given_up
from cdop.operations.raw_tables import sealed_columns
from cdop.trail.verify import verify

LEAST_FREE_BYTES = 200 * 1024 * 1024
SEALED_SAMPLE = 200


@dataclass(frozen=True)
class Finding:
    """One thing looked at: well or not, and what to do where it is not."""

    what: str
    well: bool
    advice: str = ""


def examine(app: Flask, *, deploy: bool = False) -> Iterator[Finding]:
    """Every finding; `deploy` adds what only a service with real cases needs."""
    for check in CHECKS + (DEPLOY_CHECKS if deploy else ()):
        yield check(app)


def _data_folder(app: Flask) -> Finding:
    folder = Path(app.config["DATA"])
    return Finding(
        "The data folder can be written",
        os.access(folder, os.W_OK),
        f"Give the account that runs the service the right to write {folder}",
    )


def _disk_space(app: Flask) -> Finding:
    free = shutil.disk_usage(app.config["DATA"]).free
    return Finding(
        "There is room on the disk", free > LEAST_FREE_BYTES, "Make room: under 200 MB are left"
    )


def _schema(_app: Flask) -> Finding:
    with db.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    heads = ScriptDirectory(str(Path(_app.root_path).parent / "migrations")).get_heads()
    return Finding(
        "The database has the newest tables",
        [present] == heads,
        "Take a backup, then run: python3 manage.py flask db upgrade",
    )


def _durability(_app: Flask) -> Finding:
    if db.engine.dialect.name == "postgresql":
        level = db.session.execute(sa.text("SHOW synchronous_commit")).scalar_one()
        well = level in ("on", "remote_apply", "remote_write", "local")
        return Finding("A saved change is on disk", well, "Set synchronous_commit to on")
    pragma = {
        name: db.session.execute(sa.text(f"PRAGMA {name}")).scalar_one()
        for name in ("synchronous", "foreign_keys", "journal_mode")
    }
    well = pragma == {"synchronous": 2, "foreign_keys": 1, "journal_mode": "wal"}
    return Finding("A saved change is on disk", well, f"SQLite is set up otherwise: {pragma}")


def _references(_app: Flask) -> Finding:
    if db.engine.dialect.name == "postgresql":
        return Finding("No row points to a missing one", True)
    broken = db.session.execute(sa.text("PRAGMA foreign_key_check")).fetchall()
    return Finding("No row points to a missing one", not broken, f"{len(broken)} rows do")


def _trail(_app: Flask) -> Finding:
    counted, faults = verify()
    first = f"entry {faults[0].sequence} {faults[0].problem}" if faults else ""
    return Finding(f"The trail of {counted} entries is whole", not faults, first)


def _seals(_app: Flask) -> Finding:
    """The newest rows of every sealed table open with the present keys."""
    try:
        for table, names in sealed_columns():
            newest = sa.select(*(table.c[name] for name in names))
            newest = newest.order_by(table.c.created_at.desc()).limit(SEALED_SAMPLE)
            for row in db.session.execute(newest):
                [ring().open(value) for value in row if value]
    except UnreadableSeal:
        return Finding(
            f"Sealed values open ({table.name})", False, "The key that sealed them is missing"
        )
    return Finding("Sealed values open", True)


def _files(app: Flask) -> Finding:
    folder = Path(app.config["DATA"]) / "files"
    on_disk = {path.name for path in folder.glob("*")} if folder.exists() else set()
    named = set(db.session.scalars(db.select(ImportBatch.stored_as))) - {""}
    problems = [f"{len(named - on_disk)} files are missing"] if named - on_disk else []
    problems += [f"{len(on_disk - named)} belong to nothing"] if on_disk - named else []
    return Finding("Files and rows agree", not problems, "; ".join(problems))


def _work(_app: Flask) -> Finding:
    failed = [f"{each.kind} ({each.number}, {each.problem})" for each in list_given_up()]
    advice = f"In the last two weeks: {'; '.join(failed)}. See the log, under cdop.jobs"
    return Finding("No work was given up", not failed, advice)


def _owner_only(what: str, path: Path) -> Finding:
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0
    return Finding(f"Only its owner can read {what}", not mode & 0o077, f"chmod go= {path}")


def _database_private(app: Flask) -> Finding:
    return _owner_only("the data folder", Path(app.config["DATA"]))


def _keys_private(app: Flask) -> Finding:
    return _owner_only("the key file", Path(app.config["KEY_FILE"]))


def _setting(what: str, holds: Callable[[Flask], bool], advice: str) -> Callable[[Flask], Finding]:
    return lambda app: Finding(what, holds(app), advice)


def _no_demo_people(app: Flask) -> bool:
    return not (Path(app.config["DATA"]) / "demo.json").exists()


CHECKS: tuple[Callable[[Flask], Finding], ...] = (
    _data_folder,
    _disk_space,
    _schema,
    _durability,
    _references,
    _trail,
    _seals,
    _files,
    _work,
    _keys_private,
)
DEPLOY_CHECKS: tuple[Callable[[Flask], Finding], ...] = (
    _setting(
        "It runs in production", lambda app: app.config["PRODUCTION"], "Set CDOP_ENV=production"
    ),
    _setting("Debugging is off", lambda app: not app.debug, "Unset FLASK_DEBUG"),
    _setting(
        "Its address is https",
        lambda app: app.config["BASE_URL"].startswith("https://"),
        "Set CDOP_BASE_URL to the https address that people use",
    ),
    _setting(
        "The session cookie is bound to https",
        lambda app: (
            app.config["SESSION_COOKIE_SECURE"]
            and app.config["SESSION_COOKIE_NAME"].startswith("__Host-")
        ),
        "Set CDOP_ENV=production",
    ),
    _setting(
        "Everyone needs a second factor",
        lambda app: app.config["REQUIRE_SECOND_FACTOR"],
        "Unset CDOP_REQUIRE_SECOND_FACTOR",
    ),
    _setting("Mail leaves by SMTP", lambda app: bool(app.config["SMTP_URL"]), "Set CDOP_SMTP_URL"),
    _setting(
        "Request rates are limited",
        lambda app: app.config["RATELIMIT_ENABLED"],
        "Unset CDOP_RATE_LIMITS",
    ),
    _setting(
        "The secret key is long",
        lambda app: len(app.config["SECRET_KEY"]) >= 32,
        "Set CDOP_SECRET_KEY to 32 characters or more; `flask new-keys` prints one",
    ),
    _setting("No demo people are left", _no_demo_people, "Start with an empty data folder"),
    _database_private,
)
