"""What an attacker would try with an account of their own, or with none."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from cdop.accounts.models import User
from cdop.cases.models import Case
from cdop.core.workflow import Stage
from cdop.db.sealed import SealedText
from cdop.db.sensitivity import Sensitivity
from cdop.extensions import db
from cdop.learning.models import Lesson
from cdop.mail.models import OutboxMail
from cdop.newsletters.models import Issue
from tests.access.table import TABLE, Line
from tests.access.test_requests import who_may
from tests.access.walk import path_of
from tests.access.world import HERE, THERE
from tests.newsletters import build as newsletters

TWO_IDS = [
    line
    for line in TABLE
    if line.rule.startswith("/cases/<opaque:case_id>/") and line.rule.count("<") == 2
]
PAGES = [line for line in TABLE if line.method == "GET" and not line.rule.startswith("/static")]
LIVE = '"><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}'
FORMULA = '=HYPERLINK("http://evil.example","x")'
WORDS = (
    Sensitivity.PERSONAL,
    Sensitivity.PUBLIC,
    Sensitivity.IDENTIFYING,
    Sensitivity.NARRATIVE,
)
TYPED_THOUGH_CODED = {
    "child_case.residence_area", "recommendation.to_whom", "recommendation.lead", "audit.title",
}  # fmt: skip
# What this service made itself, sealed by a checksum or read as code, and what stands in addresses.
NOT_TYPED = {
    "panel.slug",
    "child_case.reference", "panel.reference_prefix", "publication.html", "publication.text",
    "briefing.html", "briefing.checksum", "page_edition.html", "page_edition.checksum",
    "translated_edition.html", "translated_edition.text", "translated_edition.checksum",
    "publication.checksum", "release.checksum", "release.number", "released_table.number",
    "user_account.email", "subscriber.email",
}  # fmt: skip


@pytest.mark.parametrize("line", TWO_IDS, ids=str)
def test_a_row_is_not_reached_under_somebody_elses_case(world, line: Line):
    """The case in the address is one's own; the row in it belongs to another panel's."""
    mixed = world.values[THERE][line.record] | {"case_id": world.values[HERE]["case"]["case_id"]}
    path = path_of(line, {line.record: mixed})

    for role in sorted(line.who):
        assert world.ask(line.method, path, (role, "own")).status_code == 404


def test_a_case_is_not_merged_into_one_of_another_panel(world):
    mine = world.values[HERE]["case"]["case_id"]
    theirs = world.values[THERE]["case"]["case_id"]
    with world.app.app_context():
        reference = db.session.get(Case, theirs).reference

    response = world.ask(
        "POST",
        f"/cases/{mine}/merge",
        ("coordinator", "own"),
        reference=reference,
        reason="Same child",
        confirmed=theirs,
    )

    assert response.status_code == 422
    assert _stored(world, Case, mine).stage is not Stage.MERGED


@pytest.mark.parametrize(("path", "field"), [("/cases/notify", "panel"), ("/imports/new", "panel")])
def test_nothing_is_brought_in_to_another_panel(world, path, field):
    other = world.values[THERE]["panel"]["panel_id"]

    response = world.ask("POST", path, ("coordinator", "own"), **{field: other})

    assert response.status_code == 422


def test_a_conflict_is_not_declared_for_somebody_of_another_panel(world):
    case_id = world.values[HERE]["case"]["case_id"]
    stranger = world.values[THERE]["person"]["user_id"]

    response = world.ask(
        "POST",
        f"/cases/{case_id}/conflicts",
        ("coordinator", "own"),
        user=stranger,
        reason="They know the family",
    )

    assert response.status_code == 422


def test_a_lesson_is_not_made_of_another_panels_points(world):
    theirs = world.values[THERE]["passed-point"]["point_id"]
    slug = world.values[HERE]["panel-page"]["panel_slug"]

    shown = world.ask("GET", f"/lessons/new/{slug}?point={theirs}", ("editor", "own"))
    sent = world.ask(
        "POST", f"/lessons/new/{slug}", ("editor", "own"), title="Taken", point_ids=theirs
    )

    assert theirs not in shown.text
    assert sent.status_code == 422 or not _newest(world, Lesson).sources
    world.restore()


def test_a_newsletter_shows_no_table_of_another_panel(world, make_there):
    make_there(lambda make, panel: newsletters.released(make, "2031-07/1", panel=panel))
    issue_id = world.values[HERE]["issue"]["issue_id"]

    preview = world.ask(
        "POST", f"/newsletters/{issue_id}/preview", ("editor", "own"), body="[[table 2031-07/1]]"
    )

    assert "There is no table 2031-07/1" in preview.text
    assert "On a sofa" not in preview.text
    world.restore()


def test_an_editor_does_not_read_what_was_released_to_partners_only(world, make_there):
    row = make_there(
        lambda make, panel: newsletters.released(make, "2031-08/1", panel=panel, profile="partner"),
        HERE,
    )

    for ending in ("", ".csv", ".xlsx"):
        path = f"/releases/{row.release_id}{ending}"
        assert world.ask("GET", path, ("editor", "own")).status_code == 404
        assert world.ask("GET", path, ("member", "own")).status_code == 200
        assert world.ask("GET", f"/published/{row.release_id}{ending}").status_code == 404
    world.restore()


def test_a_release_is_not_replaced_by_one_of_another_panel(world):
    mine = world.values[HERE]["released"]["release_id"]
    theirs = world.values[THERE]["released"]["release_id"]

    response = world.ask(
        "POST",
        f"/releases/{mine}/withdraw",
        ("chair", "own"),
        notice="A figure was wrong.",
        replaced_by=theirs,
    )

    assert response.status_code == 422


EXTRA = {
    "panel_id": "x", "state": "approved", "stage": "closed", "approved_by_id": "x",
    "author_id": "x", "author_ids": "x", "id": "0" * 22, "role": "administrator",
    "roles": "administrator", "is_admin": "1", "disabled_at": "", "password_hash": "x",
    "email": "evil@example.org", "memberships": "administrator", "totp_secret": "x",
}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "model", "record", "who", "typed"),
    [
        ("/lessons/{}/edit", Lesson, "lesson", "editor", {"title": "New", "theme": "safer_sleep"}),
        ("/newsletters/{}/edit", Issue, "issue", "editor", {"title": "New", "body": "New"}),
        ("/people/{}/details", User, "person", "administrator", {"name": "New"}),
    ],
)
def test_more_than_the_form_asks_for_is_not_taken(world, line, model, record, who, typed):
    [record_id] = world.values[HERE][record].values()
    before = _stored(world, model, record_id)
    kept = ("panel_id", "author_id", "email", "password_hash", "totp_secret", "disabled_at")

    response = world.ask(
        "POST",
        line.format(record_id),
        (who, "own"),
        **{**EXTRA, **typed, "version": str(before.version)},
    )

    after = _stored(world, model, record_id)
    assert response.status_code == 303
    assert all(getattr(before, name, None) == getattr(after, name, None) for name in kept)
    if model is not User:
        assert after.state.value == "draft"
        assert after.author_id != after.last_editor_id
    world.restore()


def test_nothing_typed_anywhere_runs_in_anybodys_browser(world):
    columns = _poison(world, LIVE)

    live = [
        f"{line} as {role}"
        for line in PAGES
        for role in ([None] if line.is_open else _roles(line))
        if _runs(world.ask("GET", path_of(line, world.values[HERE]), role))
    ]

    assert live == []
    assert columns > 50
    world.restore()


def test_nothing_typed_anywhere_runs_in_a_spreadsheet(world):
    _poison(world, FORMULA)
    files = [line for line in PAGES if re.search(r"\.(csv|xlsx)$|/download$", line.rule)]

    for line in files:
        response = world.ask("GET", path_of(line, world.values[HERE]), who_may(line))
        assert response.status_code == 200, line
        if response.data[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(response.data)) as book:
                sheets = [name for name in book.namelist() if "worksheets/sheet" in name]
                assert all(b"<f>" not in book.read(name) for name in sheets)
        else:
            rows = csv.reader(io.StringIO(response.text.lstrip("\ufeff")))
            assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]
    assert len(files) >= 8
    world.restore()


def test_a_line_break_in_a_title_adds_no_header_to_a_mail(world):
    slug = world.values[HERE]["panel-page"]["panel_slug"]
    evil = "Safer sleep\r\nBcc: spy@example.org"

    world.ask("POST", f"/newsletters/new/{slug}", ("editor", "own"), title=evil)
    world.ask(
        "POST",
        "/people/invite",
        ("administrator", "own"),
        email="new@example.org",
        name=evil,
        role="editor",
        panel=slug,
    )

    with world.app.app_context():
        titles = db.session.scalars(db.select(Issue.title)).all()
        names = db.session.scalars(db.select(User.name)).all()
        heads = [
            f"{mail.subject}{mail.recipient}" for mail in db.session.scalars(db.select(OutboxMail))
        ]
    assert not [text for text in (*titles, *names, *heads) if "\n" in text or "\r" in text]
    world.restore()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "cdop.test.evil.example"])
def test_a_forged_host_gets_into_no_mail_and_no_redirect(world, monkeypatch, host):
    with world.app.app_context():
        email = db.session.get(User, world.ids["chair", "own"]).email
        db.session.execute(sa.update(User).where(User.email == email).values(password_hash="x"))
        db.session.commit()
    for base in (world.app.config["BASE_URL"], ""):
        monkeypatch.setitem(world.app.config, "BASE_URL", base)
        client = world.app.test_client()

        answer = client.post("/forgotten-password", data={"email": email}, headers={"Host": host})

        assert "evil" not in answer.headers["Location"]
        assert b"evil" not in client.get("/", headers={"Host": host}).data
        assert b"evil" not in client.get("/sitemap.txt", headers={"Host": host}).data
    with world.app.app_context():
        from_jobs = [m.text or "" for m in db.session.scalars(db.select(OutboxMail))]
    assert not [text for text in from_jobs if "evil" in text]
    world.restore()


def test_the_log_holds_no_search_no_token_and_no_form(world):
    token = world.values[HERE]["account-link"]["token"]
    log = Path(world.app.config["DATA"]) / "log" / "cdop.log"

    world.ask("GET", "/people/?q=Typedname", ("administrator", "own"))
    world.ask("GET", f"/choose-password/{token}")
    world.ask("GET", "/cases/Typedname?x=Typedname", ("member", "own"))
    world.ask("POST", "/cases/find", ("coordinator", "own"), words="Typedname")

    said = log.read_text() if log.exists() else ""
    assert "Typedname" not in said
    assert token not in said


@pytest.fixture
def make_there(world):
    """Build something more on a panel; it goes with the next `restore`."""

    def made(build, panel=THERE):
        from tests.making import Make

        with world.app.app_context():
            number = db.session.scalar(sa.select(sa.func.count(User.id)))
            make = Make()
            make._number = iter(range(number + 1000, number + 2000))
            make._panel = db.session.get(
                sa.inspect(Case).relationships["panel"].mapper.class_,
                world.values[panel]["panel"]["panel_id"],
            )
            row = build(make, make._panel)
            db.session.refresh(row)
            db.session.expunge(row)
            return row

    return made


def _stored(world, model, record_id):
    with world.app.app_context():
        row = db.session.get(model, record_id)
        db.session.expunge(row)
        return row


def _newest(world, model):
    with world.app.app_context():
        row = db.session.scalar(db.select(model).order_by(model.created_at.desc()).limit(1))
        _ = row.sources
        return row


def _roles(line: Line) -> list[tuple[str, str]]:
    who = ["chair", "governance"] if line.is_own_account else sorted(line.who)
    return [(role, "own") for role in who if role != "half-signed-in"]


def _runs(response) -> bool:
    assert response.status_code < 500, response.request.path
    if not response.mimetype.startswith(("text/html", "image/svg", "application/atom")):
        return False
    return bool(re.search(r"<img src=x|<script>alert", response.text))


def _poison(world, text: str) -> int:
    """Put the text into every column that holds what people typed; how many there were."""
    poisoned = 0
    with world.app.app_context():
        for mapper in db.Model.registry.mappers:
            for attribute in mapper.column_attrs:
                column = attribute.columns[0]
                if _is_typed(column):
                    poisoned += 1
                    for row in db.session.scalars(sa.select(mapper.class_)):
                        setattr(row, attribute.key, text)
        db.session.flush()
        db.session.commit()
    return poisoned


def _is_unique(column) -> bool:
    """By itself or with others: the same words in two rows would be refused."""
    constraints = column.table.constraints
    together = (each for each in constraints if isinstance(each, sa.UniqueConstraint))
    return bool(column.unique) or any(column.name in each.columns for each in together)


def _is_typed(column) -> bool:
    return (
        type(column.type) in (sa.Text, SealedText)
        and (column.info.get("sensitivity") in WORDS or str(column) in TYPED_THOUGH_CODED)
        and not column.foreign_keys
        and str(column) not in NOT_TYPED
        and not _is_unique(column)
    )
