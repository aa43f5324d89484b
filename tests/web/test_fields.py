"""Fields: what is read, what is refused, and with which words."""

from datetime import date, timedelta
from enum import StrEnum

import pytest
from werkzeug.datastructures import MultiDict

from cdop.core.answers import Answer
from cdop.web.forms import (
    AnswerField,
    Checkboxes,
    EmailField,
    FieldList,
    FormField,
    NhsForm,
    Radios,
    Select,
    TextArea,
    TextField,
    Tick,
    UKDateField,
    WholeNumber,
    enum_choices,
)


class Plan(StrEnum):
    BACK = "back"
    SIDE = "side"


class Person(NhsForm):
    name = TextField("Name", required="Enter the name")


class CaseForm(NhsForm):
    name = TextField("Name", required="Enter the name", max_length=10)
    email = EmailField()
    weeks = WholeNumber("Weeks", least=20, most=45)
    died_on = UKDateField("Date of death", latest=date.today)
    plan = Radios("Plan", choices=Plan)
    other = Select(
        "Other plan", choices=enum_choices(Plan, {Plan.BACK: "On the back", Plan.SIDE: "S"})
    )
    seen = Checkboxes("Seen", choices=Plan)
    sure = Tick("I am sure")
    smoked = AnswerField("Smoked?")
    people = FieldList(FormField(Person))


def sent(*pairs, **values) -> CaseForm:
    form = CaseForm(MultiDict([("name", "Ama"), *pairs, *values.items()]))
    form.validate()
    return form


def test_a_form_with_only_what_is_required_is_valid_and_the_rest_is_blank():
    form = sent()

    assert form.errors == {}
    assert form.data == {
        "name": "Ama",
        "email": "",
        "weeks": None,
        "died_on": None,
        "plan": None,
        "other": None,
        "seen": [],
        "sure": False,
        "smoked": None,
        "people": [],
    }


def test_answers_come_back_as_what_they_are():
    form = sent(
        ("seen", "back"),
        ("seen", "side"),
        ("died_on-day", "1"),
        ("died_on-month", "Feb"),
        ("died_on-year", "2026"),
        weeks="10",
        plan="side",
        other="back",
        smoked="NK",
        email=" Ama@Example.ORG ",
        sure="yes",
    )

    assert form.weeks.errors == ["Weeks must be between 20 and 45"]
    assert form.plan.data is Plan.SIDE
    assert form.smoked.data is Answer.NOT_KNOWN
    assert form.seen.data == [Plan.BACK, Plan.SIDE]
    assert form.died_on.data == date(2026, 2, 1)
    assert form.email.data == "ama@example.org"
    assert form.sure.data is True


def test_a_question_that_was_not_asked_is_none_even_where_an_answer_was_stored():
    form = CaseForm(
        MultiDict([("name", "Ama"), ("smoked", "")]), data={"smoked": "Y", "plan": "back"}
    )

    form.validate()

    assert form.errors == {}
    assert form.smoked.data is None
    assert form.plan.data is None


def test_an_answer_sent_twice_is_refused():
    form = sent(("weeks", "30"), ("weeks", "31"), ("plan", "back"), ("plan", "side"))

    assert form.weeks.errors == ["Weeks: give one answer, not 2"]
    assert form.plan.errors == ["Plan: give one answer, not 2"]
    assert form.weeks.data is None


def test_a_choice_that_was_not_offered_is_refused_in_words():
    form = sent(plan="front", other="x", seen="x", smoked="MAYBE")

    assert form.plan.errors == ["Choose one of the answers listed"]
    assert form.other.errors == ["Choose one of the answers listed"]
    assert form.seen.errors == ["Choose only from the answers listed"]
    assert form.smoked.errors == ["Choose one of the answers listed"]


def test_a_wrong_date_keeps_what_was_typed():
    form = sent(("died_on-day", "31"), ("died_on-month", "Febuary"), ("died_on-year", "2026"))

    assert form.died_on.typed == {"day": "31", "month": "Febuary", "year": "2026"}
    assert form.error_list()[0].href == "#died_on-month"


def test_a_date_in_the_future_is_refused_where_it_cannot_be():
    tomorrow = date.today() + timedelta(days=1)

    form = sent(
        ("died_on-day", str(tomorrow.day)),
        ("died_on-month", str(tomorrow.month)),
        ("died_on-year", str(tomorrow.year)),
    )

    assert form.died_on.errors == ["Date of death must be today or in the past"]


def test_text_loses_control_characters_and_outer_spaces_but_a_long_one_keeps_its_lines():
    class Told(NhsForm):
        name = TextField("Name")
        story = TextArea("Story")

    typed = " a\x00b\r\nc\t "

    form = Told(MultiDict({"name": typed, "story": typed}))

    assert form.name.data == "ab c"
    assert form.story.data == "ab\nc"


def test_errors_are_listed_in_the_order_of_the_page_each_leading_to_its_field():
    form = CaseForm(MultiDict({"weeks": "many", "email": "ama", "people-0-name": ""}))

    form.validate()

    assert [tuple(link) for link in form.error_list()] == [
        ("Enter the name", "#name"),
        ("Enter an e-mail address in the right form, like name@example.org", "#email"),
        ("Weeks must be a whole number, like 12", "#weeks"),
        ("Enter the name", "#people-0-name"),
    ]


def test_an_error_found_later_joins_the_list():
    form = sent()

    form.add_error("name", "That name is taken")

    assert form.error_list() == [("That name is taken", "#name")]


def test_too_long_a_text_says_how_long_it_may_be():
    form = CaseForm(MultiDict({"name": "x" * 11}))

    form.validate()

    assert form.name.errors == ["Name must be 10 characters or fewer"]


def test_a_form_that_was_not_sent_shows_what_is_stored():
    form = CaseForm(
        MultiDict(), data={"name": "Kofi", "died_on": date(2026, 3, 31), "plan": "side"}
    )

    assert form.name.shown == "Kofi"
    assert form.died_on.typed == {"day": "31", "month": "3", "year": "2026"}
    assert form.plan.data is Plan.SIDE


@pytest.mark.parametrize("sent", ["Ada\r\nBcc: spy@example.org", "Ada\n\n Bcc: spy@example.org"])
def test_a_box_for_one_line_takes_one_line(sent):
    class Form(NhsForm):
        name = TextField("Name")
        story = TextArea("Story")

    form = Form(MultiDict({"name": sent, "story": "First\r\nsecond"}))

    assert form.validate()
    assert form.name.data == "Ada Bcc: spy@example.org"
    assert form.story.data == "First\nsecond"
