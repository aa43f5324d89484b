"""Administrators invite people and give them roles, but never to themselves, and open no case."""

import pytest

from cdop.access.roles import Role
from cdop.accounts.models import Membership, User
from cdop.extensions import db
from cdop.trail.models import TrailEntry
from tests.accounts.conftest import PASSWORD, enter, link_in, mails


@pytest.fixture
def admin(make, sign_in):
    """An administrator's browser."""
    return sign_in(make.user(Role.ADMINISTRATOR))


def invitation(panel) -> dict[str, str]:
    return {
        "email": "New.Person@example.org",
        "name": "New Person",
        "profession": "Designated nurse",
        "role": "member",
        "panel": panel.slug,
        "discipline": "health",
    }


@pytest.mark.both_engines
def test_a_person_is_invited_and_chooses_a_password(admin, make, stranger):
    page = admin.submit("/people/invite", **invitation(make.panel_))

    link = link_in(mails("invitation")[0])
    stranger().submit(link, new_password=PASSWORD)

    assert "The invitation is on its way" in page
    assert "Panel member" in page
    assert link not in page.html
    assert enter(stranger(), "new.person@example.org").status_code == 303


def test_an_invited_person_is_told_apart_until_a_password_is_chosen(admin, make, stranger):
    admin.submit("/people/invite", **invitation(make.panel_))

    assert "New Person" in admin.get("/people/?state=invited")
    stranger().submit(link_in(mails("invitation")[0]), new_password=PASSWORD)

    assert "New Person" not in admin.get("/people/?state=invited")
    assert "New Person" in admin.get("/people/?state=active")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": "not an address"}, "in the right form"),
        ({"name": ""}, "Enter the person"),
        ({"role": ""}, "Choose a role"),
        ({"role": "reporter"}, "Choose one of the answers listed"),
        ({"panel": ""}, "Choose the panel"),
        ({"role": "administrator"}, "belongs to no panel"),
        ({"deputy": "yes"}, "Only a chair has a deputy"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_explained(admin, make, change, words):
    page = admin.submit("/people/invite", **(invitation(make.panel_) | change))

    assert page.status_code == 422
    assert words in page
    assert mails() == []


def test_nobody_is_invited_twice(admin, make):
    make.user(Role.MEMBER, email="new.person@example.org")

    page = admin.submit("/people/invite", **invitation(make.panel_))

    assert "There is an account with this e-mail address already" in page


def test_more_than_was_asked_for_is_not_taken_from_the_form(admin, make):
    admin.submit(
        "/people/invite", **invitation(make.panel_), password_hash="x", memberships="administrator"
    )

    user = db.session.scalar(db.select(User).where(User.email == "new.person@example.org"))
    assert user.password_hash is None
    assert [held.role for held in user.memberships] == [Role.MEMBER]


@pytest.mark.both_engines
def test_a_role_holds_from_the_next_request_and_is_told_to_the_person(admin, make, sign_in):
    user = make.user(Role.MEMBER)
    lead = make.user(Role.GOVERNANCE)
    browser = sign_in(user)

    admin.submit(f"/people/{user.id}/roles", role="editor", panel=make.panel_.slug)

    assert browser.get("/home").status_code == 303
    assert sign_in(user).get("/lessons/").status_code == 200
    assert {(m.kind, m.recipient) for m in mails()} == {
        ("roles-changed", user.email),
        ("role-given", lead.email),
    }


def test_a_role_that_was_taken_away_opens_nothing_any_more(admin, make, sign_in):
    user = make.user(Role.COORDINATOR)
    browser = sign_in(user)
    held = db.session.scalar(db.select(Membership.id).where(Membership.user_id == user.id))

    admin.submit(f"/people/{user.id}/roles/{held}/end")

    assert browser.get("/cases/").status_code == 303
    assert sign_in(user).get("/cases/").status_code == 404


def test_a_role_is_not_given_twice(admin, make):
    user = make.user(Role.MEMBER)

    page = admin.submit(f"/people/{user.id}/roles", role="member", panel=make.panel_.slug)

    assert page.status_code == 409


def test_a_deputy_chair_is_a_chair(admin, make):
    user = make.user(Role.MEMBER)

    page = admin.submit(
        f"/people/{user.id}/roles", role="chair", panel=make.panel_.slug, deputy="yes"
    )

    assert "Deputy chair" in page
    assert db.session.get(User, user.id).holds(Role.CHAIR)


def test_no_administrator_changes_their_own_access(make, sign_in):
    me = make.user(Role.ADMINISTRATOR)
    browser = sign_in(me)
    held = db.session.scalar(db.select(Membership.id).where(Membership.user_id == me.id))

    answers = [
        browser.get(f"/people/{me.id}/roles"),
        browser.submit(f"/people/{me.id}/roles", role="chair", panel=make.panel_.slug),
        browser.submit(f"/people/{me.id}/roles/{held}/end"),
        browser.submit(f"/people/{me.id}/disable"),
        browser.submit(f"/people/{me.id}/send-link"),
        browser.submit(f"/people/{me.id}/remove-second-factor"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 6
    assert not db.session.get(User, me.id).holds(Role.CHAIR)
    assert "Give a role" not in browser.get(f"/people/{me.id}")


def test_a_role_of_one_person_is_not_ended_under_the_name_of_another(make, sign_in):
    me, other = make.user(Role.ADMINISTRATOR), make.user(Role.MEMBER)
    held = db.session.scalar(db.select(Membership.id).where(Membership.user_id == me.id))

    answer = sign_in(me).submit(f"/people/{other.id}/roles/{held}/end")

    assert answer.status_code == 404


def test_a_disabled_account_lets_nobody_in_until_it_is_enabled(admin, person, stranger):
    user = person(Role.MEMBER)
    browser = stranger()
    enter(browser, user.email)

    page = admin.submit(f"/people/{user.id}/disable")

    assert "signed out everywhere" in page
    assert browser.get("/home").status_code == 303
    assert enter(stranger(), user.email).status_code == 422
    admin.submit(f"/people/{user.id}/enable")
    assert enter(stranger(), user.email).status_code == 303


def test_disabling_makes_links_on_their_way_useless(admin, make, stranger):
    admin.submit("/people/invite", **invitation(make.panel_))
    user = db.session.scalar(db.select(User).where(User.email == "new.person@example.org"))
    link = link_in(mails("invitation")[0])

    admin.submit(f"/people/{user.id}/disable")
    admin.submit(f"/people/{user.id}/enable")

    assert stranger().get(link).status_code == 404


def test_a_reset_by_an_administrator_shows_no_password_and_no_link(admin, person, stranger):
    user = person(Role.MEMBER)

    page = admin.submit(f"/people/{user.id}/send-link")

    link = link_in(mails("reset")[0])
    assert link not in page.html
    assert enter(stranger(), user.email).status_code == 303
    assert stranger().submit(link, new_password="granite otter window seven").status_code == 200


def test_somebody_who_lost_their_phone_is_helped(admin, person, stranger):
    user = person(Role.MEMBER, totp_secret="JBSWY3DPEHPK3PXP")

    admin.submit(f"/people/{user.id}/remove-second-factor")

    assert enter(stranger(), user.email).location == "/home"
    assert [mail.kind for mail in mails()] == ["second-factor-changed"]


def test_two_administrators_do_not_overwrite_each_other(admin, make):
    user = make.user(Role.MEMBER, name="First Name")
    version = admin.get(f"/people/{user.id}/details").field("version")
    admin.submit(f"/people/{user.id}/details", version=version, name="Second Name", profession="")

    page = admin.submit(
        f"/people/{user.id}/details", version=version, name="Third Name", profession=""
    )

    assert page.status_code == 409
    assert "Second Name" in page
    assert page.field("name") == "Third Name"
    page = admin.submit(
        f"/people/{user.id}/details", version=page.field("version"), name="Third Name"
    )
    assert "Third Name" in page


def test_people_are_found_sorted_and_narrowed(admin, make):
    own, other = make.panel("Own panel"), make.panel("Other panel")
    for number in range(30):
        make.user(Role.MEMBER, name=f"Member {number:02}", panel=own)
    make.user(Role.CHAIR, name="Zoe Other", panel=other, email="zoe@example.org")

    assert "Showing 1 to 25 of 32 people" in admin.get("/people/")
    assert "Zoe Other" in admin.get("/people/?sort=name&order=desc")
    assert "of 1 people" in admin.get("/people/?q=ZOE%40")
    assert "of 1 people" in admin.get(f"/people/?panel={other.id}")
    assert "of 30 people" in admin.get("/people/?role=member")
    assert "Nobody was found" in admin.get("/people/?q=%25")
    assert admin.get("/people/?sort=password_hash&page=zzz").status_code == 200


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMINISTRATOR])
def test_nobody_else_looks_after_people_and_panels(make, sign_in, role):
    user, other = make.user(role), make.user(Role.MEMBER)
    browser = sign_in(user)

    paths = ["/people/", "/people/invite", f"/people/{other.id}", "/panels/", "/outbox/"]

    assert {browser.get(path).status_code for path in paths} == {404}


def test_what_administrators_do_is_on_the_trail_without_names(admin, make):
    admin.submit("/people/invite", **invitation(make.panel_))

    entries = db.session.scalars(db.select(TrailEntry).order_by(TrailEntry.sequence)).all()
    assert [e.event for e in entries] == ["person.added", "role.given", "person.invited"]
    assert "New Person" not in str([e.detail for e in entries])
