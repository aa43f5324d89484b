"""Fields that offer answers: radio buttons, lists, boxes to tick, and Yes, No or Not known."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from wtforms.fields import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from cdop.core.answers import Answer
from cdop.web.fields import NhsField, Required

E = TypeVar("E", bound=StrEnum)


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
        self.data: bool = bool(valuelist) and valuelist[-1] not in ("", "false", "0")

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
