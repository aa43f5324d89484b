"""The 106 factors that a panel may score, and a search that finds them as people describe them.

Source: the codes are ours, stable and never reused; the basis of each row says where the factor
is named (old Form C, the sudden death form, NCMD, safer-sleep advice, Out of Routine 2020).
Definitions, phrases and default domains are general knowledge. The rows are in factors.csv.
"""

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from cdop.core.word_search import WordIndex


class Domain(StrEnum):
    """The four domains of the analysis form; NCMD also files pregnancy under A."""

    CHILD = "A"
    SOCIAL = "B"
    PHYSICAL = "C"
    SERVICE = "D"

    @property
    def label(self) -> str:
        return _DOMAIN_WORDS[self][0]

    @property
    def short_label(self) -> str:
        return _DOMAIN_WORDS[self][1]


_DOMAIN_WORDS = {
    Domain.CHILD: ("Factors intrinsic to the child, including pregnancy", "Child"),
    Domain.SOCIAL: ("Social environment, including family and parenting capacity", "Social"),
    Domain.PHYSICAL: ("Physical environment", "Physical"),
    Domain.SERVICE: ("Service provision", "Services"),
}


@dataclass(frozen=True)
class Factor:
    """One row of the vocabulary.

    `usually_modifiable` is a hint (None where there is no usual answer); the panel decides for
    each death. `phrases` are lower-case hints for finding the factor in a text. An `optional`
    factor is kept out of the lists a new panel starts with.
    """

    code: str
    domain: Domain
    other_domains: tuple[Domain, ...]
    name: str
    public_label: str
    definition: str
    phrases: tuple[str, ...]
    sudi: bool
    unsafe_sleep: bool
    smoking: bool
    usually_modifiable: bool | None
    basis: str
    optional: bool


def _factor(row: dict[str, str]) -> Factor:
    flags = set(row["flags"].split())
    return Factor(
        code=row["code"],
        domain=Domain(row["domain"]),
        other_domains=tuple(Domain(letter) for letter in row["other_domains"].split()),
        name=row["name"],
        public_label=row["public_label"],
        definition=row["definition"],
        phrases=tuple(phrase.strip() for phrase in row["phrases"].split(";")),
        sudi="S" in flags,
        unsafe_sleep="U" in flags,
        smoking="K" in flags,
        usually_modifiable=_usually_modifiable(flags),
        basis=row["basis"],
        optional=row["status"] == "optional",
    )


def _usually_modifiable(flags: set[str]) -> bool | None:
    if "M" in flags:
        return True
    return False if "-M" in flags else None


def _load() -> dict[str, Factor]:
    with files("cdop.core.catalogues").joinpath("factors.csv").open(encoding="utf-8") as lines:
        return {row["code"]: _factor(row) for row in csv.DictReader(lines)}


FACTORS: dict[str, Factor] = _load()

# Words of practice that no row of the list spells out.
_SYNONYMS = {
    "cosleep": "co-sleeping",
    "couch": "sofa",
    "cigarette": "smoking",
    "cigarettes": "smoking",
    "tobacco": "smoking",
    "drunk": "alcohol",
    "pushchair": "buggy",
    "crib": "cot",
    "jabs": "immunisations",
    "vaccination": "immunisations",
    "vaccinations": "immunisations",
    "dad": "father",
    "mum": "mother",
    "mam": "mother",
}

_CODE = re.compile(r"([a-d])(\d{0,2})")
_NAME, _PUBLIC_LABEL, _PHRASE, _DEFINITION = 3.0, 2.0, 2.0, 1.0


def _index() -> WordIndex:
    index = WordIndex(_SYNONYMS)
    for factor in FACTORS.values():
        index.add(
            factor.code,
            [
                (factor.name, _NAME),
                (factor.public_label, _PUBLIC_LABEL),
                *((phrase, _PHRASE) for phrase in factor.phrases),
                (factor.definition, _DEFINITION),
            ],
        )
    return index


_INDEX = _index()


def search(text: str, limit: int = 12) -> list[Factor]:
    """The factors that fit what was typed, best first: a code, a name or words of practice."""
    typed = text.strip().lower()
    if code := _CODE.fullmatch(typed):
        return _by_code(*code.groups())[:limit]
    return [FACTORS[code] for code in _INDEX.find(typed, limit)]


def _by_code(letter: str, digits: str) -> list[Factor]:
    """Codes that begin as typed; "c4" means C04 as well as C4-something."""
    start = f"{letter}{digits}".upper()
    padded = f"{letter}{digits:0>2}".upper() if digits else start
    return [factor for code, factor in FACTORS.items() if code.startswith(start) or code == padded]
