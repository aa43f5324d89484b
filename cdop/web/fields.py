"""Form fields that know their NHS wording: label, hint, width, and plain-English errors.

A field without `required` may be left blank; its other validators then do not run. A field that
takes one answer refuses two, and one that was not sent counts as blank, never as the stored value.
"""

import re
from collections.abc import Callable, Sequence
from datetime import time
from typing import Any

from wtforms.fields import FileField, HiddenField, IntegerField, PasswordField, StringField
from wtforms.fields.core import Field
from wtforms.validators import Length, StopValidation, ValidationError

from cdop.core.catalogues.languages import Language
from cdop.core.local_time import time_of


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
    spoken: Language | None = None  # the language in which the answer is typed, where not English
    data: Any

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


def _one_line(text: str | None) -> str:
    """The same without line breaks: a browser's box for one line sends none, but others may."""
    return re.sub(r"\s*[\n\t\x85\u2028\u2029]\s*", " ", _tidy(text))


class TextField(NhsField, StringField):
    """One line of text. Widths: 2, 3, 4, 5, 10, 20 (characters) or one-half, two-thirds..."""

    kind = "text"
    input_type = "text"
    tidy = staticmethod(_one_line)

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
        filters = (self.tidy, *settings.pop("filters", ()))
        super().__init__(label, [*(validators or ()), limit], filters=filters, **settings)
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
    SHAPE = re.compile(r"[^@\s,;:<>\"]+@[^@\s,;:<>\"\[\]]+\.[^@\s.,;:<>\"\[\]]+")

    def __init__(self, label: str = "E-mail address", *args: Any, **settings: Any) -> None:
        defaults = {"autocomplete": "email", "max_length": 254, "filters": (str.lower,)}
        super().__init__(label, *args, **{**defaults, **settings})

    def pre_validate(self, form: Any) -> None:
        if self.data and not self.SHAPE.fullmatch(self.data):
            raise StopValidation("Enter an e-mail address in the right form, like name@example.org")


class ClockTime(TextField):
    """A time on the clock as people type it: 9:30am, 14:15, noon."""

    def __init__(self, label: str = "Time", *args: Any, **settings: Any) -> None:
        defaults = {"hint": "For example, 9:30am or 14:15", "width": "10", "max_length": 20}
        super().__init__(label, *args, **{**defaults, **settings})

    @property
    def clock(self) -> time | None:
        return time_of(self.data or "")

    def pre_validate(self, form: Any) -> None:
        if self.data and self.clock is None:
            raise StopValidation("Enter a time, such as 9:30am")


class PasswordInput(NhsField, PasswordField):
    """A password, with a button that shows it; never trimmed, never sent back."""

    kind = "password"

    def __init__(self, *args: Any, autocomplete: str = "current-password", **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.autocomplete = autocomplete


class TextArea(TextField):
    """Longer text, with a count of the characters left; `markdown` adds the toolbar."""

    kind = "textarea"
    tidy = staticmethod(_tidy)

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
