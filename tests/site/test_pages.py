"""A page is kept by somebody, signed off by somebody else, and says when it was last reviewed."""

from datetime import timedelta

import pytest
import time_machine

from cdop.access.roles import Role
from cdop.core.moves import NotNow
from cdop.core.sign_off import Move, Stand
from cdop.db.clock import now, today
from cdop.extensions import db
from cdop.jobs.queue import run_due
from cdop.mail.models import OutboxMail
from cdop.site import changes, queries
from cdop.site.chasing import keepers_of
from cdop.site.kinds import PageKind, starting_texts
from cdop.web.filters import uk_date
from tests.site.build import page, published, sign_off


def address(made, language: str = "") -> str:
    path = f"/about/{made.panel.slug}/{made.kind.value}"
    return f"{path}/{language}" if language else path


def edited(made, **words):
    values = {
        "title": made.title,
        "body": made.body,
        "owner_id": made.owner_id,
        "review_by": made.review_by,
    }
    changes.edit_page(made, actor=made.owner, version=made.version, **(values | words))
    db.session.commit()


def test_every_kind_of_page_has_a_text_to_start_from():
    assert set(starting_texts()) == {kind.value for kind in PageKind}


def test_an_editor_starts_a_page_and_the_public_sees_nothing_yet(make, sign_in):
    browser = sign_in(make.user(Role.EDITOR))

    page_ = browser.submit(f"/pages/new/{make.panel_.slug}", kind="families", language="en")

    assert "Nothing is published yet" in page_
    assert "We are sorry that your child has died" in page_.html
    assert sign_in().get(f"/about/{make.panel_.slug}/families").status_code == 404


def test_it_is_public_once_a_chair_has_signed_it_off(make, sign_in):
    made = page(make)
    editor, chair = sign_in(made.owner), sign_in(make.user(Role.CHAIR))

    editor.submit(f"/pages/{made.id}/move", version="1", move="submit")
    refused = editor.submit(f"/pages/{made.id}/move", version="2", move="approve")
    done = chair.submit(f"/pages/{made.id}/move", version="2", move="approve")

    assert refused.status_code == 404
    assert "Published" in done
    public = sign_in().get(address(made))
    assert "Nobody is blamed" in public
    assert "Last reviewed on" in public


def test_a_change_is_not_public_before_it_is_signed_off(make, sign_in):
    made = published(make)

    edited(made, body="Something new.")

    assert "Nobody is blamed" in sign_in().get(address(made))
    sign_off(made, make)
    assert "Something new." in sign_in().get(address(made))
    assert [each.number for each in made.editions] == [1, 2]


def test_two_people_who_change_a_draft_do_not_overwrite_each_other(make, sign_in):
    made = page(make)
    browser = sign_in(made.owner)
    words = {
        "title": "Mine",
        "body": "Mine",
        "owner_id": made.owner_id,
        "review_by-day": "1",
        "review_by-month": "6",
        "review_by-year": str(today().year + 1),
    }

    first = browser.submit(f"/pages/{made.id}/edit", version="1", **words)
    second = browser.submit(f"/pages/{made.id}/edit", version="1", **{**words, "title": "Yours"})

    assert "Saved as a draft" in first
    assert second.status_code == 409
    assert made.title == "Mine"


def test_a_translation_says_when_the_english_page_has_changed(make, sign_in):
    original = published(make)
    welsh = published(make, language="cy", title="I deuluoedd", body="Does neb ar fai.")
    stranger = sign_in()
    before = stranger.get(address(welsh, "cy"))

    edited(original, body="New advice.")
    sign_off(original, make)
    after = stranger.get(address(welsh, "cy"))

    assert 'lang="cy"' in before.html
    assert "Cymraeg" in before
    assert "has changed since this translation" not in before
    assert "has changed since this translation" in after


def test_a_language_read_from_right_to_left_is_set_so(make, sign_in):
    published(make)
    urdu = published(make, language="ur", title="خاندانوں کے لیے", body="کسی پر الزام نہیں۔")

    html = sign_in().get(address(urdu, "ur")).html

    assert '<article lang="ur" dir="rtl">' in html
    assert 'hreflang="en"' in html


def test_an_overdue_page_says_so_and_chases_its_owner_until_somebody_looks(make, sign_in):
    made = published(make)
    overdue = made.review_by + timedelta(days=2)

    with time_machine.travel(f"{overdue.isoformat()}T09:00:00Z"):
        run_due()
        shown = sign_in().get(address(made))
        first = db.session.scalars(db.select(OutboxMail)).all()
        changes.confirm_page(
            made, actor=made.owner, version=made.version, review_by=overdue + timedelta(days=90)
        )
        db.session.commit()
        quiet = sign_in().get(address(made))
    with time_machine.travel(f"{(overdue + timedelta(days=20)).isoformat()}T09:00:00Z"):
        run_due()
        later = db.session.scalars(db.select(OutboxMail)).all()

    assert "it was due to be reviewed by" in shown
    assert [mail.subject for mail in first] == ["A public page of your panel is due for review"]
    assert "it was due" not in quiet
    assert len(later) == 1


def test_a_page_signed_off_twice_is_chased_once(make):
    made = published(make)
    edited(made, title="For families")
    sign_off(made, make)

    with time_machine.travel(f"{(made.review_by + timedelta(days=2)).isoformat()}T09:00:00Z"):
        run_due()

    assert len(db.session.scalars(db.select(OutboxMail)).all()) == 1


def test_the_date_of_a_draft_is_not_that_of_the_published_page(make, sign_in):
    made = published(make)
    due = made.due
    edited(made, review_by=due + timedelta(days=300))

    with time_machine.travel(f"{(due + timedelta(days=2)).isoformat()}T09:00:00Z"):
        run_due()
        shown = sign_in().get(address(made))
        desk = sign_in(made.owner).get(f"/pages/{made.id}")

    assert f"it was due to be reviewed by {uk_date(due)}" in shown
    assert "Overdue" in desk
    assert f"The draft would hold until {uk_date(due + timedelta(days=300))}" in desk
    assert len(db.session.scalars(db.select(OutboxMail)).all()) == 1


def test_the_date_of_a_draft_counts_once_it_is_signed_off(make):
    made = published(make)
    later = made.due + timedelta(days=300)
    edited(made, review_by=later)
    sign_off(made, make)

    with time_machine.travel(f"{(later - timedelta(days=2)).isoformat()}T09:00:00Z"):
        run_due()

    assert made.due == later
    assert db.session.scalars(db.select(OutboxMail)).all() == []


def test_a_page_whose_owner_is_gone_chases_the_editors_of_the_panel(make, sign_in):
    made = published(make)
    colleague, elsewhere = make.user(Role.EDITOR), make.user(Role.EDITOR, panel=make.panel())
    made.owner.disabled_at, made.owner.disabled_by = now(), "test"
    db.session.commit()

    with time_machine.travel(f"{(made.due + timedelta(days=2)).isoformat()}T09:00:00Z"):
        run_due()
        desk, page_ = (sign_in(colleague).get(path) for path in ("/pages/", f"/pages/{made.id}"))

    mails = db.session.scalars(db.select(OutboxMail)).all()
    assert colleague.email in {mail.recipient for mail in mails}
    assert not {made.owner.email, elsewhere.email} & {mail.recipient for mail in mails}
    assert "who kept it, no longer works with the panel" in mails[0].text
    assert "Has left" in desk
    assert "Reminders go to the panel’s editors" in page_


def test_an_owner_who_left_the_panel_keeps_its_pages_no_more(make):
    made = published(make)
    for membership in made.owner.memberships:
        membership.ended_at, membership.ended_by = now(), "test"
    db.session.commit()

    assert queries.list_orphans([made]) == {made.id}
    assert made.owner not in keepers_of(made)


def test_a_withdrawn_page_answers_that_it_is_gone_and_can_come_back(make, sign_in):
    made = published(make)
    changes.move_page(
        made, Move.CLOSE, actor=made.owner, version=made.version, comment="Out of date"
    )
    db.session.commit()

    gone = sign_in().get(address(made))
    changes.reopen_page(made, actor=made.owner, version=made.version)
    sign_off(made, make)

    assert gone.status_code == 410
    assert "Nobody is blamed" not in gone
    assert made.state is Stand.OPEN
    assert sign_in().get(address(made)).status_code == 200


def test_a_chair_too_withdraws_a_page_that_is_out_but_no_draft(make, sign_in):
    made = published(make)
    draft = page(make, kind=PageKind.ABOUT)
    chair = sign_in(make.user(Role.CHAIR))
    told = {"move": "close", "comment": "It is wrong"}

    chair.submit(f"/pages/{made.id}/move", version=made.version, **told)
    refused = chair.submit(f"/pages/{draft.id}/move", version=draft.version, **told)

    assert sign_in().get(address(made)).status_code == 410
    assert refused.status_code == 404


def test_there_is_one_page_of_a_kind_in_a_language(make):
    made = page(make)

    with pytest.raises(NotNow, match="such a page"):
        page(make)

    assert made.kind is PageKind.FAMILIES


def test_the_search_finds_what_the_public_can_read(make, sign_in):
    published(make)
    page(make, kind=PageKind.STAFF, title="Support for staff", body="Blamed? Nobody here.")

    found = sign_in().get("/search?words=nobody+blamed")

    assert "1 page and 0 newsletters found" in found
    assert "For bereaved families" in found
    assert "Support for staff" not in found.html.split("<main")[1].split("</main")[0]
    assert "Nothing was found" in sign_in().get("/search?words=xylophone")


def test_a_panel_without_pages_has_a_page_all_the_same(make, sign_in):
    page_ = sign_in().get(f"/about/{make.panel_.slug}/")

    assert page_.status_code == 200
    assert "No newsletter has been published yet" in page_
    assert "No figures have been published yet" in page_


def test_a_page_that_names_a_child_is_stopped_and_never_says_whose_it_is(make, sign_in):
    make.case(first_name="Tamsin", last_name="Quillfeather")
    made = page(make, body="We remember Tamsin Quillfeather. Call us on 01632 960 001.")

    stopped = sign_in(made.owner).submit(f"/pages/{made.id}/move", version="1", move="submit")

    assert stopped.status_code == 422
    assert "“Tamsin Quillfeather” is" in stopped
    assert "960 001” is" not in stopped
    assert made.state is Stand.DRAFT
