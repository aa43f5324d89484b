"""Words with numbers in them: people write the words, and the numbers come from the tables shown.

A number stands in a text as `{{count sex/sex:M}}`: what is asked of which line of which table. The
same text tells exact numbers in a draft and `[c]` in a release that hides them.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from cdop.audits.publishing import Shown, as_number

ASKED_FOR = ("count", "denominator", "not_known", "percent", "interval")
TOKEN = re.compile(r"\{\{\s*(\w+)\s+([\w-]+)/([^{}]+?)\s*\}\}")
NO_SUCH_NUMBER = "–"


class Told:
    """The tables as a reader sees them, for whoever writes about them."""

    def __init__(
        self, tables: Sequence[Mapping[str, Any]], context: Mapping[str, Any] | None = None
    ) -> None:
        self._rows = {table["code"]: table["content"]["rows"] for table in tables}
        self.context = context or {}

    def has(self, table: str) -> bool:
        return table in self._rows

    def rows(self, table: str) -> list[Mapping[str, Any]]:
        return list(self._rows.get(table, ()))

    def cell(self, table: str, line: str, what: str) -> str:
        for row in self._rows.get(table, ()):
            if row["code"] == line:
                return str(row["cells"].get(what, NO_SUCH_NUMBER))
        return NO_SUCH_NUMBER

    def shown(self, table: str, line: str) -> Shown | None:
        """The numbers of a line; None where there is no such line, or it is hidden."""
        for row in self._rows.get(table, ()):
            if row["code"] == line:
                found = _shown(row)
                return None if found.hidden else found
        return None

    def largest(self, table: str, number: int = 1) -> list[str]:
        """The codes of the lines with the largest counts that are shown, largest first."""
        lines = [(row["code"], _shown(row)) for row in self._rows.get(table, ())]
        shown = [(code, line) for code, line in lines if not line.hidden and line.count]
        shown.sort(key=lambda each: -(each[1].count or 0))
        return [code for code, _ in shown[:number]]

    def label(self, table: str, line: str) -> str:
        return next((row["label"] for row in self.rows(table) if row["code"] == line), line)


def _shown(row: Mapping[str, Any]) -> Shown:
    cells = row["cells"]
    return Shown(row["label"], as_number(cells["count"]), as_number(cells["denominator"]))


def token(what: str, table: str, line: str) -> str:
    return f"{{{{{what} {table}/{line}}}}}"


def of_known(table: str, line: str) -> str:
    """“8 of 20 (40.0%)”, as tokens."""
    return (
        f"{token('count', table, line)} of {token('denominator', table, line)}"
        f" ({token('percent', table, line)})"
    )


def fill(text: str, told: Told, missing: str = NO_SUCH_NUMBER) -> str:
    """The text with its numbers, as they are shown; `missing` where there is no such number."""

    def number(found: re.Match[str]) -> str:
        cell = told.cell(found[2], found[3], found[1])
        return missing if cell == NO_SUCH_NUMBER else cell

    return TOKEN.sub(number, text)


def unknown_tokens(text: str, told: Told) -> list[str]:
    """What stands in braces and asks for no number that there is."""
    wrong = [
        found.group()
        for found in TOKEN.finditer(text)
        if found[1] not in ASKED_FOR or told.cell(found[2], found[3], found[1]) == NO_SUCH_NUMBER
    ]
    left = TOKEN.sub("", text)
    return [*wrong, *re.findall(r"\{\{[^}]*\}?\}?", left)]
