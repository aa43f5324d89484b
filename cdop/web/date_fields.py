"""Dates and months in two or three boxes, as the NHS design system asks for them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from wtforms.utils import unset_value
from wtforms.validators import ValidationError

from cdop.web.dates import DateError, parse_date, parse_month
from cdop.web.fields import NhsField


class UKDateField(NhsField):
    """A date in three boxes, `name-day`, `name-month` and `name-year`; the data is a date or None.

    What was typed is shown again when it is wrong. `latest` and `earliest` are dates, or
    functions that give one when the form is checked.
    """

    kind = "date"
    PARTS: tuple[str, ...] = ("day", "month", "year")
    data: date | None

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Callable[[Any, Any], None]] | None = None,
        *,
        earliest: date | Callable[[], date] | None = None,
        latest: date | Callable[[], date] | None = None,
        hint: str = "For example, 31 3 2026",
        **settings: Any,
    ) -> None:
        super().__init__(label, validators, hint=hint, **settings)
        self.earliest = earliest
        self.latest = latest
        self.typed = dict.fromkeys(self.PARTS, "")
        self.wrong: tuple[str, ...] = ()

    @property
    def error_id(self) -> str:
        wrong = self.wrong or self.PARTS
        return f"{self.id}-{wrong[0]}"

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        super().process(None, data, extra_filters)
        self._show(self.data)
        if formdata is not None:
            self._read(formdata)

    def _show(self, value: date | None) -> None:
        if value is not None:
            self.typed = {part: str(getattr(value, part)) for part in self.PARTS}

    def _read(self, formdata: Any) -> None:
        sent = {part: formdata.getlist(f"{self.name}-{part}") for part in self.PARTS}
        self.raw_data = [text for texts in sent.values() for text in texts]
        self.typed = {part: texts[0] if texts else "" for part, texts in sent.items()}
        self.data = None
        if any(len(texts) > 1 for texts in sent.values()):
            self.process_errors.append(f"{self.label.text}: give one date")
            return
        try:
            self.data = self._parse()
        except DateError as error:
            self.wrong = error.parts
            self.process_errors.append(str(error))

    def _parse(self) -> date | None:
        return parse_date(self.label.text, **self.typed)

    def pre_validate(self, form: Any) -> None:
        if self.data is None:
            return
        earliest, latest = _now(self.earliest), _now(self.latest)
        if latest and self.data > latest:
            when = (
                "today or in the past"
                if latest == date.today()
                else f"on or before {_long(latest)}"
            )
            raise ValidationError(f"{self.label.text} must be {when}")
        if earliest and self.data < earliest:
            raise ValidationError(f"{self.label.text} must be on or after {_long(earliest)}")


class UKMonthField(UKDateField):
    """A month in two boxes, `name-month` and `name-year`; the data is its first day or None."""

    PARTS = ("month", "year")

    def __init__(self, *args: Any, hint: str = "For example, 3 2026", **settings: Any) -> None:
        super().__init__(*args, hint=hint, **settings)

    def _parse(self) -> date | None:
        return parse_month(self.label.text, **self.typed)


def _now(limit: date | Callable[[], date] | None) -> date | None:
    return limit() if callable(limit) else limit


def _long(value: date) -> str:
    return f"{value.day} {value:%B %Y}"
