"""An old list is brought along line by line, with proof of consent, and against nobody's will."""

import io
from datetime import date

import pytest

from cdop.access.roles import Role
from cdop.accounts.models import Membership
from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.mail.messages import letter_of
from cdop.mail.models import OutboxMail
from cdop.newsletters import list_changes, reader_changes
from cdop.newsletters.list_import import NotAList, read_list
from cdop.newsletters.reader_models import Subscriber, SubscriberImport, SubscriberState
from tests.newsletters.build import reader, work

TODAY = date(2026, 11, 22)
HEAD = "E-mail,Consent date,Consent how,Profession\n"


def problems(lines: str) -> list[str]:
    return [line.problem for line in read_list((HEAD + lines).encode(), today=TODAY)]


def test_a_good_line_is_read_whole():
    [line] = read_list(
        (HEAD + "Jo@Example.org,31/3/2024,Sign-up sheet,Midwife\n").encode(), today=TODAY
    )

    assert (line.email, line.consent_on, line.profession) == (
        "jo@example.org",
        date(2024, 3, 31),
        "midwife",
    )
    assert line.problem == ""


def test_a_profession_that_is_none_of_ours_is_left_blank_and_said():
    [line] = read_list((HEAD + "jo@example.org,31/3/2024,Sheet,spy\n").encode(), today=TODAY)

    assert (line.profession, line.problem) == ("", "")
    assert "left blank" in line.note


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nobody,31/3/2024,Sheet,", "No e-mail address in the right form"),
        ("x@[127.0.0.1],31/3/2024,Sheet,", "No e-mail address in the right form"),
        ("jo@example.org,,Sheet,", "No proof of consent"),
        ("jo@example.org,31/3/2024,,", "No proof of consent"),
        ("jo@example.org,some day,Sheet,", "cannot be read"),
        ("jo@example.org,31/3/2030,Sheet,", "still to come"),
    ],
)
def test_a_line_without_proof_is_not_taken(line, why):
    assert why in problems(line)[0]


@pytest.mark.parametrize("content", [b"", b"name,town\nJo,Here", b"email\njo@example.org"])
def test_what_is_no_list_is_refused_whole(content):
    with pytest.raises(NotAList):
        read_list(content, today=TODAY)


def test_a_sheet_from_a_spreadsheet_program_is_read_too():
    rows = "\ufeffemail;consent_date;consent_how\r\njo@example.org;2024-03-31;Sheet\r\n"

    assert problems_of(rows.encode()) == [""]


def problems_of(content: bytes) -> list[str]:
    return [line.problem for line in read_list(content, today=TODAY)]


def test_each_line_says_what_became_of_it(make, sign_in):
    reader(make, "known@example.org")
    left = reader(make, "left@example.org")
    reader_changes.unsubscribe(left)
    db.session.commit()
    rows = "".join(
        f"{name}@example.org,31/3/2024,Sign-up sheet,gp\n"
        for name in ("new", "new", "known", "left")
    )
    content = (HEAD + rows + "broken,31/3/2024,Sheet,\n").encode()

    browser, waiting = bring(make, sign_in, content)
    work()
    page = browser.get(kept_address())

    assert "The list is being read" in waiting
    assert "0 of 5 lines are done" in waiting
    assert "Added 1" in page
    assert "On the list already 2" in page
    assert "Left before 1" in page
    assert "Not taken: No e-mail address in the right form" in page
    assert "example.org" not in page.text
    found = {each.email: each for each in db.session.scalars(db.select(Subscriber))}
    assert found["left@example.org"].state is SubscriberState.UNSUBSCRIBED
    new = found["new@example.org"]
    assert new.state is SubscriberState.CONFIRMED
    assert new.consent["given"] == "2024-03-31"
    assert new.consent["proof"] == "Sign-up sheets 2024"
    told = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "taken-over")).all()
    assert [mail.recipient for mail in told] == ["new@example.org"]
    assert "/unsubscribe/" in letter_of(told[0]).text
    assert "List-Unsubscribe" in letter_of(told[0]).headers


@pytest.mark.both_engines
def test_a_long_list_goes_in_part_by_part_and_a_part_that_fails_is_tried_again(
    make, sign_in, monkeypatch
):
    monkeypatch.setattr(list_changes, "CHUNK", 2)
    rows = "".join(f"reader{n}@example.org,31/3/2024,Sheet,\n" for n in range(5))
    real, tries = list_changes.to_readers, []

    def fails_once(*args, **kwargs):
        tries.append(1)
        if len(tries) == 2:
            raise OSError("the line is down")
        return real(*args, **kwargs)

    monkeypatch.setattr(list_changes, "to_readers", fails_once)
    browser, _ = bring(make, sign_in, (HEAD + rows).encode())
    work()
    half_done = browser.get(kept_address())

    db.session.execute(db.update(Job).values(due_at=now()))
    db.session.commit()
    work()
    page = browser.get(kept_address())

    assert "2 of 5 lines are done" in half_done
    assert "Added 5" in page
    told = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "taken-over")).all()
    assert sorted(mail.recipient for mail in told) == [f"reader{n}@example.org" for n in range(5)]


def test_who_may_no_longer_bring_a_list_brings_nobody(make, sign_in):
    browser, _ = bring(make, sign_in, (HEAD + "jo@example.org,31/3/2024,Sheet,\n").encode())
    db.session.execute(db.delete(Membership))
    db.session.commit()

    work()

    kept = db.session.scalars(db.select(SubscriberImport)).one()
    assert [line["problem"] for line in kept.lines] == [list_changes.NO_LONGER_MAY]
    assert db.session.scalars(db.select(Subscriber)).all() == []


def bring(make, sign_in, content: bytes):
    browser = sign_in(make.user(Role.EDITOR))
    page = browser.submit(
        f"/subscribers/import/{make.panel_.slug}",
        file=(io.BytesIO(content), "list.csv"),
        proof="Sign-up sheets 2024",
    )
    return browser, page


def kept_address() -> str:
    return f"/subscribers/imported/{db.session.scalars(db.select(SubscriberImport.id)).one()}"
