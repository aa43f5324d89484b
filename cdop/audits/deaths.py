"""Deaths by columns: one character a death for each variable, counted as bits of a whole number.

Counting a table reads columns and never rows, so that it costs the same care for a hundred
deaths and for a hundred thousand.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

Record = Mapping[str, str]
Domains = Mapping[str, Collection[str]]
Where = Mapping[str, Collection[str]]

FIRST_SIGN = 48  # "0"


def sign(place: int) -> str:
    return chr(FIRST_SIGN + place)


class Records:
    """Coded deaths in an order that follows from their values alone.

    `numbers` are exact (days, for medians); they are there while an audit is built, and are never
    stored with it.
    """

    def __init__(
        self,
        size: int,
        columns: Mapping[str, str],
        domains: Domains,
        numbers: Mapping[str, Sequence[int | None]] | None = None,
    ) -> None:
        self.size = size
        self.columns = columns
        self.domains = {name: tuple(values) for name, values in domains.items()}
        self.numbers = dict(numbers or {})
        self.everyone = (1 << size) - 1
        self._masks: dict[str, dict[str, int]] = {}

    def __len__(self) -> int:
        return self.size

    def domain(self, variable: str) -> tuple[str, ...]:
        return self.domains[variable]

    def of(self, variable: str, values: Collection[str]) -> int:
        """The deaths whose variable has one of the values."""
        known = self._masks.setdefault(variable, {})
        found = 0
        for value in values:
            if value not in known:
                known[value] = self._mask(variable, value)
            found |= known[value]
        return found

    def _mask(self, variable: str, value: str) -> int:
        domain = self.domains[variable]
        if value not in domain or not self.size:
            return 0
        return bits(self.columns[variable], domain.index(value), len(domain))

    def mask(self, where: Where) -> int:
        """The deaths that meet all of the conditions."""
        found = self.everyone
        for name, values in where.items():
            found &= self.of(name, values)
        return found

    def count(self, where: Where) -> int:
        return self.mask(where).bit_count()

    def found(self, variable: str) -> list[str]:
        """The values that occur, in the order of the domain."""
        present = set(self.columns[variable])
        return [v for place, v in enumerate(self.domains[variable]) if sign(place) in present]

    def column(self, variable: str) -> list[str]:
        domain = self.domains[variable]
        return [domain[ord(each) - FIRST_SIGN] for each in self.columns[variable]]

    def rows(self, names: Iterable[str] | None = None) -> list[dict[str, str]]:
        """A row a death, of these variables."""
        wanted = list(self.columns if names is None else names)
        columns = [self.column(name) for name in wanted]
        return [dict(zip(wanted, row, strict=True)) for row in zip(*columns, strict=True)]

    def __iter__(self) -> Iterator[dict[str, str]]:
        return iter(self.rows())

    def chosen(self, mask: int) -> "Records":
        """Only the deaths of the mask, in the same order."""
        if mask == self.everyone:
            return self
        inside = [place for place, bit in enumerate(self._bits(mask)) if bit == "1"]
        return Records(
            len(inside),
            {name: taken(column, inside) for name, column in self.columns.items()},
            self.domains,
            {name: [values[place] for place in inside] for name, values in self.numbers.items()},
        )

    def narrowed(self, limits: Mapping[str, Collection[str]]) -> "Records":
        """The same deaths, of which it is known that other values cannot be."""
        columns, domains = dict(self.columns), dict(self.domains)
        for name, allowed in limits.items():
            old = self.domains[name]
            new = domains[name] = tuple(value for value in old if value in allowed)
            table = {ord(sign(old.index(value))): sign(new.index(value)) for value in new}
            columns[name] = self.columns[name].translate(table)
        return Records(self.size, columns, domains, self.numbers)

    def _bits(self, mask: int) -> str:
        return f"{mask:0{self.size}b}" if self.size else ""

    def chosen_numbers(self, name: str, where: Where) -> list[int]:
        """The numbers that are known of the deaths that meet the conditions, in order of size."""
        bits_ = self._bits(self.mask(where))
        pairs = zip(bits_, self.numbers[name], strict=True)
        return sorted(number for bit, number in pairs if bit == "1" and number is not None)

    def in_order(self) -> "Records":
        """The same deaths in the order of their values, which says nothing of who came first."""
        if self.size < 2:
            return self
        told = [column for column in self.columns.values() if len(set(column)) > 1]
        rows = ["".join(row) for row in zip(*told, strict=True)] if told else [""] * self.size
        places = sorted(range(self.size), key=rows.__getitem__)
        return Records(
            self.size,
            {name: taken(column, places) for name, column in self.columns.items()},
            self.domains,
            {name: [values[place] for place in places] for name, values in self.numbers.items()},
        )

    def stored(self) -> dict[str, Any]:
        return {
            "size": self.size,
            "columns": dict(sorted(self.columns.items())),
            "domains": {name: list(values) for name, values in sorted(self.domains.items())},
        }


def taken(column: str, places: Sequence[int]) -> str:
    """The column's signs at the places."""
    if len(places) < 2:
        return "".join(column[place] for place in places)
    return "".join(itemgetter(*places)(column))


def bits(column: str, place: int, number_of_values: int) -> int:
    return int(column.translate(_ones(place, number_of_values)), 2)


@lru_cache(4096)
def _ones(place: int, number_of_values: int) -> dict[int, int]:
    signs = "".join(sign(each) for each in range(number_of_values))
    ones = "".join("1" if each == place else "0" for each in range(number_of_values))
    return str.maketrans(signs, ones)


def restored(found: Mapping[str, Any]) -> Records:
    """Records as an audit keeps them."""
    return Records(found["size"], found["columns"], found["domains"])
