"""Reach is what agencies and readers say themselves: nobody is watched, and nobody is named."""

import re
from collections import Counter

import pytest

from cdop.access.roles import Role
from cdop.extensions import db
from cdop.mail.messages import letter_of
from cdop.mail.models import OutboxMail
from cdop.newsletters import downloads, reach_changes
from cdop.newsletters.models import Issue
from cdop.newsletters.reach_models import Confirmation, DailyDownloads, ReaderAnswer, Shared
from cdop.newsletters.tokens import reach_token
from tests.newsletters.build import editor_of, published, reader, withdrawn, work
from tests.statements import statements


@pytest.fixture
def counting_in_memory(monkeypatch):
    """Nothing is written until the test says so, and nothing is left of tests before it."""
    monkeypatch.setattr(downloads, "_waiting", Counter())
    monkeypatch.setattr(downloads, "WAIT_SECONDS", float("inf"))


def desk(sign_in, publication):
    row = db.session.get(Issue, publication.issue_id)
    return sign_in(editor_of(row)), f"/newsletters/{row.id}/reach"


def test_the_link_in_every_mail_is_the_same(make):
    for _ in range(3):
        reader(make)
    publication = published(make)
    work()

    links = {
        re.search(r"http://cdop.test(/heard/\S+)", letter_of(mail).text)[1]
        for mail in db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "newsletter"))
    }

    assert links == {f"/heard/{reach_token(publication.id)}"}


def test_an_agency_tells_that_it_discussed_a_newsletter(make, sign_in):
    publication = published(make)
    editor, page = desk(sign_in, publication)
    reach_changes.name_agency(make.panel_, actor=make.user(Role.EDITOR), name="Larkmoor Midwives")
    reach_changes.name_agency(make.panel_, actor=make.user(Role.EDITOR), name="Larkmoor Housing")
    db.session.commit()

    thanks = sign_in().submit(
        f"/heard/{reach_token(publication.id)}/shared",
        agency="Larkmoor Midwives",
        what=["shared", "discussed"],
        people="12",
    )

    assert "Thank you" in thanks
    seen = editor.get(page)
    assert "Agencies that told us 1" in seen
    assert "People they shared it with 12" in seen
    assert "Larkmoor Midwives Yes Yes 12" in seen
    assert "Not heard of yet Larkmoor Housing" in editor.get(f"{page}?list=silent")


def test_an_agency_counts_once_however_often_and_however_it_tells(make, sign_in):
    publication = published(make)
    browser, link = sign_in(), f"/heard/{reach_token(publication.id)}/shared"

    for name in ("Mid & West Trust", "mid and west trust", "MID & WEST TRUST."):
        browser.submit(link, agency="other", other=name, what="shared")

    assert len(db.session.scalars(db.select(Confirmation)).all()) == 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"what": "shared"}, "Choose your agency"),
        ({"agency": "other", "what": "shared"}, "Enter the name of your agency"),
        ({"agency": "other", "other": "X"}, "Tick what you did with it"),
        ({"agency": "other", "other": "X", "what": "eaten"}, "Choose only from the answers"),
    ],
)
def test_what_is_missing_is_asked_for(make, sign_in, data, why):
    publication = published(make)

    page = sign_in().submit(f"/heard/{reach_token(publication.id)}/shared", **data)

    assert page.status_code == 422
    assert why in page


def test_a_readers_answer_waits_for_an_editors_look(make, sign_in):
    publication = published(make)
    editor, page = desk(sign_in, publication)
    sign_in().submit(
        f"/heard/{reach_token(publication.id)}/answer",
        text="I will ask about nights away.",
        profession="midwife",
    )

    new = editor.get(f"{page}?list=answers")
    answer = db.session.scalars(db.select(ReaderAnswer)).one()
    shown = editor.submit(f"/newsletters/answers/{answer.id}", state="shown")

    assert "I will ask about nights away. Midwife or maternity worker" in new
    assert "Answers 1 (1 new)" in new
    assert re.search(r"Midwife or maternity worker, .* May be quoted", shown.text)
    assert answer.moderated_by_id


def test_an_answer_is_not_kept_in_the_clear(make, sign_in):
    publication = published(make)
    sign_in().submit(f"/heard/{reach_token(publication.id)}/answer", text="Heron pond words")

    rows = db.session.execute(db.text("SELECT * FROM reader_answer")).all()

    assert "Heron" not in str(rows)


def test_a_withdrawn_newsletter_is_no_longer_asked_about(make, sign_in):
    publication = withdrawn(make)

    assert sign_in().get(f"/heard/{reach_token(publication.id)}").status_code == 410


def test_a_forged_link_leads_nowhere(make, sign_in):
    token = reach_token(published(make).id)
    browser = sign_in()

    assert browser.get(f"/heard/{token[:-2]}xx").status_code == 404
    assert browser.submit(f"/heard/{token[:-2]}xx/answer", text="x").status_code == 404


def test_downloads_are_totals_of_a_day(make, sign_in, counting_in_memory):
    publication = published(make)
    work()
    browser = sign_in()
    for _ in range(3):
        browser.get(f"/news/{make.panel_.slug}/1.pdf")
    editor, page = desk(sign_in, publication)

    before = editor.get(page)
    downloads.flush()
    after = editor.get(page)

    assert "PDF fetched 3 times" in before
    assert "PDF fetched 3 times" in after
    row = db.session.scalars(db.select(DailyDownloads)).one()
    assert row.times == 3


def test_counts_of_one_day_add_up(make, counting_in_memory):
    publication_id = published(make).id
    db.session.rollback()  # the test's own reading must not hold up the writing
    for _ in range(2):
        downloads.count(publication_id)
        downloads.flush()

    assert db.session.scalars(db.select(DailyDownloads)).one().times == 2


@pytest.mark.both_engines
def test_the_desk_shows_a_page_of_many_answers_and_agencies_at_the_cost_of_few(make, sign_in):
    publication = published(make)
    editor, page = desk(sign_in, publication)
    paths = [f"{page}?list={which}" for which in ("agencies", "silent", "answers", "downloads")]
    paths.append(f"/subscribers/agencies/{make.panel_.slug}")

    def counted() -> tuple[int, str]:
        with statements() as sent:
            text = " ".join(editor.get(path).text for path in paths)
        return len(sent), text

    said_by_many(make, publication, 2)
    few, _ = counted()
    said_by_many(make, publication, 60)
    many, text = counted()

    assert many <= few
    assert "Agencies that told us 62" in text
    assert "People they shared it with 124" in text
    assert text.count("May be quoted") == 20
    assert "Showing 1 to 50 of 62 agencies" in text


def said_by_many(make, publication, number: int) -> None:
    user = make.user(Role.EDITOR)
    for place in range(number):
        name = f"Agency {number} {place}"
        reach_changes.name_agency(make.panel_, actor=user, name=f"Quiet {name}")
        reach_changes.confirm_shared(publication, agency=name, what=Shared.SHARED, people=2)
        reach_changes.answer(publication, profession="midwife", text="I will ask.")
    db.session.commit()
