import pytest

from cdop.access.roles import Role
from cdop.audits import changes
from cdop.audits.models import Audit, Profile
from cdop.extensions import db
from cdop.jobs.queue import run_due


@pytest.fixture
def released(offered, deputy):
    release = changes.release_audit(offered, actor=deputy, profile=Profile.PUBLIC)
    db.session.commit()
    return release


def test_a_chair_builds_an_audit_and_another_releases_it(
    thirty_deaths, make, sign_in, chair, deputy
):
    author = sign_in(chair)
    author.submit(
        f"/audits/new/{make.panel_.slug}",
        **{
            "title": "Sudden deaths",
            "basis": "death",
            "from_month-month": "4",
            "from_month-year": "2023",
            "to_month-month": "3",
            "to_month-year": "2025",
        },
    )
    run_due()
    audit = db.session.scalar(db.select(Audit))
    address = f"/audits/{audit.id}"
    assert "30 sudden infant deaths" in author.get(address).text
    assert "Sudden deaths" in author.get("/audits/").text
    author.submit(f"{address}/offer")

    run_due()

    reader = sign_in(deputy)
    assert "Left visible" in reader.get(f"{address}/preview/public").text
    db.session.expire_all()
    page = reader.submit(f"{address}/release/public", version=str(audit.version))
    page = reader.get(f"/releases/{audit.releases[0].id}?part=all")
    assert "[[table" in page.text
    assert "66.7%" in page.text


def test_an_editor_reads_public_releases_but_no_draft(released, make, sign_in):
    editor = sign_in(make.user(Role.EDITOR))

    assert editor.get(f"/releases/{released.id}").status_code == 200
    assert released.number in editor.get("/releases/").text
    assert editor.get(f"/audits/{released.audit_id}").status_code == 404


def test_another_panel_sees_nothing(released, make, sign_in):
    stranger = sign_in(make.user(Role.CHAIR, panel=make.panel()))

    assert stranger.get(f"/audits/{released.audit_id}").status_code == 404
    assert stranger.get(f"/releases/{released.id}").status_code == 404
    assert released.number not in stranger.get("/releases/").text


def test_a_withdrawn_release_leaves_a_notice(released, sign_in, chair):
    sign_in(chair).submit(f"/releases/{released.id}/withdraw", notice="One table was wrong.")

    public = sign_in().get(f"/published/{released.id}")
    assert public.status_code == 410
    assert "One table was wrong." in public.text
    for ending in ("csv", "json", "xlsx", "pdf"):
        gone = sign_in().get(f"/published/{released.id}.{ending}")
        assert gone.status_code == 410
        assert "One table was wrong." in gone.text


def test_a_stale_commentary_is_not_saved(build, sign_in, chair):
    audit = build()
    address, version = f"/audits/{audit.id}/commentary", str(audit.version)
    browser = sign_in(chair)
    browser.submit(address, version=version, commentary="First text")

    answer = browser.submit(address, version=version, commentary="Second text")

    assert answer.status_code == 409
    assert "First text" in answer.text
    assert "Second text" in answer.text
