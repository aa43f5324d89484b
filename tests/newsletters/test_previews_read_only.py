"""A preview changes nothing, so it neither waits for a writer nor keeps one waiting."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cdop.access.roles import Role
from cdop.extensions import db
from cdop.newsletters.models import Issue
from tests.newsletters.build import editor_of, issue, translation
from tests.site.build import page


@pytest.fixture
def while_somebody_writes(app):
    """Another process has taken the one turn to write, and does not give it back."""
    with closing(sqlite3.connect(Path(app.config["DATA"]) / "cdop.sqlite")) as writer:

        def take_the_turn():
            db.session.commit()
            writer.execute("BEGIN IMMEDIATE")

        yield take_the_turn
        writer.rollback()


def test_every_preview_is_declared_to_read_only(app):
    previews = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "/preview" in rule.rule and rule.endpoint.split(".")[0] in ("newsletters", "site")
    ]

    assert len(previews) >= 7
    for endpoint in previews:
        assert app.view_functions[endpoint].only_reads, endpoint


def test_each_preview_of_an_issue_is_shown_while_somebody_writes(
    make, sign_in, while_somebody_writes
):
    row = issue(make)
    browser = sign_in(editor_of(row))
    at = f"/newsletters/{row.id}/preview"
    while_somebody_writes()

    for form in ("", "/pages", "/pdf"):
        assert browser.submit(at + form, body="## Seen").status_code == 200


def test_the_preview_of_a_translation_is_shown_while_somebody_writes(
    make, sign_in, while_somebody_writes
):
    row = translation(make, issue(make))
    browser = sign_in(make.user(Role.EDITOR))
    at = f"/newsletters/translations/{row.id}/preview"
    while_somebody_writes()

    assert browser.submit(at, body="## Gwelwyd").status_code == 200


def test_the_preview_of_a_page_is_shown_while_somebody_writes(make, sign_in, while_somebody_writes):
    row = page(make)
    browser = sign_in(make.user(Role.EDITOR))
    at = f"/pages/{row.id}/preview"
    while_somebody_writes()

    assert "Seen" in browser.submit(at, body="## Seen").html


def test_a_preview_asked_for_without_scripts_saves_nothing(make, sign_in):
    row = issue(make)
    before = (row.version, row.body)
    browser = sign_in(editor_of(row))

    shown = browser.submit(
        f"/newsletters/{row.id}/edit", act="preview", title="New", body="## Seen"
    )

    assert "Seen" in shown.html
    again = db.session.get(Issue, row.id)
    assert (again.version, again.body) == before


def test_another_panel_gets_no_preview_and_the_refusal_is_recorded(make, sign_in):
    row = issue(make)
    stranger = sign_in(make.user(Role.EDITOR, panel=make.panel("Elsewhere")))

    assert stranger.submit(f"/newsletters/{row.id}/preview", body="x").status_code == 404
