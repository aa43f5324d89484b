"""Form fields that know their NHS wording: label, hint, width, and plain-English errors.

A field without `required` may be left blank; its other validators then do not run. A field that
takes one answer refuses two, and one that was not sent counts as blank, never as the stored value.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from wtforms.fields import (
    BooleanField,
    FieldList,
    FileField,
    FormField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import Field
from wtforms.utils import unset_value
from wtforms.validators import Length, StopValidation, ValidationError

from cdop.core.answers import Answer
from cdop.web.dates import DateError, parse_date, parse_month

E = TypeVar("E", bound=StrEnum)


class Required:
    """The answer may not be blank; the message says what to do, such as "Enter the name"."""

    field_flags = {"required": True}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        if field.errors:
            raise StopValidation()
        if field.data is None or field.data == "" or field.data == []:
            raise StopValidation(self.message)


class BlankAllowed:
    """Nothing more is asked of a blank answer, nor of one that could not be read."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.errors or field.data is None or field.data == "" or field.data == []:
            raise StopValidation()


class NhsField(Field):
    """What every field of ours has beside WTForms: a kind for the template, a hint, a width."""

    kind = "text"
    takes_many = False

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Callable[[Any, Any], None]] | None = None,
        *,
        hint: str = "",
        required: str = "",
        width: str = "",
        **settings: Any,
    ) -> None:
        given = list(validators or ())
        if not any(getattr(v, "field_flags", {}).get("required") for v in given):
            given.insert(0, Required(required) if required else BlankAllowed())
        super().__init__(label, given, **settings)
        self.hint = hint or str(self.description or "")
        self.width = width

    @property
    def error_id(self) -> str:
        """Where the error summary leads."""
        return self.id

    @property
    def shown(self) -> str:
        """What stands in the box: what was typed, else the stored value."""
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if len(valuelist) > 1 and not self.takes_many:
            self.data = None
            raise ValueError(f"{self.label.text}: give one answer, not {len(valuelist)}")
        if not valuelist and not self.takes_many:
            self.data = None
        super().process_formdata(valuelist)


def _tidy(text: str | None) -> str:
    """Typed text without outer spaces, with one kind of line end and no control characters."""
    text = (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text)


class TextField(NhsField, StringField):
    """One line of text. Widths: 2, 3, 4, 5, 10, 20 (characters) or one-half, two-thirds..."""

    kind = "text"
    input_type = "text"

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Callable[[Any, Any], None]] | None = None,
        *,
        max_length: int = 200,
        autocomplete: str = "",
        input_mode: str = "",
        prefix: str = "",
        suffix: str = "",
        **settings: Any,
    ) -> None:
        limit = Length(max=max_length, message=_too_long(label, max_length))
        super().__init__(label, [*(validators or ()), limit], **settings)
        self.filters = (_tidy, *self.filters)
        self.max_length = max_length
        self.autocomplete = autocomplete
        self.input_mode = input_mode
        self.prefix = prefix
        self.suffix = suffix


def _too_long(label: str | None, limit: int) -> str:
    return f"{label or 'The answer'} must be {limit:,} characters or fewer"


class EmailField(TextField):
    """An e-mail address, checked for its shape only and kept in lower case."""

    input_type = "email"
    SHAPE = re.compile(r"[^@\s,;:<>\"]+@[^@\s,;:<>\"]+\.[^@\s.,;:<>\"]+")

    def __init__(self, label: str = "E-mail address", *args: Any, **settings: Any) -> None:
        super().__init__(label, *args, **{"autocomplete": "email", "max_length": 254, **settings})
        self.filters = (*self.filters, str.lower)

    def pre_validate(self, form: Any) -> None:
        if self.data and not self.SHAPE.fullmatch(self.data):
            raise StopValidation("Enter an e-mail address in the right form, like name@example.org")


class PasswordInput(NhsField, PasswordField):
    """A password, with a button that shows it; never trimmed, never sent back."""

    kind = "password"

    def __init__(self, *args: Any, autocomplete: str = "current-password", **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.autocomplete = autocomplete


class TextArea(TextField):
    """Longer text, with a count of the characters left; `markdown` adds the toolbar."""

    kind = "textarea"

    def __init__(
        self,
        *args: Any,
        rows: int = 5,
        max_length: int = 10_000,
        markdown: bool = False,
        **settings: Any,
    ) -> None:
        super().__init__(*args, max_length=max_length, **settings)
        self.rows = rows
        self.markdown = markdown


class WholeNumber(NhsField, IntegerField):
    """A whole number, from `least` to `most`."""

    kind = "text"
    input_type = "text"
    input_mode = "numeric"
    autocomplete = ""

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Callable[[Any, Any], None]] | None = None,
        *,
        least: int = 0,
        most: int = 1_000_000_000,
        prefix: str = "",
        suffix: str = "",
        **settings: Any,
    ) -> None:
        super().__init__(label, validators, **{"width": "4", **settings})
        self.least = least
        self.most = most
        self.prefix = prefix
        self.suffix = suffix

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip().replace(",", "") if len(valuelist) == 1 else ""
        if len(valuelist) == 1 and not text:
            self.data = None
            return
        if text and not re.fullmatch(r"-?[0-9]{1,12}", text):
            self.data = None
            raise ValueError(f"{self.label.text} must be a whole number, like 12")
        super().process_formdata([text] if text else valuelist)

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and not self.least <= self.data <= self.most:
            raise ValidationError(
                f"{self.label.text} must be between {self.least:,} and {self.most:,}"
            )


class ChoiceField(NhsField, SelectField):
    """One of some choices; blank is None. Choices: an enum, or a list of SelectChoice."""

    unknown = "Choose one of the answers listed"

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Callable[[Any, Any], None]] | None = None,
        *,
        choices: Any = None,
        coerce: Callable[[Any], Any] = str,
        blank: str = "",
        **settings: Any,
    ) -> None:
        if isinstance(choices, type) and issubclass(choices, StrEnum):
            choices, coerce = enum_choices(choices), choices
        super().__init__(label, validators, choices=choices, coerce=or_none(coerce), **settings)
        self.blank = blank
        self.invalid_value_message = self.invalid_choice_message = self.unknown

    def pre_validate(self, form: Any) -> None:
        if self.data is not None:
            super().pre_validate(form)


class Radios(ChoiceField, RadioField):
    """Radio buttons; `inline` puts short answers side by side, `small` makes them compact."""

    kind = "radios"

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Callable[[Any, Any], None]] | None = None,
        *,
        inline: bool = False,
        small: bool = False,
        **settings: Any,
    ) -> None:
        super().__init__(label, validators, **settings)
        self.inline = inline
        self.small = small


class Select(ChoiceField):
    """A drop-down list; `blank` is the text of its first, empty line."""

    kind = "select"

    def __init__(self, *args: Any, blank: str = "Choose", **settings: Any) -> None:
        super().__init__(*args, blank=blank, **settings)


class Checkboxes(NhsField, SelectMultipleField):
    """Any number of some choices; the data is a list, in the order of the choices."""

    kind = "checkboxes"
    takes_many = True

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Callable[[Any, Any], None]] | None = None,
        *,
        choices: Any = None,
        coerce: Callable[[Any], Any] = str,
        small: bool = False,
        **settings: Any,
    ) -> None:
        if isinstance(choices, type) and issubclass(choices, StrEnum):
            choices, coerce = enum_choices(choices), choices
        super().__init__(label, validators, choices=choices, coerce=coerce, **settings)
        self.small = small
        self.inline = False
        self.invalid_value_message = "Choose only from the answers listed"
        self.invalid_choice_message = lambda _: "Choose only from the answers listed"

    def process_data(self, value: Iterable[Any] | None) -> None:
        super().process_data(value or [])


class Tick(NhsField, BooleanField):
    """One box to tick, such as a confirmation."""

    kind = "tick"

    def __init__(self, *args: Any, small: bool = False, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.small = small

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = bool(valuelist) and valuelist[-1] not in ("", "false", "0")

    def pre_validate(self, form: Any) -> None:
        wanted = next((v for v in self.validators if isinstance(v, Required)), None)
        if wanted and not self.data:
            raise StopValidation(wanted.message)


class AnswerField(Radios):
    """Yes, No, Not known (and Not applicable where it can be); not asked is None."""

    kind = "answer"

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Callable[[Any, Any], None]] | None = None,
        *,
        not_applicable: bool = False,
        **settings: Any,
    ) -> None:
        answers = [a for a in Answer if not_applicable or a is not Answer.NOT_APPLICABLE]
        super().__init__(
            label,
            validators,
            choices=enum_choices(answers),
            coerce=Answer,
            **{"inline": True, "small": True, "blank": "Not asked", **settings},
        )


class UKDateField(NhsField):
    """A date in three boxes, `name-day`, `name-month` and `name-year`; the data is a date or None.

    What was typed is shown again when it is wrong. `latest` and `earliest` are dates, or
    functions that give one when the form is checked.
    """

    kind = "date"
    PARTS = ("day", "month", "year")
    WIDTHS = {"day": "2", "month": "2", "year": "4"}

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


class Upload(NhsField, FileField):
    """A file; `accept` lists the kinds offered, such as ".pdf,.docx". The data is a FileStorage."""

    kind = "file"

    def __init__(self, *args: Any, accept: str = "", **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.accept = accept

    def process_formdata(self, valuelist: list[Any]) -> None:
        named = [file for file in valuelist if getattr(file, "filename", "")]
        super().process_formdata(named)


class Hidden(NhsField, HiddenField):
    """A value that is sent but not shown."""

    kind = "hidden"


def or_none(coerce: Callable[[Any], E]) -> Callable[[Any], E | None]:
    """Turn a coercion such as an enum class into one that takes blank as None."""
    return lambda value: None if value is None or value == "" else coerce(value)


def enum_choices(
    members: type[StrEnum] | Iterable[StrEnum], labels: Any = None
) -> list[SelectChoice]:
    """Choices from an enum: labels from a mapping or function, else each member's `label`."""
    return [SelectChoice(member.value, _label(member, labels)) for member in members]


def _label(member: StrEnum, labels: Any) -> str:
    if callable(labels):
        return labels(member)
    if labels is not None:
        return labels[member]
    return getattr(member, "label", None) or member.name.capitalize().replace("_", " ")


__all__ = (
    "AnswerField",
    "Checkboxes",
    "EmailField",
    "FieldList",
    "FormField",
    "Hidden",
    "PasswordInput",
    "Radios",
    "Required",
    "Select",
    "SelectChoice",
    "TextArea",
    "TextField",
    "Tick",
    "UKDateField",
    "UKMonthField",
    "Upload",
    "WholeNumber",
    "enum_choices",
    "or_none",
)
