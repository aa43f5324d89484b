"""Sealed columns: what stands in the database cannot be read or altered without the key ring."""

import json
from datetime import date
from typing import Any

import sqlalchemy as sa

from cdop.db.keys import ring


class Sealed(sa.types.TypeDecorator[Any]):
    """Text under authenticated encryption; empty stays empty, so that blanks can be counted."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        if value is None or value == "":
            return value
        return ring().seal(self.to_text(value))

    def process_result_value(self, value: str | None, dialect: Any) -> Any:
        if not value:
            return value
        return self.from_text(ring().open(value))

    def to_text(self, value: Any) -> str:
        return str(value)

    def from_text(self, text: str) -> Any:
        return text


class SealedText(Sealed):
    cache_ok = True


class SealedDate(Sealed):
    cache_ok = True

    def to_text(self, value: date) -> str:
        return value.isoformat()

    def from_text(self, text: str) -> date:
        return date.fromisoformat(text)


class SealedJson(Sealed):
    cache_ok = True

    def to_text(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def from_text(self, text: str) -> Any:
        return json.loads(text)
