"""Whether a standard was met, was not, or cannot be told from what is on record."""

from dataclasses import dataclass
from enum import StrEnum

from cdop.core.statistics.proportion import Proportion, proportion


class Standing(StrEnum):
    MET = "Met"
    NOT_MET = "Not met"
    CANNOT_BE_TOLD = "Cannot be told"


@dataclass(frozen=True)
class Judgement:
    """The verdict, what it rests on, and whether chance alone could explain a shortfall."""

    standing: Standing
    why: str
    share: Proportion
    within_chance: bool = False


def judge(count: int, known: int, not_known: int, target: int) -> Judgement:
    """Hold `count` of `known` against a target in per cent.

    Every death of the period is looked at, so the share is what happened, and what is not known
    is the doubt: the standard is met if it would be met even were all unknown answers no, and is
    not met if it would not be even were all of them yes. The interval says what one could expect
    of the service by chance, and decides nothing.
    """
    share = proportion(count, known)
    everyone = known + not_known
    if everyone == 0:
        return Judgement(Standing.CANNOT_BE_TOLD, "There was no death to which it applies.", share)
    if known == 0:
        return Judgement(Standing.CANNOT_BE_TOLD, "Nothing is on record of any death.", share)
    if 100 * count >= target * everyone:
        return Judgement(Standing.MET, "", share)
    if 100 * (count + not_known) < target * everyone:
        upper = share.upper if share.upper is not None else 1.0
        return Judgement(Standing.NOT_MET, "", share, within_chance=100 * upper >= target)
    noun = "death" if not_known == 1 else "deaths"
    return Judgement(Standing.CANNOT_BE_TOLD, f"It is not on record of {not_known} {noun}.", share)
