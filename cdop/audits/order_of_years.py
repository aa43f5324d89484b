"""No death is reviewed before it happened: what every reader knows of the years of a model.

Years that no figure tells apart stay together, so nothing is crossed more finely for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cdop.audits.known import YEAR_OF
from cdop.audits.models import Basis
from cdop.audits.records import BLANK

DIED, REVIEWED = YEAR_OF[Basis.DEATH], YEAR_OF[Basis.REVIEW]


def never_reviewed_before(task: Mapping[str, Any]) -> list[dict[str, Any]]:
    """For each year of death, or years together, the years of review that were over by then.

    Only as far as it is true of the records: an error in one of them must not make the model
    contradict itself.
    """
    if not {DIED, REVIEWED} <= set(task["variables"]):
        return []
    return list(_relations(task))


def _relations(task: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    reviews = _parts(task, REVIEWED)
    pairs = {(record.get(DIED), record.get(REVIEWED)) for record in task["records"]}
    for died in _parts(task, DIED):
        over = [
            year
            for reviewed in reviews
            if max(reviewed) < min(died)
            and not any((one, other) in pairs for one in died for other in reviewed)
            for year in reviewed
        ]
        if over:
            key = [[DIED, died], [REVIEWED, sorted(over)]]
            yield {"terms": [[key, 1]], "lower": 0, "upper": 0}


def _parts(task: Mapping[str, Any], variable: str) -> list[list[str]]:
    """The years that figures tell apart, those together that none does."""
    told = [set(values) for values in _told(task, variable)]
    found: dict[tuple[bool, ...], list[str]] = {}
    for year in sorted(set(task["variables"][variable]) - {BLANK}):
        found.setdefault(tuple(year in values for values in told), []).append(year)
    return list(found.values())


def _told(task: Mapping[str, Any], variable: str) -> Iterator[Iterable[str]]:
    for key, _ in task["earlier"]:
        yield dict(key).get(variable, ())
    yield task["population"].get(variable, ())
    for table in task["tables"]:
        yield from _of_table(table, variable)


def _of_table(table: Mapping[str, Any], variable: str) -> Iterator[Sequence[str]]:
    yield table["where"].get(variable, ())
    if table["variable"] == variable:
        yield from table["labels"].values()
