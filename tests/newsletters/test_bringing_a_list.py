"""An old list is brought along line by line, with proof of consent, and against nobody's will."""

import io
from datetime import date

import pytest

from cdop.access.roles import Role
from cdop.extensions import db
from cdop.mail.models import OutboxMail
from cdop.newsletters import reader_changes
from cdop.newsletters.list_import import NotAList, read_list
from cdop.newsletters.reader_models import Subscriber, SubscriberState
from tests.newsletters.build import reader

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


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nobody,31/3/2024,Sheet,", "No e-mail address in the right form"),
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

    page = sign_in(make.user(Role.EDITOR)).submit(
        f"/subscribers/import/{make.panel_.slug}",
        file=(io.BytesIO(content), "list.csv"),
        proof="Sign-up sheets 2024",
    )

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
    assert "/unsubscribe/" in told[0].text
