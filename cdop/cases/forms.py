"""What is asked when a death is notified or its facts are corrected, with all the words."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from cdop.cases.models import Case, CaseAccount, ChildIdentity
from cdop.cases.notification import CODED_FIELDS, NhsNumberAbsent, Notification, Problem
from cdop.core import nhs_numbers
from cdop.core.catalogues.child import (
    Agency,
    DeprivationQuintile,
    EthnicGroup,
    JarCriterion,
    OtherReview,
    PlaceOfDeath,
    Sex,
)
from cdop.core.catalogues.labelled import LabelledEnum
from cdop.db.clock import today
from cdop.web.forms import (
    AnswerField,
    Checkboxes,
    FieldList,
    FormField,
    NhsForm,
    Radios,
    Select,
    SelectChoice,
    TextArea,
    TextField,
    Tick,
    UKDateField,
    WholeNumber,
)

OUTSIDE = "Outside the panel's area"
BLANK_ROWS = 2
MOST_ROWS = 30


class AgeUnit(LabelledEnum):
    """What an age is counted in where the date of birth is not known."""

    HOURS = "hours", "hours"
    DAYS = "days", "days"
    WEEKS = "weeks", "weeks"
    MONTHS = "months", "months"
    YEARS = "years", "years"


class Relationship(LabelledEnum):
    """Who somebody is to the child. Source: notification form."""

    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    PARENTAL_RESPONSIBILITY = "parental_responsibility", "Other holder of parental responsibility"
    PARTNER = "partner", "Partner of a parent"
    SIBLING = "sibling", "Brother or sister"
    GRANDPARENT = "grandparent", "Grandparent"
    CARER = "carer", "Foster or other carer"
    OTHER = "other", "Other household member or significant person"


def days_of(number: int, unit: AgeUnit) -> int:
    """The age in days, so that the age shown is the one that was entered."""
    match unit:
        case AgeUnit.HOURS:
            return number // 24
        case AgeUnit.WEEKS:
            return number * 7
        case AgeUnit.MONTHS:
            return -(-number * 36525 // 1200)
        case AgeUnit.YEARS:
            return number * 365 + number // 4
    return number


class PersonForm(NhsForm):
    """One member of the family or household."""

    name = TextField("Name")
    relationship = Select("Relationship to the child", choices=Relationship)
    born_on = UKDateField("Date of birth", hint="", latest=today)

    def validate(self, *args: Any, **settings: Any) -> bool:
        good = super().validate(*args, **settings)
        if not self.name.data and (self.relationship.data or self.born_on.data):
            self.add_error("name", "Enter the name of this person, or clear the row")
            return False
        return good

    def as_row(self) -> dict[str, Any]:
        born_on = self.born_on.data
        return {
            "name": self.name.data,
            "relationship": self.relationship.data or "",
            "born_on": born_on.isoformat() if born_on else "",
        }


class ProfessionalForm(NhsForm):
    """One agency or professional who knew the child."""

    agency = Select("Agency", choices=Agency)
    name = TextField("Name of the professional or service")
    contact = TextField("Phone or e-mail")

    def as_row(self) -> dict[str, Any]:
        return {
            "agency": self.agency.data or "",
            "name": self.name.data,
            "contact": self.contact.data,
        }


def stored_day(text: str | None) -> date | None:
    """A date as the sealed rows keep it."""
    return date.fromisoformat(text) if text else None


def rows_of_people(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Stored rows as the form takes them."""
    return [
        {
            "name": row.get("name", ""),
            "relationship": row.get("relationship") or None,
            "born_on": stored_day(row.get("born_on")),
        }
        for row in rows
    ]


class ArrivalForm(NhsForm):
    """Where and when the notification arrived; first on the page, so first among the errors."""

    panel = Select("Panel", required="Choose the panel of the area where the child lived")
    notified_on = UKDateField(
        "Date of notification",
        required="Enter the date of notification",
        latest=today,
        default=today,
    )


class IdentityForm(NhsForm):
    """Who the child was. A page of its own when corrected, part of a notification at first."""

    first_name = TextField(
        "First name",
        required="Enter the first name",
        hint="If the child was not named, write “Baby”",
        width="two-thirds",
    )
    last_name = TextField("Last name", required="Enter the last name", width="two-thirds")
    other_names = TextField("Other names the child was known by", width="two-thirds")
    nhs_number = TextField(
        "NHS number", hint="10 digits, for example 999 123 4567", width="10", max_length=20
    )
    nhs_number_absent = Radios(
        "If there is no NHS number, why?", choices=NhsNumberAbsent, small=True
    )
    born_on = UKDateField("Date of birth", latest=today)
    age_number = WholeNumber("Age at death, if the date of birth is not known", most=6000)
    age_unit = Select("Counted in", choices=AgeUnit)
    died_on = UKDateField("Date of death", required="Enter the date of death", latest=today)
    died_at_time = TextField("Time of death, if known", hint="For example, 3:40am", width="5")
    address = TextArea("Home address", rows=3, max_length=500)
    postcode = TextField("Postcode", width="10", max_length=10)
    family = FieldList(FormField(PersonForm), min_entries=BLANK_ROWS, max_entries=MOST_ROWS)
    professionals = FieldList(
        FormField(ProfessionalForm), min_entries=BLANK_ROWS, max_entries=MOST_ROWS
    )

    ROWS = ("family", "professionals")
    # Problems found by the rules, where no field has their name.
    PLACES = {"age": "age_number", "notified_on": "died_on"}

    @classmethod
    def stored_identity(cls, identity: ChildIdentity, age_days: int) -> dict[str, Any]:
        """What stands in the record, as the form takes it, with a blank row after each list."""
        names = set(cls._names()) - {*cls.ROWS, "age_number", "age_unit"}
        values = {name: getattr(identity, name) for name in names}
        unknown = identity.born_on is None
        return {
            **values,
            "age_number": age_days if unknown else None,
            "age_unit": AgeUnit.DAYS if unknown else None,
            "family": [*rows_of_people(identity.family), {}],
            "professionals": [*identity.professionals, {}],
        }

    @classmethod
    def _names(cls) -> list[str]:
        return [name for name in dir(cls) if hasattr(getattr(cls, name), "field_class")]

    def add_row(self, name: str) -> bool:
        """One more blank row, where the button of that list was pressed."""
        if name not in self.ROWS or len(self[name].entries) >= MOST_ROWS:
            return False
        self[name].append_entry()
        return True

    def validate(self, *args: Any, **settings: Any) -> bool:
        good = super().validate(*args, **settings)
        if self.nhs_number.data and nhs_numbers.normalise(self.nhs_number.data) is None:
            self.add_error("nhs_number", "Enter a valid NHS number: check each of the 10 digits")
        elif not (self.nhs_number.data or self.nhs_number_absent.data):
            self.add_error("nhs_number", "Enter the NHS number, or say why there is none")
        if self.age_number.data is not None and not self.age_unit.data:
            self.add_error("age_unit", "Choose what the age is counted in")
        return good and not self.errors

    def show(self, problems: Iterable[Problem]) -> None:
        """Hang what the rules found on the fields it belongs to."""
        for problem in problems:
            place = self.PLACES.get(problem.field, problem.field)
            self.add_error(place if place in self else "first_name", problem.message)

    def identity_facts(self) -> dict[str, Any]:
        """What a Notification takes of this form."""
        number, unit = self.age_number.data, self.age_unit.data
        return {
            "first_name": self.first_name.data,
            "last_name": self.last_name.data,
            "other_names": self.other_names.data,
            "nhs_number": self.nhs_number.data or None,
            "nhs_number_absent": ""
            if self.nhs_number.data
            else str(self.nhs_number_absent.data or ""),
            "born_on": self.born_on.data,
            "age_days": days_of(number, unit) if number is not None and unit else None,
            "died_on": self.died_on.data,
            "died_at_time": self.died_at_time.data,
            "address": self.address.data,
            "postcode": (self.postcode.data or "").upper(),
            "family": tuple(_filled(self.family)),
            "professionals": tuple(_filled(self.professionals)),
        }


def _filled(rows: Any) -> list[dict[str, Any]]:
    filled = [entry.form.as_row() for entry in rows]
    return [row for row in filled if any(row.values())]


def area_choices(areas: Collection[str], present: str = "") -> list[SelectChoice]:
    """The panel's local authorities, whatever stands in the record, and "outside"."""
    known = dict.fromkeys([*areas, *([present] if present else []), OUTSIDE])
    return [SelectChoice(area, area) for area in known]


class FactsForm(NhsForm):
    """The coded facts about child and death, as panel members see them."""

    sex = Radios("Sex", choices=Sex, inline=True, small=True)
    ethnic_group = Select("Ethnic group", choices=EthnicGroup)
    residence_area = Select("Local authority of residence", choices=[], blank="Not known")
    deprivation_quintile = Select(
        "Deprivation of the area (fifth of the index of multiple deprivation)",
        choices=[
            SelectChoice(each.value, each.label)
            for each in DeprivationQuintile
            if each is not DeprivationQuintile.NOT_KNOWN
        ],
        coerce=int,
        blank="Not known",
    )
    gestation_weeks = WholeNumber(
        "Completed weeks of pregnancy at birth", least=20, most=45, suffix="weeks"
    )
    birth_weight_g = WholeNumber("Birth weight", least=200, most=7000, suffix="grams")
    mother_age = WholeNumber("Mother's age at the birth", least=10, most=60, suffix="years")
    mother_bmi = TextField(
        "Mother's body mass index at booking", hint="For example, 24.5", width="4", max_length=5
    )
    place_of_death = Select(
        "Place of death",
        choices=PlaceOfDeath,
        hint="Where the child died, or where the event that led to the death happened",
    )
    expected = AnswerField(
        "Was the death expected?",
        hint="Expected means foreseen as likely 24 hours before, or before the collapse",
    )
    joint_response = AnswerField("Was there a joint agency response?")
    joint_response_criteria = Checkboxes(
        "Why a joint agency response?", choices=JarCriterion, small=True
    )

    @classmethod
    def stored_facts(cls, case: Case) -> dict[str, Any]:
        values = {name: getattr(case, name) for name in CODED_FIELDS}
        bmi = case.mother_bmi
        return {
            **values,
            "residence_area": case.residence_area or None,
            "mother_bmi": "" if bmi is None else f"{bmi:g}",
            "joint_response_criteria": case.joint_response_criteria,
        }

    def take_areas(self, areas: Collection[str], present: str = "") -> None:
        self.residence_area.choices = area_choices(areas, present)

    def validate_mother_bmi(self, field: Any) -> None:
        if _number(field.data) is None:
            raise ValueError("Enter the body mass index as a number from 10 to 80, like 24.5")

    def coded_facts(self) -> dict[str, Any]:
        return {
            "sex": self.sex.data,
            "ethnic_group": self.ethnic_group.data,
            "residence_area": self.residence_area.data or "",
            "deprivation_quintile": self.deprivation_quintile.data,
            "gestation_weeks": self.gestation_weeks.data,
            "birth_weight_g": self.birth_weight_g.data,
            "mother_age": self.mother_age.data,
            "mother_bmi": _number(self.mother_bmi.data),
            "place_of_death": self.place_of_death.data,
            "expected": self.expected.data,
            "joint_response": self.joint_response.data,
            "joint_response_criteria": list(self.joint_response_criteria.data),
        }


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if 10 <= number <= 80 else None


class AccountForm(NhsForm):
    """What was written about the death when it was notified; it may hold names."""

    referrer_name = TextField("Name")
    referrer_role = TextField("Role")
    referrer_agency = Select("Agency", choices=Agency)
    referrer_contact = TextField("Phone or e-mail")
    circumstances = TextArea(
        "Circumstances of the death",
        hint="What is known so far. This text is kept sealed; panel members do not see it.",
        rows=8,
    )
    suspected_cause = TextArea("Suspected or known cause", rows=2, max_length=1000)
    certified_cause = TextArea(
        "Cause on the medical certificate, if one was issued",
        hint="Ia, Ib, Ic and II as written",
        rows=3,
        max_length=1000,
    )
    coroner_informed = AnswerField("Was the coroner informed?")
    post_mortem = AnswerField("Is there, or will there be, a post-mortem examination?")
    other_reviews = Checkboxes("Other reviews under way", choices=OtherReview, small=True)
    alert_to_ncmd = AnswerField(
        "Is there an urgent matter to raise with NCMD?",
        hint="Something that needs action across the country now",
    )

    REFERRER = ("name", "role", "agency", "contact")

    @classmethod
    def stored_account(cls, account: CaseAccount) -> dict[str, Any]:
        referrer = {f"referrer_{name}": account.referrer.get(name) or None for name in cls.REFERRER}
        texts = {
            name: getattr(account, name)
            for name in (
                "circumstances",
                "suspected_cause",
                "certified_cause",
                "coroner_informed",
                "post_mortem",
                "other_reviews",
                "alert_to_ncmd",
            )
        }
        return {**referrer, **texts}

    def account_facts(self) -> dict[str, Any]:
        referrer = {name: str(self[f"referrer_{name}"].data or "") for name in self.REFERRER}
        return {
            "referrer": referrer if any(referrer.values()) else {},
            "circumstances": self.circumstances.data,
            "suspected_cause": self.suspected_cause.data,
            "certified_cause": self.certified_cause.data,
            "coroner_informed": self.coroner_informed.data,
            "post_mortem": self.post_mortem.data,
            "other_reviews": list(self.other_reviews.data),
            "alert_to_ncmd": self.alert_to_ncmd.data,
        }


class NotifyForm(ArrivalForm, IdentityForm, FactsForm, AccountForm):
    """The notification form in one page; only what identifies the death has to be there."""

    ncmd_notified_on = UKDateField("Date NCMD was notified, if it was", latest=today)
    although = TextArea(
        "Why is this another child, or why is a second case needed?",
        hint="For example: twins who died on the same day",
        rows=2,
        max_length=1000,
    )

    PLACES = {"age": "age_number"}

    def notification(self) -> Notification:
        coded, account = self.coded_facts(), self.account_facts()
        return Notification(
            **self.identity_facts(),
            **{**coded, "joint_response_criteria": tuple(coded["joint_response_criteria"])},
            **{**account, "other_reviews": tuple(account["other_reviews"])},
            notified_on=self.notified_on.data,
            ncmd_notified_on=self.ncmd_notified_on.data,
        )


class SummaryForm(NhsForm):
    """The account that panel members read."""

    anonymised_summary = TextArea(
        "Anonymised summary",
        hint=(
            "Write what happened without names, dates, places or anything else by which the"
            " child could be known. “The baby”, “the mother” and ages are enough."
        ),
        rows=14,
        max_length=20_000,
    )
    sure = Tick("I have read it again, and it does not tell anyone who the child was")
