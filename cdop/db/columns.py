"""Columns by sensitivity: what a column holds decides whether it is sealed."""

from typing import Any

from sqlalchemy.orm import MappedColumn, mapped_column

from cdop.db.sealed import SealedDate, SealedJson, SealedText
from cdop.db.sensitivity import Sensitivity


def _column(sensitivity: Sensitivity, *args: Any, **kwargs: Any) -> MappedColumn[Any]:
    return mapped_column(*args, info={"sensitivity": sensitivity}, **kwargs)


def technical(*args: Any, **kwargs: Any) -> MappedColumn[Any]:
    return _column(Sensitivity.TECHNICAL, *args, **kwargs)


def coded(*args: Any, **kwargs: Any) -> MappedColumn[Any]:
    return _column(Sensitivity.CODED, *args, **kwargs)


def personal(*args: Any, **kwargs: Any) -> MappedColumn[Any]:
    return _column(Sensitivity.PERSONAL, *args, **kwargs)


def public(*args: Any, **kwargs: Any) -> MappedColumn[Any]:
    return _column(Sensitivity.PUBLIC, *args, **kwargs)


def identifying(**kwargs: Any) -> MappedColumn[Any]:
    return _column(Sensitivity.IDENTIFYING, SealedText(), **kwargs)


def identifying_date(**kwargs: Any) -> MappedColumn[Any]:
    return _column(Sensitivity.IDENTIFYING, SealedDate(), **kwargs)


def identifying_json(**kwargs: Any) -> MappedColumn[Any]:
    return _column(Sensitivity.IDENTIFYING, SealedJson(), **kwargs)


def narrative(**kwargs: Any) -> MappedColumn[Any]:
    return _column(Sensitivity.NARRATIVE, SealedText(), **kwargs)


def narrative_json(**kwargs: Any) -> MappedColumn[Any]:
    return _column(Sensitivity.NARRATIVE, SealedJson(), **kwargs)


def sealed_personal(**kwargs: Any) -> MappedColumn[Any]:
    """Personal data that need not be searched in the clear, such as a subscriber's address."""
    return _column(Sensitivity.PERSONAL, SealedText(), **kwargs)


def sealed_personal_json(**kwargs: Any) -> MappedColumn[Any]:
    return _column(Sensitivity.PERSONAL, SealedJson(), **kwargs)
