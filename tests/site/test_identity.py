"""What a public page could tell of a child is seen, and answered for, by whoever signs it off."""

import pytest

from cdop.access.roles import Role
from cdop.core.sign_off import Stand
from cdop.extensions import db
from cdop.learning.identity_models import IdentityKept
from cdop.site import changes
from cdop.site.models import Page
from cdop.trail.models import TrailEntry
from tests.learning.build import reasons_beside
from tests.site.build import page

LAMP = "A Featherstone lamp lights the room. A Featherstone chair stands in it."
OURS = "Call us on 01632 960 001 or write to PO Box 1, ZZ99 3VZ."


def case_of(make):
    case = make.case(first_name="Quillan", last_name="Featherstone")
    case.identity.postcode = "ZZ99 3VZ"
    case.identity.family = [
        {"name": "Hanka Featherstone", "relationship": "mother", "contact": "(01632) 960001"}
    ]
    case.identity.professionals = [
        {"agency": "gp", "name": "Fable Lane Surgery", "contact": "01632 960 555"}
    ]
    db.session.commit()
    return case


@pytest.fixture
def submitted(make, sign_in) -> Page:
    case_of(make)
    made = page(make, body=LAMP)
    sign_in(made.owner).submit(f"/pages/{made.id}/move", version="1", move="submit")
    return made


@pytest.fixture
def chair(make, sign_in):
    return sign_in(make.user(Role.CHAIR))


def moved(browser, made, move="approve", **typed):
    db.session.refresh(made)
    return browser.submit(f"/pages/{made.id}/move", version=made.version, move=move, **typed)


def test_each_passage_is_shown_to_the_chair_before_anything_is_signed(submitted, chair):
    shown = chair.get(f"/pages/{submitted.id}")

    assert "2 passages may tell who a child was" in shown
    assert shown.html.count("Why “Featherstone” may stay") == 2
    assert "Quillan" not in shown


def test_no_comment_gets_past_what_was_marked(submitted, chair):
    refused = moved(chair, submitted, comment="I have read it and approve.")

    assert refused.status_code == 422
    assert "“Featherstone” is a name. Say why it may stay." in refused
    assert submitted.state is Stand.SUBMITTED


def test_a_reason_for_one_passage_is_none_for_the_other(submitted, chair):
    fields = reasons_beside(chair.get(f"/pages/{submitted.id}"), "A make of furniture.")
    first, second = fields

    refused = moved(chair, submitted, **{first: fields[first], second: " "})

    assert refused.status_code == 422
    assert "A make of furniture." in refused
    assert submitted.state is Stand.SUBMITTED


def test_the_reasons_are_kept_sealed_with_the_sign_off(submitted, chair):
    fields = reasons_beside(chair.get(f"/pages/{submitted.id}"), "A make of furniture.")

    done = moved(chair, submitted, **fields)

    assert "Marked words kept: “Featherstone”: A make of furniture." in done
    assert submitted.state is Stand.OPEN
    stored = db.session.execute(db.text("SELECT reason, passage FROM identity_kept")).all()
    assert len(stored) == 2
    assert not any("furniture" in str(row) or "Featherstone" in str(row) for row in stored)
    entry = db.session.scalars(
        db.select(TrailEntry).where(TrailEntry.event == "page.approved")
    ).one()
    assert entry.detail == {"kept": 2}


def test_a_changed_text_asks_again_with_the_earlier_reason_at_hand(submitted, chair, sign_in):
    fields = reasons_beside(chair.get(f"/pages/{submitted.id}"), "A make of furniture.")
    moved(chair, submitted, **fields)
    changes.edit_page(
        submitted,
        actor=submitted.owner,
        version=submitted.version,
        title=submitted.title,
        body=f"{LAMP} It is theirs.",
        owner_id=submitted.owner_id,
        review_by=submitted.review_by,
    )
    db.session.commit()
    moved(sign_in(submitted.owner), submitted, "submit")

    shown = chair.get(f"/pages/{submitted.id}")
    refused = moved(chair, submitted, **fields)

    assert "A make of furniture.</textarea>" in shown.html
    assert refused.status_code == 422
    assert len(db.session.scalars(db.select(IdentityKept)).all()) == 2


def test_an_editor_is_told_what_the_chair_will_be_asked(make, sign_in):
    case_of(make)
    made = page(make, body=LAMP)

    shown = sign_in(made.owner).get(f"/pages/{made.id}")

    assert "the chair has to say why it may stay" in shown
    assert "keep-" not in shown.html


@pytest.mark.parametrize("theirs", ["01632 960 001", "+44 1632 960001", "zz99 3vz"])
def test_how_to_reach_a_family_is_stopped_though_it_looks_like_an_office(make, sign_in, theirs):
    case_of(make)
    made = page(make, body=f"Reach us: {theirs}.")

    stopped = moved(sign_in(made.owner), made, "submit")

    assert stopped.status_code == 422
    assert f"“{theirs}” is" in stopped
    assert "Take it out." in stopped


def test_how_to_reach_the_panel_may_stand(make, sign_in):
    make.case(first_name="Quillan", last_name="Featherstone")
    made = page(make, body=OURS)

    moved(sign_in(made.owner), made, "submit")

    assert made.state is Stand.SUBMITTED


def test_a_service_that_knew_a_child_may_be_named_for_a_reason(make, sign_in, chair):
    case_of(make)
    made = page(make, body="The surgery answers on 01632 960555.")
    moved(sign_in(made.owner), made, "submit")

    refused = moved(chair, made)
    fields = reasons_beside(refused, "It is in every directory.")
    moved(chair, made, **fields)

    assert refused.status_code == 422
    assert made.state is Stand.OPEN
