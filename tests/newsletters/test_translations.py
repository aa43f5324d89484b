"""An issue in another language: the same numbers, its own sign-off, gone with its original."""

import io
import json
from datetime import timedelta

import pikepdf
import pytest
import time_machine

from cdop.access.roles import Role
from cdop.core.publication import IssueState
from cdop.core.sign_off import Move, Stand
from cdop.extensions import db
from cdop.learning.identity_check import IdentityFound
from cdop.mail.messages import letter_of
from cdop.mail.models import OutboxMail
from cdop.newsletters import changes, translation_changes, translation_queries
from cdop.newsletters.changes import NotReady
from cdop.newsletters.models import Issue
from cdop.newsletters.tokens import preferences_token
from cdop.newsletters.translation_checks import problems
from cdop.trail.models import TrailEntry
from tests.newsletters.build import (
    WELSH,
    editor_of,
    in_welsh,
    issue,
    picture,
    published,
    reader,
    released,
    translation,
    work,
)


def submit(made):
    translation_changes.move_translation(
        made, Move.SUBMIT, actor=editor_of(made.issue), version=made.version
    )


def edited(made, **words):
    translation_changes.edit_translation(
        made, actor=editor_of(made.issue), version=made.version, **words
    )
    db.session.commit()


def original_edited(row, **words):
    changes.edit_issue(row, actor=editor_of(row), version=row.version, **words)
    db.session.commit()


def test_an_editor_translates_beside_the_original(make, sign_in):
    row = issue(make)
    browser = sign_in(editor_of(row))

    editor = browser.submit(f"/newsletters/{row.id}/translations", language="ur")
    made = translation_queries.find_translation(row, "ur")
    page = browser.submit(
        f"/newsletters/translations/{made.id}/edit",
        version=str(made.version),
        **WELSH | {"title": "محفوظ نیند"},
    )

    assert "Where will baby sleep" in editor
    assert 'lang="ur" dir="rtl"' in editor.html
    assert "Translation saved" in page
    assert "محفوظ نیند" in page


def test_a_language_is_translated_into_once(make, sign_in):
    made = translation(make, issue(make))
    browser = sign_in(editor_of(made.issue))

    page = browser.submit(f"/newsletters/{made.issue_id}/translations", language="cy")

    assert page.status_code == 422
    assert len(translation_queries.list_translations(made.issue)) == 1


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"body": "## Croeso\n\nMewn 41 o farwolaethau."}, "The number 41 is not in the original"),
        ({"body": "## Croeso\n\nYn ٤١ achos."}, "The number ٤١ is not in the original"),
        ({"body": "## Croeso\n\n[[table 2026-01/1]]"}, "The original does not show [[table"),
        ({"body": "Where will baby sleep on the *next* night away?"}, "is not translated yet"),
        ({"message": ""}, "Write the message of the quarter in this language"),
        ({"checked_by": ""}, "Say who checked the translation"),
        ({"summary": ""}, "Enter a summary"),
        ({"body": "## Croeso\n\nFfoniwch 020 7946 0000."}, "Take out the phone number"),
    ],
)
def test_what_is_not_right_cannot_go_to_the_chair(make, words, reason):
    row = issue(make)
    released(make)
    made = translation(make, row, **words)

    with pytest.raises(NotReady) as early:
        submit(made)

    assert any(reason in each for each in early.value.problems), early.value.problems


def test_tables_and_pictures_are_those_of_the_original_in_english(make):
    table, shown = released(make), picture(make)
    pieces = f"[[table {table.number}]]\n\n[[picture {shown.number}]]\n\n[[message]]"
    row = issue(make, body=f"## Welcome\n\nWhere?\n\n{pieces}")
    without = translation(make, row, body="## Croeso\n\nBle?\n\n[[message]]")

    assert "The original shows [[table 2026-01/1]]; put it in as well" in problems(without)
    edited(without, body=f"## Croeso\n\nBle?\n\n{pieces}")
    assert problems(without) == []


def test_two_people_who_translate_do_not_overwrite_each_other(make, sign_in):
    made = translation(make, issue(make))
    browser = sign_in(editor_of(made.issue))
    path = f"/newsletters/translations/{made.id}/edit"

    browser.submit(path, **WELSH | {"version": str(made.version), "title": "Un"})
    second = browser.submit(path, **WELSH | {"version": "1", "title": "Dau"})

    assert second.status_code == 409
    assert "Somebody else changed this translation" in second
    assert "Dau" in second.html
    assert made.title == "Un"


def test_who_wrote_it_does_not_sign_it_off(make, sign_in):
    made = translation(make, issue(make))
    submit(made)
    db.session.commit()
    path = f"/newsletters/translations/{made.id}/move"

    refused = sign_in(editor_of(made.issue)).submit(path, version=str(made.version), move="approve")
    done = sign_in(make.user(Role.CHAIR)).submit(path, version=str(made.version), move="approve")

    assert refused.status_code == 404
    assert "It goes out with its original" in done


def test_a_name_of_a_case_is_stopped_in_a_translation_too(make):
    make.case(first_name="Quillan", last_name="Featherstone")
    made = translation(make, issue(make), body="## Croeso\n\nStori Quillan Featherstone oedd hi.")

    with pytest.raises(IdentityFound):
        submit(made)


def test_it_goes_out_with_its_original_and_each_page_leads_to_the_other(make, sign_in):
    row = issue(make, IssueState.APPROVED)
    made = in_welsh(make, row)
    address = f"/news/{make.panel_.slug}/1"
    assert sign_in().get(f"{address}/cy").status_code == 404

    changes.publish_issue(row, actor=editor_of(row), version=row.version)
    db.session.commit()

    english, welsh = sign_in().get(address), sign_in().get(f"{address}/cy")
    assert made.edition.publication == row.publication
    assert f'lang="cy" dir="ltr" hreflang="cy" href="{address}/cy"' in english.html
    assert f'<link rel="alternate" hreflang="cy" href="{address}/cy">' in english.html
    assert '<article class="site-article" lang="cy" dir="ltr">' in welsh.html
    assert f'hreflang="en-GB" href="{address}"' in welsh.html
    assert "Lle clir, gwastad" in welsh


def test_one_that_has_fallen_behind_stays_until_it_says_the_same(make, sign_in):
    row = issue(make, IssueState.APPROVED)
    made = in_welsh(make, row)
    original_edited(row, summary="About other nights.")
    chair = make.user(Role.CHAIR)
    changes.submit_issue(row, actor=editor_of(row), version=row.version)
    changes.approve_issue(row, actor=chair, version=row.version)

    changes.publish_issue(row, actor=editor_of(row), version=row.version)
    db.session.commit()

    assert made.state is Stand.DRAFT and not made.editions
    assert "no longer passes the checks" in made.steps[-1].comment
    page = sign_in(editor_of(row)).get(f"/newsletters/translations/{made.id}")
    assert "Behind the original" in page
    editor = sign_in(editor_of(row)).get(f"/newsletters/translations/{made.id}/edit")
    assert "What changed in the original" in editor


def test_it_has_caught_up_once_its_translator_says_so(make, sign_in):
    row = issue(make)
    made = translation(make, row)
    original_edited(row, summary="About other nights.")
    assert translation_queries.has_fallen_behind(made)
    path = f"/newsletters/translations/{made.id}/edit"
    browser = sign_in(editor_of(row))

    browser.submit(path, **WELSH, version=str(made.version))
    still = translation_queries.has_fallen_behind(made)
    browser.submit(path, **WELSH, version=str(made.version), seen="3", caught_up="y")

    assert still
    assert not translation_queries.has_fallen_behind(made)


@pytest.fixture
def held(app, monkeypatch):
    monkeypatch.setitem(app.config, "NEWSLETTER_HOLD_MINUTES", 30)


def signed_off(make, row):
    made = translation(make, row)
    submit(made)
    chair = make.user(Role.CHAIR)
    translation_changes.move_translation(made, Move.APPROVE, actor=chair, version=made.version)
    db.session.commit()
    return made


def test_one_that_is_signed_off_later_goes_out_after_its_hold(make, held):
    made = signed_off(make, db.session.get(Issue, published(make).issue_id))
    held_until = made.publish_at

    work()
    early = list(made.editions)
    with time_machine.travel(held_until + timedelta(seconds=1)):
        work()

    assert early == []
    assert [each.number for each in made.editions] == [1]


def test_while_it_is_held_it_can_be_stopped(make, sign_in, held):
    made = signed_off(make, db.session.get(Issue, published(make).issue_id))
    held_until, path = made.publish_at, f"/newsletters/translations/{made.id}"

    page = sign_in(make.user(Role.CHAIR)).submit(
        f"{path}/stop", version=str(made.version), reason="Not yet."
    )
    with time_machine.travel(held_until + timedelta(seconds=1)):
        work()

    assert "it is a draft again" in page
    assert not made.editions


def test_it_is_taken_down_with_its_original_and_says_so(make, sign_in):
    row = db.session.get(Issue, published(make).issue_id)
    in_welsh(make, row)
    work()
    changes.withdraw_issue(
        row, actor=editor_of(row), version=row.version, notice="Wrong.", tell_readers=False
    )
    db.session.commit()
    address, browser = f"/news/{make.panel_.slug}/1/cy", sign_in()

    pages = [browser.get(f"{address}{suffix}") for suffix in ("", ".pdf", ".png")]

    assert [each.status_code for each in pages] == [410, 410, 410]
    assert "had fallen behind it" in pages[0]
    assert "nosweithiau" not in pages[0]
    feed = browser.get(f"/news/{make.panel_.slug}/feed.json").response.get_data(as_text=True)
    assert "oddi cartref" not in feed


def test_a_correction_begins_with_the_translations_of_the_first_all_behind(make, sign_in):
    row = db.session.get(Issue, published(make).issue_id)
    in_welsh(make, row)
    editor, chair = editor_of(row), make.user(Role.CHAIR)

    correction = changes.start_correction(row, actor=editor, note="A word was wrong.")
    db.session.commit()

    [carried] = translation_queries.list_translations(correction)
    assert (carried.language, carried.body) == ("cy", WELSH["body"])
    assert translation_queries.has_fallen_behind(carried)
    assert "Say in this language what was wrong" in problems(carried)
    changes.submit_issue(correction, actor=editor, version=correction.version)
    changes.approve_issue(correction, actor=chair, version=correction.version)
    changes.publish_issue(correction, actor=editor, version=correction.version)
    db.session.commit()
    gone = sign_in().get(f"/news/{make.panel_.slug}/1/cy")
    assert gone.status_code == 410
    assert "is not there in Welsh yet" in gone


def test_a_translation_alone_can_be_put_right_or_taken_down(make, sign_in):
    row = db.session.get(Issue, published(make).issue_id)
    made = in_welsh(make, row)
    chair, address = make.user(Role.CHAIR), f"/news/{make.panel_.slug}/1/cy"
    edited(made, title="Cwsg diogel")
    before = sign_in().get(address)
    submit(made)
    translation_changes.move_translation(made, Move.APPROVE, actor=chair, version=made.version)
    db.session.commit()
    after = sign_in().get(address)
    translation_changes.move_translation(
        made, Move.CLOSE, actor=editor_of(row), version=made.version, comment="Bad words."
    )
    db.session.commit()
    gone = sign_in().get(address)

    assert "Cwsg mwy diogel" in before
    assert "Cwsg diogel" in after and "This translation was put right on" in after
    assert gone.status_code == 410 and "Read the issue in English" in gone
    assert sign_in().get(f"/news/{make.panel_.slug}/1").status_code == 200


def test_feeds_hold_an_entry_in_each_language(make, sign_in):
    row = db.session.get(Issue, published(make).issue_id)
    in_welsh(make, row)
    slug, browser = make.panel_.slug, sign_in()

    atom = browser.get(f"/news/{slug}/feed.atom").response.get_data(as_text=True)
    feed = json.loads(browser.get(f"/news/{slug}/feed.json").response.data)

    assert '<entry xml:lang="cy">' in atom
    assert f'/news/{slug}/1/cy" type="text/html" hreflang="cy"' in atom
    assert [each.get("language") for each in feed["items"]] == [None, "cy"]
    assert feed["items"][1]["title"] == WELSH["title"]


def test_the_archive_and_its_search_know_each_language(make, sign_in):
    in_welsh(make, db.session.get(Issue, published(make).issue_id))
    browser, slug = sign_in(), make.panel_.slug

    archive = browser.get(f"/news/{slug}/")
    found = browser.get(f"/news/{slug}/?words=nosweithiau")
    none = browser.get(f"/news/{slug}/?words=nosweithio")
    sitemap = browser.get("/sitemap.txt").response.get_data(as_text=True)

    assert f'hreflang="cy" href="/news/{slug}/1/cy"' in archive.html
    assert WELSH["title"] in found
    assert "No newsletter was found" in none
    assert f"/news/{slug}/1/cy\n" in sitemap


def test_what_was_put_right_is_not_found_by_its_old_words(make, sign_in):
    row = db.session.get(Issue, published(make).issue_id)
    made = in_welsh(make, row)
    edited(made, title="Cwsg diogel")
    submit(made)
    translation_changes.move_translation(
        made, Move.APPROVE, actor=make.user(Role.CHAIR), version=made.version
    )
    db.session.commit()

    old = sign_in().get(f"/news/{make.panel_.slug}/?words=mwy")
    new = sign_in().get(f"/news/{make.panel_.slug}/?words=diogel")

    assert "No newsletter was found" in old
    assert "Cwsg diogel" in new


def test_who_chose_the_language_is_mailed_in_it_and_everybody_is_led_to_it(make, sign_in):
    welsh, english = reader(make, "mair@example.org"), reader(make, "ann@example.org")
    sign_in().submit(f"/subscription/{preferences_token(welsh.id)}", language="cy", rhythm="each")
    row = issue(make, IssueState.APPROVED)
    in_welsh(make, row)

    changes.publish_issue(row, actor=editor_of(row), version=row.version)
    db.session.commit()
    work()

    mails = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "newsletter"))
    sent = {each.recipient: letter_of(each) for each in mails}
    there, here = sent[welsh.email], sent[english.email]
    assert there.subject.endswith(WELSH["title"]) and "Ble bydd y babi" in there.text
    assert '<html lang="cy" dir="ltr"' in there.html
    assert here.subject.endswith(row.title) and "Where will baby sleep" in here.text
    assert f"/news/{make.panel_.slug}/1/cy" in here.text and "Cymraeg" in here.html


def test_a_translation_that_comes_later_is_mailed_once_to_those_who_chose_its_language(
    make, sign_in
):
    welsh, english = reader(make, "mair@example.org"), reader(make, "ann@example.org")
    sign_in().submit(f"/subscription/{preferences_token(welsh.id)}", language="cy", rhythm="each")
    row = issue(make, IssueState.PUBLISHED)
    work()

    made = in_welsh(make, row)
    work()
    published_again(make, made)
    work()

    mails = list(db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "newsletter")))
    assert sorted(each.recipient for each in mails) == [
        english.email,
        welsh.email,
        welsh.email,
    ]
    titles = [letter_of(each).subject for each in mails if each.recipient == welsh.email]
    assert sorted(title.endswith(WELSH["title"]) for title in titles) == [False, True]


def test_nobody_is_mailed_a_late_translation_of_what_was_withdrawn(make, sign_in):
    welsh = reader(make, "mair@example.org")
    sign_in().submit(f"/subscription/{preferences_token(welsh.id)}", language="cy", rhythm="each")
    row = issue(make, IssueState.PUBLISHED)
    work()
    in_welsh(make, row)
    chair = make.user(Role.CHAIR)

    changes.withdraw_issue(
        row, actor=chair, version=row.version, notice="It was wrong.", tell_readers=False
    )
    db.session.commit()
    work()

    mails = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "newsletter"))
    assert len(mails.all()) == 1


def published_again(make, made) -> None:
    """Put right and signed off once more: a second edition in the same language."""
    words = {"summary": "Am y nosweithiau hynny."}
    actor, chair = editor_of(made.issue), make.user(Role.CHAIR)
    translation_changes.edit_translation(made, actor=actor, version=made.version, **words)
    for step, person in ((Move.SUBMIT, actor), (Move.APPROVE, chair)):
        translation_changes.move_translation(made, step, actor=person, version=made.version)
    db.session.commit()
    assert len(made.editions) == 2


def test_its_pdf_is_tagged_with_its_language_and_reads_from_the_right(make, sign_in):
    row = db.session.get(Issue, published(make).issue_id)
    in_welsh(make, row, language="ar", title="نوم أكثر أمانا", body="## مرحبا\n\nأين سينام الطفل؟")
    work()

    page = sign_in().get(f"/news/{make.panel_.slug}/1/ar")
    content = sign_in().get(f"/news/{make.panel_.slug}/1/ar.pdf").response.data

    assert 'lang="ar" dir="rtl"' in page.html
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == "ar"
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"


def test_the_trail_tells_each_step_and_no_words(make):
    row = db.session.get(Issue, published(make).issue_id)
    in_welsh(make, row)

    entries = list(
        db.session.scalars(
            db.select(TrailEntry)
            .where(TrailEntry.event.like("translation.%"))
            .order_by(TrailEntry.id)
        )
    )

    assert {each.event for each in entries} == {
        f"translation.{step}" for step in "started edited submitted approved published".split()
    }
    assert "Cwsg" not in str([each.detail for each in entries])
