"""How much a factor mattered, on the scale in use since 2018 and on the one before it.

Source: the 0-3 scale is printed on the old Form C (2010-18); the wording of the 0-2 scale of the
child death analysis form is general knowledge, so every stored score names its scale version.
"""

from enum import StrEnum


class ScaleVersion(StrEnum):
    """The scale a score was given on."""

    FORMC_0_3 = "FORMC_0_3"
    CDAF_0_2 = "CDAF_0_2"

    @property
    def label(self) -> str:
        return _SCALE_LABELS[self]


_SCALE_LABELS = {
    ScaleVersion.FORMC_0_3: "Form C, 0 to 3 (until 2018)",
    ScaleVersion.CDAF_0_2: "Analysis form, 0 to 2 (since 2018)",
}

CURRENT_SCALE = ScaleVersion.CDAF_0_2


class Influence(StrEnum):
    """The influence of one factor, on the current scale."""

    UNKNOWN = "0"
    NONE_OR_UNLIKELY = "1"
    MAY_HAVE_CONTRIBUTED = "2"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_contributory(self) -> bool:
        """A factor counts as contributory only where it may have contributed (level 2)."""
        return self is Influence.MAY_HAVE_CONTRIBUTED


_LABELS = {
    Influence.UNKNOWN: "Information not available",
    Influence.NONE_OR_UNLIKELY: "None, or unlikely to have contributed",
    Influence.MAY_HAVE_CONTRIBUTED: "May have contributed",
}

OLD_SCALE_LABELS = {
    "0": "Information not available",
    "1": "No factors identified",
    "1*": "Identified but unlikely to have contributed",
    "2": "May have contributed to vulnerability, ill health or death",
    "3": "Complete and sufficient explanation",
}

_FROM_OLD = {
    "0": Influence.UNKNOWN,
    "1": Influence.NONE_OR_UNLIKELY,
    "1*": Influence.NONE_OR_UNLIKELY,
    "2": Influence.MAY_HAVE_CONTRIBUTED,
    "3": Influence.MAY_HAVE_CONTRIBUTED,
}


def from_old_scale(score: str) -> Influence:
    """The current level for an old Form C score.

    The step loses detail (1 and 1*, 2 and 3 fall together), so there is no way back.
    """
    try:
        return _FROM_OLD[str(score).strip()]
    except KeyError:
        raise ValueError(f"Not a score of the old Form C: {score!r}") from None
