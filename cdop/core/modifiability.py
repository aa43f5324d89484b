"""Whether the scored factors of a death imply that modifiable factors were identified.

Source: the three outcomes are those of the national statistics (DfE, NHS Digital 2018). That one
contributory and modifiable factor implies the outcome is our rule: it is proposed, and the chair
may choose otherwise with a reason.
"""

from collections.abc import Iterable
from enum import StrEnum

from cdop.core.influence import Influence


class Outcome(StrEnum):
    """The panel's conclusion on the death as a whole."""

    IDENTIFIED = "MF"
    NONE_IDENTIFIED = "NMF"
    INADEQUATE = "INADEQ"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def help(self) -> str:
        return _HELP[self]


_LABELS = {
    Outcome.IDENTIFIED: "Modifiable factors identified",
    Outcome.NONE_IDENTIFIED: "No modifiable factors identified",
    Outcome.INADEQUATE: "Inadequate information to decide",
}

_HELP = {
    Outcome.IDENTIFIED: (
        "One or more factors may have contributed, and local or national action could reduce"
        " the risk of future deaths."
    ),
    Outcome.NONE_IDENTIFIED: (
        "No factor was found that may have contributed and that action could change."
    ),
    Outcome.INADEQUATE: "Use very rarely, when the panel could not reach a view.",
}

Scores = Iterable[tuple[Influence, bool]]


def proposed_outcome(scores: Scores) -> Outcome:
    """The outcome the scores imply: one contributory, modifiable factor is enough.

    "Inadequate information" is never proposed; only people can say that they could not decide.
    """
    if any(influence.is_contributory and modifiable for influence, modifiable in scores):
        return Outcome.IDENTIFIED
    return Outcome.NONE_IDENTIFIED


def warnings(scores: Scores) -> list[str]:
    """What is unusual in the scores; a warning never stops the form from being saved."""
    odd = sum(modifiable and not influence.is_contributory for influence, modifiable in scores)
    if not odd:
        return []
    subject = "1 factor is" if odd == 1 else f"{odd} factors are"
    return [
        f"{subject} marked modifiable but scored below “may have contributed”."
        " Such a factor does not count towards the outcome."
    ]


def contradiction(chosen: Outcome, proposed: Outcome) -> str | None:
    """What to tell a chair whose choice differs from the scores; None where they agree."""
    if chosen is proposed:
        return None
    return (
        f"The scored factors imply “{proposed.label}”, but “{chosen.label}” is chosen."
        " Change a score, or give the panel's reason."
    )
