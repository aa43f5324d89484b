"""What a chair may do to show more: lines to put together, and where zeros themselves disclose.

The designer's answer speaks in codes of lines; here it is put in the words of the tables.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cdop.audits.tables.model import Table


def in_words(found: Mapping[str, Any], tables: Iterable[Table]) -> dict[str, Any]:
    """Shares before and after, proposals and warnings, each with its table's title and labels."""
    words = _Words(tables)
    return {
        "before": found["before"]["share"],
        "after": found["after"]["share"],
        "proposals": [words.proposal(each) for each in found["proposals"]],
        "warnings": [words.warning(each) for each in found["warnings"]],
    }


class _Words:
    def __init__(self, tables: Iterable[Table]) -> None:
        self.tables = {table.code: table for table in tables}
        self.labels = {
            (table.code, line.code): line.label
            for table in self.tables.values()
            for line in table.lines
        }

    def proposal(self, found: Mapping[str, Any]) -> dict[str, Any]:
        codes = [_code(name) for name in found["tables"]]
        pooled = [line["made_of"] for line in found["lines"] if len(line["made_of"]) > 1]
        return {
            "titles": self._titles(codes),
            "pooled": [self._named(codes, made_of) for made_of in pooled],
            "before": found["before"]["share"],
            "after": found["after"]["share"],
        }

    def warning(self, found: Mapping[str, Any]) -> dict[str, Any]:
        code = _code(found["table"])
        pool = found["pool"]["lines"] if found["pool"] else []
        return {
            "title": self._titles([code])[0],
            "lines": self._named([code], found["lines"]),
            "pooled": [
                self._named([code], line["made_of"] if isinstance(line, Mapping) else [line])
                for line in pool
            ],
        }

    def _titles(self, codes: Sequence[str]) -> list[str]:
        titles = (self.tables[code].title if code in self.tables else code for code in codes)
        return list(dict.fromkeys(titles))

    def _named(self, codes: Sequence[str], lines: Iterable[str]) -> list[str]:
        return [
            next((self.labels[code, line] for code in codes if (code, line) in self.labels), line)
            for line in lines
        ]


def _code(name: str) -> str:
    """The table's code of a disclosure table: `age:0` is of `age`."""
    return name.rpartition(":")[0]
