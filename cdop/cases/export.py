"""The whole of one case, for a coroner, a court or another system: identity, account, history.

What later packages keep about the case comes in through `cases.parts`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from cdop.cases import queries
from cdop.cases.forms import Relationship
from cdop.cases.models import Case
from cdop.cases.notification import NhsNumberAbsent
from cdop.cases.parts import parts
from cdop.cases.presenters import words_of
from cdop.core.catalogues.child import Agency, JarCriterion, OtherReview
from cdop.core.workflow import Move
from cdop.db.sensitivity import Sensitivity
from cdop.web.filters import uk_date

ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
ABBREVIATIONS = {"nhs": "NHS", "ncmd": "NCMD", "bmi": "BMI", "g": "(g)"}
CODES: Mapping[str, Any] = {
    "agency": Agency,
    "joint_response_criteria": JarCriterion,
    "move": Move,
    "nhs_number_absent": NhsNumberAbsent,
    "other_reviews": OtherReview,
    "relationship": Relationship,
}
MACHINERY = frozenset({"id", "case_id", "version", "panel_id", "by_id", "user_id", "created_at"})


def contents_of(case: Case) -> dict[str, Any]:
    """Everything that is kept about the case, by section."""
    return {
        "case": {"panel": case.panel.name, **columns_of(case)},
        "identity": columns_of(queries.identity_of(case)),
        "account": columns_of(queries.account_of(case)),
        "history": [
            {**columns_of(move), "by": move.by.name if move.by else None}
            for move in reversed(queries.list_moves(case))
        ],
        "pauses": [columns_of(pause) for pause in reversed(queries.list_pauses(case))],
        "conflicts": [
            {**columns_of(conflict), "person": conflict.user.name}
            for conflict in queries.list_conflicts(case)
        ],
        **{part.name: part.contents(case) for part in parts() if part.exists(case.id)},
    }


def columns_of(row: Any) -> dict[str, Any]:
    """The columns of a row that say something."""
    return {
        attribute.key: getattr(row, attribute.key)
        for attribute in sa.inspect(type(row)).column_attrs
        if attribute.key not in MACHINERY and not _is_machinery(attribute.columns[0])
    }


def _is_machinery(column: Any) -> bool:
    """Marks and keys are technical; stages and dates are technical too, but say something."""
    technical = column.info.get("sensitivity") is Sensitivity.TECHNICAL
    return technical and (column.name.endswith(("_mark", "_id")))


def as_json(contents: Mapping[str, Any]) -> str:
    """Codes as they are stored, dates as ISO has them."""
    return json.dumps(contents, ensure_ascii=False, indent=2, default=_iso)


def _iso(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"An export has no place for {type(value).__name__}")


def as_sections(contents: Mapping[str, Any]) -> list[tuple[str, list[list[tuple[str, str]]]]]:
    """Titles, each with its records, each a list of label and words, for the page to print."""
    return [(_title(name), _records(value)) for name, value in contents.items()]


def _records(value: Any) -> list[list[tuple[str, str]]]:
    records = value if isinstance(value, list) else [value]
    return [list(_lines(record)) for record in records if record]


def _lines(record: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    if not isinstance(record, Mapping):
        yield prefix or "Value", words_of(record)
        return
    for name, value in record.items():
        label = f"{prefix}{_title(str(name))}"
        if isinstance(value, Mapping):
            yield from _lines(value, f"{label}: ")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            for number, each in enumerate(value, 1):
                yield from _lines(each, f"{label} {number}: ")
        else:
            yield label, _in_words(str(name), value)


def _in_words(name: str, value: Any) -> str:
    """Codes kept in lists and rows are spelt out too, and dates written as in the UK."""
    if isinstance(value, list):
        return "; ".join(_in_words(name, each) for each in value)
    kind = CODES.get(name)
    if kind is not None and value in set(kind):
        return kind(value).label
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        return uk_date(date.fromisoformat(value))
    return words_of(value)


def _title(name: str) -> str:
    words = [ABBREVIATIONS.get(word, word) for word in name.split("_")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])
