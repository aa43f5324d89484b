"""How sensitive a column is; every column says so, and a test holds it to that."""

from enum import StrEnum


class Sensitivity(StrEnum):
    TECHNICAL = "technical"  # ids, versions, states, moments
    CODED = "coded"  # facts about a death in codes; confidential, names nobody by itself
    IDENTIFYING = "identifying"  # who the child or family was: always sealed
    NARRATIVE = "narrative"  # words about a death: always sealed
    PERSONAL = "personal"  # staff and subscribers
    PUBLIC = "public"  # written to be published
