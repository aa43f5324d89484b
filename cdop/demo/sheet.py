"""`demo.json`: everybody to sign in as, the panels, and the markers with who may see them."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cdop.demo.cast import Person
from cdop.demo.markers import Marker

NAME = "demo.json"
WAITING = "demo.json.waiting"


def contents(
    people: Iterable[Person],
    panels: Mapping[str, str],
    markers: Iterable[Marker],
    conflicts: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    """Who can sign in; a person on two panels stands there twice, a disabled one not at all."""
    return {
        "people": [
            entry
            for person in people
            if not person.disabled
            for entry in _entries(person, conflicts.get(person.key, ()))
        ],
        "panels": [{"slug": slug, "name": name} for slug, name in panels.items()],
        "markers": [marker.as_json() for marker in markers],
    }


def _entries(person: Person, conflicts: Sequence[str]) -> Iterable[dict[str, Any]]:
    for slug, role in person.roles:
        yield {
            "email": person.email,
            "password": person.password,
            "totp_secret": person.totp_secret,
            "panel": slug,
            "roles": [] if person.left else [role.value],
            "conflicts": list(conflicts),
        }


def prepare(folder: Path, sheet: Mapping[str, Any]) -> None:
    """Keep the file beside its place, readable by its owner only, until the data are committed."""
    waiting = folder / WAITING
    waiting.unlink(missing_ok=True)
    descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        json.dump(sheet, out, indent=1, ensure_ascii=False)
        out.flush()
        os.fsync(out.fileno())


def publish(folder: Path) -> Path:
    """Put the prepared file in its place in one step; where there is none, nothing changes."""
    if (folder / WAITING).exists():
        (folder / WAITING).replace(folder / NAME)
    return folder / NAME
