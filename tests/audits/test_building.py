"""An audit is built beside the pages: who asked waits, and nobody else does."""

from datetime import date

import pytest

from cdop.audits import building, changes
from cdop.audits.models import Audit, AuditState, Basis, Profile
from cdop.audits.protecting import NotProtected
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queue import run_due

WISH = {
    "title": "Sudden deaths",
    "basis": "death",
    "from_month-month": "4",
    "from_month-year": "2023",
    "to_month-month": "3",
    "to_month-year": "2025",
}
ASKED_BY_ITSELF = {"HX-Request": "true"}


@pytest.fixture
def wish(make, sign_in, chair):
    """A chair who has just asked for an audit, and the page that came."""
    browser = sign_in(chair)
    page = browser.submit(f"/audits/new/{make.panel_.slug}", **WISH)
    return browser, page


def _audit():
    db.session.expire_all()
    return db.session.scalar(db.select(Audit))


def test_asking_counts_nothing_and_shows_how_far_it_is(wish, monkeypatch):
    _, page = wish

    assert _audit().state is AuditState.BUILDING
    assert "Waiting for its turn" in page
    assert "Check again" in page


def test_the_worker_builds_what_was_asked_for(wish, reviewed_death, chair):
    browser, _ = wish
    reviewed_death()
    db.session.commit()

    run_due()

    audit = _audit()
    assert (audit.state, audit.built_by_id) == (AuditState.DRAFT, chair.id)
    assert "1 sudden infant death " in browser.get(f"/audits/{audit.id}")


def test_a_page_that_asks_by_itself_is_led_to_the_audit(wish):
    browser, _ = wish
    run_due()
    address = f"/audits/{_audit().id}"

    by_itself = browser.client.get(f"{address}/progress", headers=ASKED_BY_ITSELF)

    assert (by_itself.status_code, by_itself.headers["HX-Redirect"]) == (204, address)
    assert browser.client.get(f"{address}/progress").location == address


def test_asking_twice_for_the_same_builds_one(wish, make):
    browser, _ = wish

    browser.submit(f"/audits/new/{make.panel_.slug}", **WISH)
    run_due()

    assert len(db.session.scalars(db.select(Audit)).all()) == 1
    assert len(db.session.scalars(db.select(Job)).all()) == 1


def test_nobody_waits_to_write_while_the_deaths_are_counted(wish, make, app, monkeypatch):
    drawn = building.draw

    def writes_meanwhile(results):
        with db.engine.begin() as connection:  # a second writer would wait ten seconds in vain
            connection.execute(db.update(Audit).values(title="Written meanwhile"))
        return drawn(results)

    monkeypatch.setattr(building, "draw", writes_meanwhile)

    run_due()

    assert (_audit().title, _audit().state) == ("Written meanwhile", AuditState.DRAFT)


def test_an_audit_that_could_not_be_built_says_how_to_go_on(wish, monkeypatch):
    browser, _ = wish
    address = f"/audits/{_audit().id}"
    with monkeypatch.context() as broken:
        broken.setattr(building, "count", lambda *_: 1 / 0)
        run_due()

    page = browser.get(f"{address}/progress")
    browser.submit(f"{address}/try-again")
    run_due()

    assert "It could not be built" in page
    assert "Try again" in page
    assert _audit().state is AuditState.DRAFT


def test_an_audit_that_could_not_be_built_can_be_discarded(wish, monkeypatch):
    browser, _ = wish
    monkeypatch.setattr(building, "count", lambda *_: 1 / 0)
    run_due()

    browser.submit(f"/audits/{_audit().id}/discard")

    assert _audit() is None


def test_an_audit_that_is_being_built_has_nothing_to_read_yet(wish):
    browser, _ = wish
    address = f"/audits/{_audit().id}"

    assert browser.get(f"{address}.xlsx").status_code == 404
    assert browser.get(f"{address}/preview/public").status_code == 404
    assert browser.submit(f"{address}/offer").status_code == 404


def test_building_again_keeps_the_words_and_the_old_draft(thirty_deaths, build, chair):
    old = build()
    changes.comment(old, actor=chair, version=old.version, commentary="Our words")

    rebuilt = changes.rebuild_audit(old, actor=chair)
    db.session.commit()
    run_due()

    db.session.expire_all()
    assert (rebuilt.state, rebuilt.commentary) == (AuditState.DRAFT, "Our words")
    assert rebuilt.results["counted"] == 30
    assert old.id != rebuilt.id


def test_a_preview_says_which_step_it_is_at(thirty_deaths, build, sign_in, chair):
    address = f"/audits/{build().id}/preview/public"
    browser = sign_in(chair)

    page = browser.submit(address)

    assert "Waiting for its turn" in page
    assert browser.client.get(address).location == f"{address}/progress"


def test_nobody_waits_to_write_while_a_release_is_worked_out(
    build, reviewed_death, sign_in, chair, monkeypatch
):
    reviewed_death()
    sign_in(chair).submit(f"/audits/{build().id}/preview/public")

    def writes_meanwhile(step, *_):
        with db.engine.begin() as connection:
            connection.execute(db.update(Audit).values(title="Written meanwhile"))
        if step == "propose":
            raise NotProtected("No advice")
        return {"withheld": "Too few."}

    monkeypatch.setattr("cdop.audits.preparing.protecting.in_child", writes_meanwhile)

    run_due()

    assert _audit().title == "Written meanwhile"
    assert _audit().results["prepared"]


def test_a_preview_that_failed_says_so(build, reviewed_death, sign_in, chair, monkeypatch):
    reviewed_death()
    address = f"/audits/{build().id}/preview/public"
    browser = sign_in(chair)
    browser.submit(address)
    monkeypatch.setattr("cdop.audits.preparing.gather", lambda *_: 1 / 0)

    run_due()

    page = browser.get(address)
    assert "Working it out failed" in page
    assert "Work it out" in page


def test_months_that_are_no_whole_years_are_for_the_panel_only(build, sign_in, chair):
    audit = build(from_month=date(2023, 6, 1), basis=Basis.DEATH)

    page = sign_in(chair).get(f"/audits/{audit.id}/preview/{Profile.PUBLIC}")

    assert "Only an audit of whole financial years" in page
    assert "Work it out" not in page


def test_an_audit_of_earlier_definitions_has_to_be_built_again_to_leave(build, sign_in, chair):
    audit = build()
    audit.code_version = "0" * 12
    db.session.commit()
    browser, address = sign_in(chair), f"/audits/{audit.id}/preview/{Profile.PUBLIC}"

    assert "built by earlier definitions" in browser.get(address)
    assert browser.submit(address).status_code == 409
    assert "Sudden deaths" in browser.get(f"/audits/{audit.id}")
