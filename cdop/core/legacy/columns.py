"""The columns an old log is read into: what each holds, and the headings people give it.

The names are those of the import format, so that a mapping, a report and a corrected file agree.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    NAME = "name"
    NHS_NUMBER = "nhs_number"
    DATE = "date"
    AGE = "age"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    AUTHORITY = "authority"
    POSTCODE = "postcode"
    ANSWER = "answer"
    CATEGORY = "category"
    WEEKS = "weeks"
    GRAMS = "grams"
    INDEX = "index"
    YEARS = "years"
    POSITION = "position"
    SURFACE = "surface"


class Need(StrEnum):
    """Whether a line can be imported without the column."""

    ALWAYS = "always"
    IDENTITY = "identity"  # one of these, to tell whose death it is
    AGE = "age"  # one of these, to tell that it is a child
    NO = "no"


@dataclass(frozen=True)
class Column:
    name: str
    label: str
    kind: Kind
    headings: tuple[str, ...]
    need: Need = Need.NO


def _column(name: str, label: str, kind: Kind, headings: str, need: Need = Need.NO) -> Column:
    return Column(name, label, kind, (label, *headings.split(", ")), need)


COLUMNS: tuple[Column, ...] = (
    _column(
        "ref",
        "Reference",
        Kind.TEXT,
        "ref, cdop ref, cdop reference, case ref, case number, case id, cdop number, cdop id,"
        " id, local reference, unique reference, file number, log number, case, number",
        Need.IDENTITY,
    ),
    _column(
        "first",
        "First name",
        Kind.NAME,
        "forename, forenames, given name, christian name, child first name, first names,"
        " child forename, first",
    ),
    _column(
        "last",
        "Last name",
        Kind.NAME,
        "surname, family name, child surname, child last name, last",
        Need.IDENTITY,
    ),
    _column(
        "nhs",
        "NHS number",
        Kind.NHS_NUMBER,
        "nhs, child nhs number, nhs id",
        Need.IDENTITY,
    ),
    _column(
        "dob",
        "Date of birth",
        Kind.DATE,
        "birth date, born, child date of birth, birth, date born",
        Need.AGE,
    ),
    _column(
        "dod",
        "Date of death",
        Kind.DATE,
        "death date, died, date died, child date of death, death, day of death",
        Need.ALWAYS,
    ),
    _column(
        "age_days",
        "Age at death",
        Kind.AGE,
        "age, age of child, child age, age in days, age days, age in months, age in years,"
        " age at death days, age at time of death",
        Need.AGE,
    ),
    _column("sex", "Sex", Kind.SEX, "gender, m f, male female, m or f, boy girl, sex of child"),
    _column(
        "ethnicity",
        "Ethnicity",
        Kind.ETHNICITY,
        "ethnic group, ethnic origin, ethnic category, ethnic code, ethnic background, ethnic",
    ),
    _column(
        "la",
        "Local authority",
        Kind.AUTHORITY,
        "local authority of residence, council, borough, area of residence, area, district,"
        " authority, lscb area, residence, home authority, resident",
    ),
    _column("postcode", "Postcode", Kind.POSTCODE, "post code, home postcode, child postcode, zip"),
    _column(
        "expected",
        "Expected",
        Kind.ANSWER,
        "expected death, was death expected, death expected, expected unexpected,"
        " expected or unexpected, unexpected, unexpected death, was death unexpected",
    ),
    _column(
        "jar",
        "Joint agency response",
        Kind.ANSWER,
        "jar, jar rapid response, rapid response, joint agency response held, jar held,"
        " rapid response meeting, joint agency meeting, jar required, jar completed",
    ),
    _column(
        "category",
        "Category of death",
        Kind.CATEGORY,
        "final category, category, cause category, classification, final classification,"
        " death category, panel category, cat, category code",
    ),
    _column(
        "sudi",
        "Sudden unexpected death in infancy",
        Kind.ANSWER,
        "sudi, sids, sudi sudc, sudi case, cot death, sudden infant death",
    ),
    _column(
        "gestation",
        "Gestation",
        Kind.WEEKS,
        "gestation at birth, gestational age, gestation weeks, weeks gestation, born at weeks",
    ),
    _column(
        "birth_weight",
        "Birth weight",
        Kind.GRAMS,
        "weight at birth, birth weight g, birth weight kg, birthweight, weight, birth weight grams",
    ),
    _column(
        "bmi",
        "Mother's body mass index",
        Kind.INDEX,
        "bmi, mother bmi, booking bmi, mother bmi at booking, bmi at booking, body mass index",
    ),
    _column(
        "mother_age",
        "Mother's age",
        Kind.YEARS,
        "mother age, age of mother, mother age at birth, mother age at delivery, mum age",
    ),
    _column(
        "smoke_preg",
        "Smoked in pregnancy",
        Kind.ANSWER,
        "smoking in pregnancy, mother smoked in pregnancy, smoker in pregnancy, mother smoked,"
        " smoked during pregnancy, smoking at delivery, mother smoking, mother smoker, satod",
    ),
    _column(
        "smoke_house",
        "Smoker in the household",
        Kind.ANSWER,
        "smoker in house, household smoking, smoker in household, smokers at home, smoking in home,"
        " household smoker, smokers in house, smoker at home, second hand smoke, smoking household",
    ),
    _column(
        "cosleep",
        "Co-sleeping",
        Kind.ANSWER,
        "cosleeping, bed sharing, bedsharing, co sleep, shared sleep, co slept, bed shared,"
        " sleep shared, overlay",
    ),
    _column(
        "put_down",
        "Position put down",
        Kind.POSITION,
        "put down, put to sleep, placed, position placed, position put to sleep, sleep position,"
        " sleeping position, position when put down, put down position, placed to sleep",
    ),
    _column(
        "found",
        "Position found",
        Kind.POSITION,
        "found, found position, position when found, how found",
    ),
    _column(
        "surface",
        "Sleep surface",
        Kind.SURFACE,
        "sleeping surface, sleep place, place of sleep, slept on, sleep environment,"
        " sleeping place, slept in, where slept, surface",
    ),
    _column(
        "alcohol",
        "Alcohol",
        Kind.ANSWER,
        "parental alcohol, alcohol use, alcohol by carer, alcohol misuse, carer alcohol",
    ),
    _column(
        "drugs",
        "Drugs",
        Kind.ANSWER,
        "parental drugs, drug use, substance misuse, parental drug use, substance use,"
        " drugs by carer, illicit drugs, carer drugs",
    ),
    _column(
        "advice_mw",
        "Safe sleep advice from the midwife",
        Kind.ANSWER,
        "safe sleep advice midwife, safer sleep advice midwife, advice midwife, midwife advice,"
        " sleep advice midwife, midwife safe sleep, advice given by midwife, midwife",
    ),
    _column(
        "advice_hv",
        "Safe sleep advice from the health visitor",
        Kind.ANSWER,
        "safe sleep advice health visitor, safer sleep advice health visitor,"
        " advice health visitor, health visitor advice, sleep advice health visitor,"
        " health visitor safe sleep, advice given by health visitor, health visitor",
    ),
    _column(
        "out_of_routine",
        "Out of routine",
        Kind.ANSWER,
        "out of usual routine, change of routine, away from home, routine changed,"
        " not usual routine, disrupted routine, out of normal routine",
    ),
    _column(
        "modifiable",
        "Modifiable factors",
        Kind.ANSWER,
        "modifiable, modifiable factors identified, modifiable factor, modifiable factors yes no,"
        " mf, mf nmf, modifiable outcome, any modifiable factors",
    ),
    _column(
        "notified",
        "Date notified",
        Kind.DATE,
        "notified, notification date, date of notification, date reported, notification,"
        " date notification received, date received, received",
    ),
    _column(
        "reviewed",
        "Date reviewed at panel",
        Kind.DATE,
        "reviewed, date reviewed, panel date, date of panel, review date, date of review,"
        " date of cdop, cdop date, cdop panel date, date closed, panel, date of cdop panel,"
        " cdop meeting date, date completed, date panel reviewed",
    ),
)

BY_NAME: dict[str, Column] = {column.name: column for column in COLUMNS}
NAMES: tuple[str, ...] = tuple(BY_NAME)

# Headings of a column that holds first and last name together.
WHOLE_NAME = (
    "name",
    "full name",
    "child name",
    "name of child",
    "child full name",
    "child",
    "patient name",
    "deceased",
    "name of deceased",
    "deceased name",
    "surname forename",
    "surname first name",
    "forename surname",
    "first name surname",
)

# Facts of the child alone; a heading that names somebody else is never read as one of these.
OF_THE_CHILD = frozenset(
    {"ref", "first", "last", "nhs", "dob", "dod", "age_days", "sex", "ethnicity", "postcode"}
)
