"""What is installed is exactly what was recorded: every library pinned, every file by its hash."""

import re
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==[0-9][A-Za-z0-9.]*( ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
NAMED = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: str) -> dict[str, str]:
    lines = (REQUIREMENTS / lock).read_text().splitlines()
    return {normal(found[1]): found[0] for line in lines if (found := PIN.match(line))}


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_every_line_is_a_pin_a_hash_or_a_remark(lock):
    lines = (REQUIREMENTS / lock).read_text().splitlines()

    strange = [
        line
        for line in lines
        if not (PIN.match(line) or HASH.match(line) or line.lstrip().startswith("#"))
    ]

    assert strange == [], "Make the lock again with `make lock`"


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_every_pin_has_a_hash(lock):
    lines = (REQUIREMENTS / lock).read_text().splitlines()

    after_pins = [lines[place + 1] for place, line in enumerate(lines) if PIN.match(line)]

    assert after_pins
    assert all(HASH.match(line) for line in after_pins)


@pytest.mark.parametrize(("asked", "lock"), [("run.in", "run.txt"), ("dev.in", "dev.txt")])
def test_everything_asked_for_is_locked(asked, lock):
    lines = (REQUIREMENTS / asked).read_text().splitlines()
    wanted = {normal(found[0]) for line in lines if (found := NAMED.match(line))}

    missing = wanted - locked(lock).keys()

    assert missing == set(), "Make the lock again with `make lock`"


def test_the_two_locks_agree_where_they_overlap():
    run, dev = locked("run.txt"), locked("dev.txt")

    differing = {name for name in run.keys() & dev.keys() if run[name] != dev[name]}

    assert differing == set(), "Make the lock again with `make lock`"
