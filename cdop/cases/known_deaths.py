"""Many children's marks in memory, so that an import asks the database once for all its lines."""

from collections.abc import Iterable

from cdop.cases.notification import Marks


class KnownDeaths:
    """Which case is the same child's: the same NHS number, or the same full name and last day.

    Two different NHS numbers are two children, whatever their names.
    """

    def __init__(self, rows: Iterable[tuple[str, Marks]] = ()) -> None:
        self._by_number: dict[str, str] = {}
        self._by_name: dict[tuple[str, str], list[tuple[str, str | None]]] = {}
        for case_id, marks in rows:
            self.add(case_id, marks)

    def add(self, case_id: str, marks: Marks) -> None:
        """Remember a case, or a line of a file under a name of its own."""
        if marks.nhs:
            self._by_number.setdefault(marks.nhs, case_id)
        self._by_name.setdefault((marks.name, marks.death), []).append((case_id, marks.nhs))

    def same(self, marks: Marks) -> str | None:
        """The case of the same child, if there is one."""
        if marks.nhs and marks.nhs in self._by_number:
            return self._by_number[marks.nhs]
        for case_id, number in self._by_name.get((marks.name, marks.death), ()):
            if not (marks.nhs and number):
                return case_id
        return None
