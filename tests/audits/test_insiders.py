"""What the people of one panel, who know their own deaths, can tell of another's from a view."""

from datetime import date

import pytest

from cdop.access.roles import Role
from cdop.audits import changes
from cdop.audits.models import Profile
from cdop.core.catalogues.categories import Category
from cdop.core.catalogues.child import Sex
from cdop.core.workflow import Stage
from tests.audits.test_national import ask, protected, table_of

# Of each panel: how many deaths, and of how many boys.
DEATHS = {"Ash": (24, 12), "Birch": (20, 2)}


@pytest.fixture
def chairs(make):
    return {
        name: make.user(Role.CHAIR, panel=make.panel(f"{name} panel", slug=name.lower()))
        for name in DEATHS
    }


@pytest.fixture
def view(make, chairs):
    for name, (number, boys) in DEATHS.items():
        panel = chairs[name].memberships[0].panel
        for place in range(number):
            month = date(2023, 6, 1) if place % 2 else date(2024, 6, 1)
            case = make.case(
                panel=panel,
                died_on=month,
                reviewed_on=month,
                stage=Stage.RATIFIED,
                sex=Sex.MALE if place < boys else Sex.FEMALE,
            )
            make.analysis(
                case,
                ratified_by=chairs[name],
                facts={"asleep": "Y"},
                category=Category.SUDDEN_UNEXPLAINED,
            )
    return protected(ask(chairs["Ash"].memberships[0].panel, chairs["Ash"]), chairs["Ash"])


def test_a_small_number_of_another_panel_is_not_what_is_left_without_ones_own(view):
    candidate = changes.find_preview(view, Profile.PARTNER)

    sexes = table_of(candidate["tables"], "Sex")["content"]["rows"]
    shown = {row["label"]: row["cells"]["count"] for row in sexes}
    assert candidate["problem"] == ""
    assert shown["Male"] == "[c]"  # 14, less the 12 that Ash knows of, would be Birch's 2
    assert shown["Female"] == "[c]"
    assert shown["Indeterminate"] == "0"


def test_the_people_of_each_panel_are_tried_as_readers(view):
    found = changes.find_preview(view, Profile.PARTNER)["protection"]["attack"]

    assert found["checked"] > 0
    assert (found["pinned"], found["narrowed"], found["failed"]) == (0, 0, "")
