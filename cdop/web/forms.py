"""Forms: the base class, and every field, from one place.

CSRF is not here: CSRFProtect covers the whole app, so a form is tested without a request.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from wtforms import FieldList, Form, FormField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Regexp, ValidationError

from cdop.web.choices import (
    AnswerField,
    Checkboxes,
    Radios,
    Select,
    Tick,
    enum_choices,
    or_none,
)
from cdop.web.date_fields import UKDateField, UKMonthField
from cdop.web.fields import (
    ClockTime,
    EmailField,
    Hidden,
    PasswordInput,
    Required,
    TextArea,
    TextField,
    Upload,
    WholeNumber,
)


class ErrorLink(NamedTuple):
    """One line of the error summary."""

    text: str
    href: str


class NhsForm(Form):
    """A form whose errors can be listed at the top of the page, each leading to its field."""

    def __init__(self, formdata: Any = None, *args: Any, **settings: Any) -> None:
        super().__init__(formdata or None, *args, **settings)
        self.elsewhere: list[ErrorLink] = []  # what is wrong with words beside the fields

    def error_list(self) -> list[ErrorLink]:
        """The first error of each field, in the order of the page, then those of the whole form."""
        own = [ErrorLink(str(text), "#maincontent") for text in self.form_errors]
        return [*_links(self), *self.elsewhere, *own]

    def add_error(self, name: str, message: str) -> None:
        """Hang an error found after validation (a taken name, say) on a field."""
        self[name].errors = [*self[name].errors, message]


def _links(fields: Any) -> Iterator[ErrorLink]:
    for field in fields:
        if isinstance(field, FormField | FieldList):
            yield from _links(field)
            if isinstance(field, FieldList):
                yield from (
                    ErrorLink(text, f"#{field.id}")
                    for text in field.errors
                    if isinstance(text, str)
                )
        elif field.errors:
            yield ErrorLink(str(field.errors[0]), f"#{getattr(field, 'error_id', field.id)}")


__all__ = (
    "AnswerField",
    "Checkboxes",
    "ClockTime",
    "EmailField",
    "ErrorLink",
    "FieldList",
    "FormField",
    "Hidden",
    "Length",
    "NhsForm",
    "NumberRange",
    "PasswordInput",
    "Radios",
    "Regexp",
    "Required",
    "Select",
    "SelectChoice",
    "TextArea",
    "TextField",
    "Tick",
    "UKDateField",
    "UKMonthField",
    "Upload",
    "ValidationError",
    "WholeNumber",
    "enum_choices",
    "or_none",
)
