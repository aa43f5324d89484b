"""The same death twice in one file: by NHS number, or by name and dates.

Twins share a surname and both dates, so a near miss in the name counts only where nothing else
(NHS number, reference, sex) says that they are two children. What is merely possible is said and
both lines are kept: a death too many is seen and merged, a death too few is never missed.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cdop.core import names
from cdop.core.legacy.cells import Cell
from cdop.core.legacy.checks import Remark, day
from cdop.core.legacy.identity import is_known

_LONG_ENOUGH = 4
# No panel has so many deaths on one day; a file that says so is not worth comparing pair by pair.
_MOST_ON_A_DAY = 200


@dataclass(frozen=True)
class Known:
    """The part of a line that tells one death from another."""

    sheet: str
    line: int
    ref: str
    nhs: str
    first: str
    last: str
    sex: str
    born: date | None
    died: date | None

    @property
    def where(self) -> str:
        return f"line {self.line}"


@dataclass(frozen=True)
class Match:
    known: Known
    reason: str


def known(sheet: str, line: int, cells: Mapping[str, Cell]) -> Known:
    def text(name: str) -> str:
        return cells[name].text if name in cells and is_known(cells[name]) else ""

    return Known(
        sheet=sheet,
        line=line,
        ref=re.sub(r"[^0-9a-z]+", "", text("ref").casefold()),
        nhs=text("nhs"),
        first=" ".join(names.words(text("first"))),
        last=" ".join(names.words(text("last"))),
        sex=text("sex"),
        born=day(cells, "dob"),
        died=day(cells, "dod"),
    )


class Register:
    """The deaths imported so far."""

    def __init__(self) -> None:
        self._by_nhs: dict[str, Known] = {}
        self._by_ref: dict[str, Known] = {}
        self._by_death: dict[date | None, list[Known]] = defaultdict(list)

    def add(self, new: Known) -> None:
        if new.nhs:
            self._by_nhs.setdefault(new.nhs, new)
        if new.ref:
            self._by_ref.setdefault(new.ref, new)
        same_day = self._by_death[new.died]
        if len(same_day) < _MOST_ON_A_DAY:
            same_day.append(new)

    def same_death(self, new: Known) -> Match | None:
        holder = self._by_nhs.get(new.nhs)
        if holder and _one_child(holder, new):
            return Match(holder, "The same NHS number")
        for old in self._by_death[new.died]:
            reason = _same(old, new)
            if reason:
                return Match(old, reason)
        return None

    def doubts(self, new: Known) -> list[Remark]:
        """What a line that is kept shares with another child's."""
        found = []
        holder = self._by_nhs.get(new.nhs)
        if holder:
            found.append(Remark("nhs", f"{_at(holder)} gives this NHS number to another child"))
        same_ref = self._by_ref.get(new.ref)
        if same_ref:
            found.append(Remark("ref", f"{_at(same_ref)} has the same reference"))
        alike = next((old for old in self._by_death[new.died] if _may_be_same(old, new)), None)
        if alike:
            found.append(Remark("last", f"{_at(alike)} may be the same death: compare the two"))
        return found


def _at(old: Known) -> str:
    return f"{old.where.capitalize()} of “{old.sheet}”"


def _one_child(old: Known, new: Known) -> bool:
    """Whether two lines with one NHS number agree in anything else."""
    same_day = (old.born and old.born == new.born) or old.died == new.died
    return bool(same_day) or _name_distance(old, new) is not None


def _same(old: Known, new: Known) -> str:
    if old.nhs and new.nhs and old.nhs != new.nhs or _apart(old.born, new.born):
        return ""
    if not (new.last and old.last):
        return "The same reference and date of death" if new.ref and new.ref == old.ref else ""
    distance = _name_distance(old, new)
    if distance == 0:
        return "The same name and dates"
    near = distance is not None and old.born and old.sex == new.sex
    if near and not _apart(old.ref, new.ref):
        return "Nearly the same name and the same dates"
    return ""


def _may_be_same(old: Known, new: Known) -> bool:
    if _apart(old.born, new.born) or not (new.last and old.last):
        return False
    return _name_distance(old, new) is not None and not _apart(old.sex, new.sex)


def _apart(one: object, other: object) -> bool:
    """Both are known, and they differ."""
    return bool(one and other and one != other)


def _name_distance(old: Known, new: Known) -> int | None:
    """0 for the same name, in either order; 1 for a typing slip; None for another name."""
    if not (old.first or old.last) or not (new.first or new.last):
        return None
    if sorted((old.first, old.last)) == sorted((new.first, new.last)):
        return 0
    first, last = _slip(old.first, new.first), _slip(old.last, new.last)
    return 1 if first and last else None


def _slip(one: str, other: str) -> bool:
    """Equal, or one letter more, less, other or changed places; never a digit or an initial."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < _LONG_ENOUGH or len(long) - len(short) > 1 or re.search(r"\d|\b\w\b", long):
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    if len(short) != len(long):
        return short[start:] == long[start + 1 :]
    turned = short[start + 1 : start + 2] + short[start : start + 1]
    return short[start + 1 :] == long[start + 1 :] or (
        turned == long[start : start + 2] and short[start + 2 :] == long[start + 2 :]
    )
