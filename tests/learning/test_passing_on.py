"""A learning point leaves its case by the chair's hand alone, in words that name nobody."""

import re

from cdop.access.roles import Role
from cdop.extensions import db
from cdop.learning.models import PassedPoint
from cdop.trail.models import TrailEntry
from tests.learning.build import learning_point, passed_point

WORDING = "Ask every family about nights away from home."


def address(point) -> str:
    return f"/learning-points/pass-on/{point.id}"


def passed() -> list[PassedPoint]:
    return list(db.session.scalars(db.select(PassedPoint)))


def test_the_chair_passes_a_point_on_in_new_words(make, sign_in):
    chair, point = make.user(Role.CHAIR), learning_point(make, text="Nobody asked the aunt.")

    page = sign_in(chair).submit(
        address(point), wording=WORDING, theme="safer_sleep", factor_codes="C04", checked="yes"
    )

    assert "Passed on to the editors" in page
    [row] = passed()
    assert (row.wording, row.theme, row.factor_codes) == (WORDING, "safer_sleep", ["C04"])
    entry = db.session.scalars(
        db.select(TrailEntry).where(TrailEntry.event == "learning_point.passed_on")
    ).one()
    assert entry.actor_id == chair.id
    assert "nights" not in str(entry.detail)


def test_the_words_of_the_panel_are_shown_but_not_carried_over(make, sign_in):
    point = learning_point(make, text="Nobody asked the aunt.")

    page = sign_in(make.user(Role.CHAIR)).get(address(point))

    assert "Nobody asked the aunt." in page
    assert page.html.count("Nobody asked the aunt.") == 1


def test_opening_the_point_is_recorded(make, sign_in):
    chair, point = make.user(Role.CHAIR), learning_point(make)

    sign_in(chair).get(address(point))

    events = db.session.scalars(db.select(TrailEntry.event)).all()
    assert "learning_point.opened" in events


def test_wording_with_the_childs_name_is_held_back_and_says_where(make, sign_in):
    case = make.case(first_name="Quillan", last_name="Featherstone")
    point = learning_point(make, make.analysis(case))

    page = sign_in(make.user(Role.CHAIR)).submit(
        address(point),
        wording="Sofas are unsafe.\nThe Featherstone family knew, and Quillan's aunt.",
        theme="safer_sleep",
        checked="yes",
    )

    assert page.status_code == 422
    assert "Line 2: “Featherstone” is a name." in page
    assert "Line 2: “Quillan's” is a name." in page
    assert "The Featherstone family knew" in page, "what was typed is kept"
    assert passed() == []


def test_each_weak_sign_stays_only_for_a_reason_of_its_own(make, sign_in):
    case = make.case(age_days=49)
    point = learning_point(make, make.analysis(case))
    chair = sign_in(make.user(Role.CHAIR))
    typed = {
        "wording": "Babies aged 49 days are weighed, and then again at 7 weeks old.",
        "theme": "safer_sleep",
        "checked": "yes",
    }

    page = chair.submit(address(point), **typed)
    assert page.status_code == 422
    first, *others = dict.fromkeys(re.findall(r'name="(keep-[^"]+)"', page.html))
    assert others
    page = chair.submit(address(point), **typed, **{first: "It is the day of a routine check."})
    assert page.status_code == 422
    assert page.html.count("It is the day of a routine check.") == 1
    assert passed() == []
    chair.submit(
        address(point),
        **typed,
        **{first: "It is the day of a routine check."},
        **dict.fromkeys(others, "It is said of every baby."),
    )

    [row] = passed()
    assert "It is the day of a routine check." in row.kept_reason
    assert "It is said of every baby." in row.kept_reason
    entry = db.session.scalars(
        db.select(TrailEntry).where(TrailEntry.event == "learning_point.passed_on")
    ).one()
    assert entry.detail["kept"] == 1 + len(others)


def test_the_reminder_must_be_confirmed(make, sign_in):
    page = sign_in(make.user(Role.CHAIR)).submit(
        address(learning_point(make)), wording=WORDING, theme="safer_sleep"
    )

    assert "Confirm that names, dates, exact ages and places are left out" in page
    assert passed() == []


def test_a_chair_with_a_conflict_can_neither_see_nor_pass_on(make, sign_in):
    chair = make.user(Role.CHAIR)
    point = learning_point(make, make.analysis(make.case(conflicted=[chair])))
    browser = sign_in(chair)

    assert browser.get(address(point)).status_code == 404
    assert browser.submit(address(point), wording=WORDING).status_code == 404
    assert passed() == []


def test_an_editor_cannot_open_the_page_that_shows_the_panels_words(make, sign_in):
    point = learning_point(make)

    assert sign_in(make.user(Role.EDITOR)).get(address(point)).status_code == 404


def test_an_editor_finds_no_case_and_no_analysis(make, sign_in):
    case = make.case()
    make.analysis(case)
    browser = sign_in(make.user(Role.EDITOR))

    for page in ("", "/identity", "/analysis"):
        assert browser.get(f"/cases/{case.id}{page}").status_code == 404
    assert browser.get("/cases/").status_code == 404


def test_the_editors_list_shows_the_wording_and_nothing_of_the_case(make, sign_in):
    case = make.case(last_name="Featherstone")
    point = learning_point(make, make.analysis(case), text="Nobody asked the aunt.")
    passed_point(make, make.user(Role.CHAIR), WORDING, learning_point_id=point.id)

    page = sign_in(make.user(Role.EDITOR)).get("/learning-points/")

    assert WORDING in page
    for secret in ("Featherstone", "aunt", case.reference, case.id, point.id):
        assert secret not in page.html


def test_a_point_taken_back_leaves_the_editors_list(make, sign_in):
    chair = make.user(Role.CHAIR)
    row = passed_point(make, chair, WORDING)

    sign_in(chair).submit(f"/learning-points/{row.id}/withdraw")

    assert WORDING not in sign_in(make.user(Role.EDITOR)).get("/learning-points/")


def test_the_list_is_narrowed_by_theme_and_word(make, sign_in):
    chair = make.user(Role.CHAIR)
    passed_point(make, chair, "Ask about sofas.")
    passed_point(make, chair, "Check the inhaler.")
    browser = sign_in(make.user(Role.EDITOR))

    page = browser.get("/learning-points/?words=inhaler")

    assert "Check the inhaler." in page
    assert "Ask about sofas." not in page
    assert "No learning points" in browser.get("/learning-points/?theme=injury")


def test_another_panels_points_are_not_there(make, sign_in):
    here = make.panel()
    there = make.panel()
    passed_point(make, make.user(Role.CHAIR, panel=there), "Theirs.", panel_id=there.id)

    page = sign_in(make.user(Role.EDITOR, panel=here)).get("/learning-points/")

    assert "Theirs." not in page
