"""What later packages build on a case, registered so that merging, export and undoing know it.

A package that keeps something by case (the analysis does) registers one `Part` when it is
imported. Cases cannot import it, since it stands below them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cdop.cases.models import Case


@dataclass(frozen=True)
class Part:
    """Something built on a case.

    `exists` says whether the case has it, `contents` gives it for a full export as plain values,
    and `hand_over` gives it to another case of the same child (called only where that one has
    none). The last two get the case itself.
    """

    name: str
    exists: Callable[[str], bool]
    contents: Callable[[Case], dict[str, Any] | list[Any]]
    hand_over: Callable[[Case, Case], None]


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    _parts[part.name] = part


def parts() -> list[Part]:
    """The registered parts, by name."""
    return [_parts[name] for name in sorted(_parts)]


def parts_of(case_id: str) -> list[Part]:
    """What has been built on the case; empty where it may be undone without loss."""
    return [part for part in parts() if part.exists(case_id)]
