"""Backup and restore: one consistent moment of either engine, encrypted, with its files.

A backup holds every row as it stands (sealed values stay sealed), every sealed file, and the
key file where there is one; all of it under a backup key that must be kept somewhere else. It
can be restored to SQLite or to PostgreSQL, into an empty installation only, and is read and
checked to its end before anything is written.
"""

import base64
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.migration import MigrationContext
from cryptography.fernet import Fernet
from flask import current_app
from flask_migrate import upgrade

from cdop.extensions import db
from cdop.operations import archive
from cdop.operations.raw_tables import pack, raw_tables, unpack

KEPT_FOLDERS = ("files", "mail")
BATCH = 500


class NotEmpty(RuntimeError):
    """The place to restore to already holds data."""


@dataclass(frozen=True)
class Summary:
    rows: int
    files: int


def backup(path: Path, key: str) -> Summary:
    """Write a backup; the file appears under its name only when it is whole."""
    fresh = path.with_name(path.name + ".part")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    counts: Counter[str] = Counter()
    with os.fdopen(descriptor, "wb") as out, _snapshot() as connection:
        archive.write(out, key, _everything(connection, counts))
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)
    return Summary(sum(n for name, n in counts.items() if name != "file"), counts["file"])


def _snapshot() -> sa.Connection:
    """A connection that sees one moment, and holds up no writer meanwhile."""
    if db.engine.dialect.name == "postgresql":
        return db.engine.connect().execution_options(isolation_level="REPEATABLE READ")
    return db.engine.connect().execution_options(reading=True)


def _everything(connection: sa.Connection, counts: Counter[str]) -> Iterator[dict[str, Any]]:
    yield {"revision": MigrationContext.configure(connection).get_current_revision()}
    digests = {}
    for table in raw_tables():
        digest = hashlib.sha256()
        order = table.c.sequence if "sequence" in table.c else table.c.id
        for row in connection.execute(sa.select(table).order_by(order)).mappings():
            record = {"table": table.name, "row": {k: pack(v) for k, v in row.items()}}
            digest.update(_canonical(record))
            counts[table.name] += 1
            yield record
        digests[table.name] = digest.hexdigest()
    for record in _files(counts):
        yield record
    yield {"manifest": {"counts": dict(counts), "digests": digests}}


def _canonical(record: dict[str, Any]) -> bytes:
    return json.dumps(record, sort_keys=True, ensure_ascii=False).encode()


def _files(counts: Counter[str]) -> Iterator[dict[str, Any]]:
    data = Path(current_app.config["DATA"])
    names = [path for folder in KEPT_FOLDERS for path in sorted((data / folder).rglob("*"))]
    key_file = Path(current_app.config["KEY_FILE"])
    names += [path for path in (key_file, data / "demo.json") if path.exists()]
    for path in names:
        if path.is_file():
            counts["file"] += 1
            name = "keys.json" if path == key_file else path.relative_to(data).as_posix()
            content = path.read_bytes()
            yield {
                "file": name,
                "content": base64.b64encode(content).decode(),
                "digest": hashlib.sha256(content).hexdigest(),
            }


def check(path: Path, key: str) -> dict[str, Any]:
    """Read the whole backup and compare it with its own manifest; the manifest."""
    digests: dict[str, Any] = {}
    counts: Counter[str] = Counter()
    manifest: dict[str, Any] | None = None
    for record in archive.read(path, key):
        if "row" in record:
            counts[record["table"]] += 1
            digests.setdefault(record["table"], hashlib.sha256()).update(_canonical(record))
        elif "file" in record:
            counts["file"] += 1
            _check_file(record)
        elif "manifest" in record:
            manifest = record["manifest"]
    if manifest is None or manifest["counts"] != dict(counts):
        raise archive.DamagedArchive("The backup does not hold what its manifest says")
    for name, digest in digests.items():
        if manifest["digests"][name] != digest.hexdigest():
            raise archive.DamagedArchive(f"The rows of {name} are not as they were")
    return manifest


def _check_file(record: dict[str, Any]) -> None:
    content = base64.b64decode(record["content"])
    if hashlib.sha256(content).hexdigest() != record["digest"]:
        raise archive.DamagedArchive("A file of the backup is not as it was")


def restore(path: Path, key: str) -> Summary:
    """Bring a checked backup into an empty installation.

    The tables are made as they were when it was written. What a later migration does to rows, such
    as sealing them, it does when the service starts, under the keys that come with the backup.
    """
    manifest = check(path, key)
    _refuse_unless_empty()
    upgrade(revision=_revision_of(path, key))
    tables = {table.name: table for table in raw_tables()}
    with db.engine.begin() as connection:
        _load_rows(connection, tables, archive.read(path, key))
    _load_files(archive.read(path, key))
    rows = sum(n for name, n in manifest["counts"].items() if name != "file")
    return Summary(rows, manifest["counts"].get("file", 0))


def _revision_of(path: Path, key: str) -> str:
    return next(archive.read(path, key)).get("revision") or "head"


def _refuse_unless_empty() -> None:
    present = sa.inspect(db.engine).get_table_names()
    with db.engine.connect() as connection:
        for table in raw_tables():
            if table.name in present and connection.execute(sa.select(table).limit(1)).first():
                raise NotEmpty(
                    "There is data here already. Restore into an empty data folder or database."
                )


def _self_references() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                found.setdefault(table.name, []).append(column.name)
    return found


def _load_rows(
    connection: sa.Connection, tables: dict[str, sa.Table], records: Iterator[dict[str, Any]]
) -> None:
    links = _self_references()
    held: list[dict[str, Any]] = []
    later: list[tuple[str, dict[str, Any]]] = []
    current = ""
    for record in records:
        if "row" not in record:
            continue
        if record["table"] != current or len(held) >= BATCH:
            _insert(connection, tables, current, held)
            current, held = record["table"], []
        row = {name: unpack(value) for name, value in record["row"].items()}
        waiting = {name: row[name] for name in links.get(current, []) if row.get(name) is not None}
        if waiting:
            later.append((current, {"id": row["id"], **waiting}))
            row |= dict.fromkeys(waiting)
        held.append(row)
    _insert(connection, tables, current, held)
    for name, values in later:
        table = tables[name]
        connection.execute(sa.update(table).where(table.c.id == values.pop("id")).values(**values))


def _insert(
    connection: sa.Connection, tables: dict[str, sa.Table], name: str, rows: list[dict[str, Any]]
) -> None:
    if rows:
        connection.execute(sa.insert(tables[name]), rows)


def _load_files(records: Iterator[dict[str, Any]]) -> None:
    data = Path(current_app.config["DATA"]).resolve()
    for record in records:
        if "file" not in record:
            continue
        is_keys = record["file"] == "keys.json"
        path = Path(current_app.config["KEY_FILE"]) if is_keys else data / record["file"]
        if not is_keys and data not in path.resolve().parents:
            raise archive.DamagedArchive("A file of the backup would leave the data folder")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(base64.b64decode(record["content"]))
        path.chmod(0o600)


def new_key() -> str:
    return Fernet.generate_key().decode()
