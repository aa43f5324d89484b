"""Coded answers in people's words: sex, ethnic group, category of death, sleep.

Every list pairs the words of the import format with the catalogue's own code, and with the other
words that people use for it. Words that are not listed are refused rather than guessed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cdop.core.catalogues.categories import Category
from cdop.core.catalogues.child import EthnicGroup, Sex
from cdop.core.catalogues.sleep import SleepPosition, SleepSurface
from cdop.core.legacy.cells import Cell, nothing_said, unreadable


@dataclass(frozen=True)
class CodeList:
    """Codes with the words that stand for them, and the advice where none fits."""

    words: Mapping[str, Cell]
    advice: str
    not_known: Cell | None = None

    def read(self, text: str) -> Cell:
        said = nothing_said(text)
        if said:
            return self.not_known if said.text and self.not_known else said
        return self.words.get(plain(text)) or unreadable(self.advice)


def plain(text: str) -> str:
    """Lower-case words with single spaces: the form in which lists are written below."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower().replace("&", " and ")).split())


def _words(rows: Iterable[tuple[str, StrEnum, str]]) -> dict[str, Cell]:
    table = {}
    for text, code, others in rows:
        cell = Cell(text, code)
        for words in (text, code.value, getattr(code, "label", text), *others.split(", ")):
            table[plain(words)] = cell
    return table


_SEX = CodeList(
    _words(
        [
            ("M", Sex.MALE, "man, boy, male child, baby boy, 1"),
            ("F", Sex.FEMALE, "woman, girl, female child, baby girl, fem, 2"),
            ("I", Sex.INDETERMINATE, "ambiguous, intersex, not specified, 9"),
        ]
    )
    | {"0": Cell("NK", Sex.NOT_KNOWN)},
    "This is not a sex: write M or F",
    Cell("NK", Sex.NOT_KNOWN),
)


@lru_cache(maxsize=1024)
def parse_sex(text: str) -> Cell:
    return _SEX.read(text)


# Words of the import format, our code, other words; the single letters are the national codes.
_GROUPS = [
    (
        "White British",
        EthnicGroup.WHITE_BRITISH,
        "wb, w b, british, english, a, white uk, white english,"
        " white english welsh scottish northern irish british",
    ),
    ("White Irish", EthnicGroup.WHITE_IRISH, "wi, irish, b"),
    (
        "White Other",
        EthnicGroup.WHITE_OTHER,
        "wo, other white, c, white european, white eastern european, white polish, gypsy, roma,"
        " traveller, gypsy or irish traveller, polish, white gypsy or irish traveller",
    ),
    (
        "Mixed White & Black Caribbean",
        EthnicGroup.MIXED_WHITE_BLACK_CARIBBEAN,
        "d, mixed white caribbean, white and caribbean, wbc, white and black caribbean",
    ),
    (
        "Mixed White & Black African",
        EthnicGroup.MIXED_WHITE_BLACK_AFRICAN,
        "e, mixed white african, white and african, wba, white and black african",
    ),
    ("Mixed White & Asian", EthnicGroup.MIXED_WHITE_ASIAN, "f, wa, white and asian"),
    ("Mixed Other", EthnicGroup.MIXED_OTHER, "g, other mixed, mixed"),
    ("Asian Indian", EthnicGroup.ASIAN_INDIAN, "h, ai, indian, british indian"),
    ("Asian Pakistani", EthnicGroup.ASIAN_PAKISTANI, "j, ap, pakistani, british pakistani"),
    (
        "Asian Bangladeshi",
        EthnicGroup.ASIAN_BANGLADESHI,
        "k, ab, bangladeshi, bengali, british bangladeshi",
    ),
    ("Asian Other", EthnicGroup.ASIAN_OTHER, "l, ao, other asian"),
    ("Black Caribbean", EthnicGroup.BLACK_CARIBBEAN, "m, bc, caribbean, afro caribbean"),
    ("Black African", EthnicGroup.BLACK_AFRICAN, "n, ba, african"),
    ("Black Other", EthnicGroup.BLACK_OTHER, "p, bo, other black"),
    ("Chinese", EthnicGroup.CHINESE, "r, ch, asian chinese"),
    ("Other", EthnicGroup.OTHER, "s, any other, arab, other ethnic group"),
]
_ETHNICITY_FILLER = re.compile(
    r"\b(or (asian|black|white|mixed|chinese) british|british asian|black british|asian british"
    r"|or multiple ethnic groups?|any|background|ethnic group|ethnicity|heritage|race)\b"
)
_ETHNICITY = CodeList(
    _words(_GROUPS) | {"z": Cell("Not known", EthnicGroup.NOT_KNOWN)},
    "This is not one of the national ethnic groups",
    Cell("Not known", EthnicGroup.NOT_KNOWN),
)


@lru_cache(maxsize=1024)
def parse_ethnicity(text: str) -> Cell:
    found = _ETHNICITY.read(text)
    if not found.unreadable:
        return found
    words = plain(_ETHNICITY_FILLER.sub(" ", plain(text)))
    for guess in (words, words.removeprefix("asian "), words.removeprefix("mixed ")):
        cell = _ETHNICITY.words.get(guess)
        if cell:
            return cell
    return found


_CATEGORY_ROWS = [
    (
        "1",
        Category.INFLICTED_INJURY_OR_NEGLECT,
        "deliberately inflicted injury, deliberate injury, abuse or neglect, abuse, neglect,"
        " homicide, inflicted injury, non accidental injury, nai",
    ),
    ("2", Category.SUICIDE_OR_SELF_HARM, "suicide, self harm, suicide or self harm"),
    (
        "3",
        Category.TRAUMA,
        "trauma, trauma and other external factors including medical surgical complications"
        " or error, external factors, accident, trauma or other external factors, rta, rtc",
    ),
    ("4", Category.MALIGNANCY, "cancer, tumour, leukaemia, oncology, malignant disease"),
    (
        "5",
        Category.ACUTE_CONDITION,
        "acute medical or surgical, acute medical, acute medical surgical condition, acute",
    ),
    ("6", Category.CHRONIC_CONDITION, "chronic medical, chronic condition, chronic"),
    (
        "7",
        Category.CHROMOSOMAL_OR_CONGENITAL,
        "chromosomal genetic or congenital anomalies, chromosomal genetic and congenital anomaly,"
        " chromosomal, genetic, congenital, congenital anomaly, congenital anomalies",
    ),
    (
        "8",
        Category.PERINATAL_OR_NEONATAL,
        "perinatal neonatal event, perinatal, neonatal, perinatal event, neonatal event,"
        " prematurity, perinatal neonatal",
    ),
    ("9", Category.INFECTION, "sepsis, infectious disease"),
    (
        "10",
        Category.SUDDEN_UNEXPLAINED,
        "sudden unexpected unexplained, sudden unexplained death, sids, sudi, unexplained,"
        " sudden unexpected death, sudden unexpected and unexplained death, sudc, unascertained",
    ),
]
_CATEGORY = CodeList(
    _words(_CATEGORY_ROWS), "This is not one of the ten categories of death: write 1 to 10"
)
_NUMBERED = re.compile(r"(?:final )?(?:cat|category|code)? ?(\d{1,2})[a-d]?(?: (.*))?")


@lru_cache(maxsize=1024)
def parse_category(text: str) -> Cell:
    found = _CATEGORY.read(text)
    match = _NUMBERED.fullmatch(plain(text))
    if not found.unreadable or not match:
        return found
    numbered = _CATEGORY.words.get(match[1])
    if numbered is None:
        return found
    worded = _CATEGORY.words.get(match[2] or "", numbered)
    if worded != numbered:
        return unreadable(f"The number says category {match[1]}, the words another")
    return numbered


_POSITION = CodeList(
    _words(
        [
            ("back", SleepPosition.BACK, "on back, supine, face up, on the back, laid on back"),
            (
                "front",
                SleepPosition.FRONT,
                "on front, prone, tummy, on tummy, face down, stomach, on stomach, on the tummy",
            ),
            (
                "side",
                SleepPosition.SIDE,
                "on side, l side, r side, left side, right side, lateral, lt side, rt side,"
                " on left side, on right side, l lateral, r lateral",
            ),
            (
                "held",
                SleepPosition.HELD,
                "in arms, in arms of parent, on chest, on parent, being held, arms, carried",
            ),
            (
                "propped",
                SleepPosition.PROPPED,
                "upright, sitting, sat up, propped up, semi upright",
            ),
        ]
    ),
    "This position is not in the list: back, side, front, held or propped",
    Cell("NK", SleepPosition.NOT_KNOWN),
)


@lru_cache(maxsize=1024)
def parse_position(text: str) -> Cell:
    return _POSITION.read(text)


_SURFACE = CodeList(
    _words(
        [
            ("cot", SleepSurface.COT, "own cot, crib, in cot, cot bed, cotbed"),
            ("Moses basket", SleepSurface.MOSES_BASKET, "moses, basket, moses bskt"),
            (
                "bedside crib",
                SleepSurface.BEDSIDE_CRIB,
                "next to me, next2me, bedside cot, side crib, co sleeper crib, bedside sleeper",
            ),
            ("travel cot", SleepSurface.TRAVEL_COT, "travelcot"),
            (
                "adult bed",
                SleepSurface.ADULT_BED,
                "bed, parents bed, parental bed, double bed, single bed, mothers bed, mums bed,"
                " parent s bed, mother s bed, mum s bed, king size bed",
            ),
            ("sofa", SleepSurface.SOFA, "settee, couch, sofa bed"),
            ("armchair", SleepSurface.ARMCHAIR, "chair, arm chair, recliner"),
            ("car seat", SleepSurface.CAR_SEAT, "carseat"),
            ("pram", SleepSurface.PRAM, "buggy, pushchair, carrycot, stroller"),
            ("bouncer", SleepSurface.BOUNCER, "swing, bouncy chair, baby swing, rocker"),
            ("pod", SleepSurface.POD, "nest, sleepyhead, sleep pod, baby nest"),
            ("sling", SleepSurface.SLING, "carrier, baby carrier"),
            ("floor", SleepSurface.FLOOR, "mattress on floor, on floor, makeshift bed"),
            ("held", SleepSurface.HELD, "in arms, arms, on chest, parents chest"),
            ("other", SleepSurface.OTHER, ""),
        ]
    ),
    "This sleep surface is not in the list: cot, Moses basket, adult bed, sofa and so on",
    Cell("NK", SleepSurface.NOT_KNOWN),
)


@lru_cache(maxsize=1024)
def parse_surface(text: str) -> Cell:
    return _SURFACE.read(text)
