"""A list of coded values, each with the words it is shown with."""

from enum import StrEnum


class LabelledEnum(StrEnum):
    """A member is written `NAME = "code", "words"`; its value is the code."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "LabelledEnum":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
