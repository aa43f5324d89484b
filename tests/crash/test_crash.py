"""Killed in the middle of writing, the service has kept what it acknowledged, once.

A few rounds; `python3 manage.py bench crash` runs thirty and times the starts.
"""

import socket

import pytest

from benchmarks.crash import run


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_nothing_acknowledged_is_lost_or_doubled(engine, request, tmp_path):
    url = ""
    if engine == "postgresql":
        url = request.getfixturevalue("postgres_server").new_database()
    environ = {
        "CDOP_ENV": "test",
        "CDOP_DATA": str(tmp_path / "data"),
        "DATABASE_URL": url,
        "CDOP_ARGON2_MEMORY_KIB": "1024",
    }

    outcome = run(environ, rounds=3, port=free_port())

    assert outcome.whole, outcome
