"""The four answers of the statutory forms; a blank (None) means that nobody was asked.

Source: old Form B text, "Y / N / NK / NA"; an explicit "not known" is preferred to a blank.
"""

from enum import StrEnum


class Answer(StrEnum):
    """An explicit answer. Never a boolean: "not known" is a finding of its own."""

    YES = "Y"
    NO = "N"
    NOT_KNOWN = "NK"
    NOT_APPLICABLE = "NA"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_known(self) -> bool:
        """Whether the answer may enter the denominator of a percentage."""
        return self in (Answer.YES, Answer.NO)


_LABELS = {
    Answer.YES: "Yes",
    Answer.NO: "No",
    Answer.NOT_KNOWN: "Not known",
    Answer.NOT_APPLICABLE: "Not applicable",
}
