"""No chair alone, and no words that tell who a child was, get out with a release."""

import re

import pytest

from cdop.access.policy import Denied
from cdop.access.roles import Role
from cdop.audits import changes, word_changes
from cdop.audits.models import AuditState, Profile
from cdop.core.moves import NotNow
from cdop.extensions import db
from cdop.jobs.queue import run_due
from cdop.learning.identity_check import IdentityFound
from tests.learning.build import reasons_beside


@pytest.fixture
def known(make):
    """A child of the panel, by name."""
    return make.case(first_name="Quillan", last_name="Featherstone")


def worded(audit, *, actor, commentary):
    changes.comment(audit, actor=actor, version=audit.version, commentary=commentary)
    db.session.commit()


def ready(browser, audit):
    """Where the audit can be released, once what it prints was worked out."""
    browser.submit(f"/audits/{audit.id}/preview/public")
    run_due()
    return browser.get(f"/audits/{audit.id}/preview/public")


def version_on(page):
    return re.search(r'name="version" value="(\d+)"', page.html)[1]


def test_who_wrote_words_of_an_audit_cannot_release_it(thirty_deaths, build, chair, deputy):
    audit = build()
    worded(audit, actor=deputy, commentary="More was asked of us this year.")
    changes.offer_audit(audit, actor=chair)

    with pytest.raises(Denied):
        changes.release_audit(audit, actor=deputy, profile=Profile.PUBLIC)


def test_who_recommended_something_cannot_release_it(thirty_deaths, build, chair, deputy):
    audit = build()
    word_changes.recommend(audit, actor=deputy, text="Ask about heat.", owner="", due_on=None)
    changes.offer_audit(audit, actor=chair)

    with pytest.raises(Denied):
        changes.release_audit(audit, actor=deputy, profile=Profile.PUBLIC)


def test_words_stay_their_writers_when_the_audit_is_built_again(
    thirty_deaths, build, chair, deputy
):
    audit = build()
    worded(audit, actor=chair, commentary="More was asked of us this year.")

    rebuilt = changes.rebuild_audit(audit, actor=deputy)

    assert rebuilt.author_ids == {chair.id, deputy.id}


def test_nobody_offers_the_audit_of_another_to_themselves(thirty_deaths, build, deputy):
    audit = build()

    with pytest.raises(NotNow):
        changes.offer_audit(audit, actor=deputy)


def test_words_that_name_a_child_are_not_offered(thirty_deaths, build, chair, known, sign_in):
    audit = build()
    worded(audit, actor=chair, commentary="We remember Quillan Featherstone.")

    page = sign_in(chair).submit(f"/audits/{audit.id}/offer")

    assert "Take it out." in page.text
    db.session.expire_all()
    assert audit.state is AuditState.DRAFT


def test_words_that_name_a_child_are_not_released(offered, deputy, known):
    offered.commentary = "We remember Quillan Featherstone."

    with pytest.raises(IdentityFound):
        changes.release_audit(offered, actor=deputy, profile=Profile.PUBLIC)


def test_what_is_weak_is_released_for_a_reason_each(
    thirty_deaths, build, chair, deputy, known, sign_in
):
    audit = build()
    worded(audit, actor=chair, commentary="A Featherstone lamp is safe.")
    changes.offer_audit(audit, actor=chair)
    db.session.commit()
    browser = sign_in(deputy)
    page = ready(browser, audit)
    typed = {"version": version_on(page)}

    refused = browser.submit(f"/audits/{audit.id}/release/public", **typed)
    released = browser.submit(
        f"/audits/{audit.id}/release/public", **typed, **reasons_beside(page, "A make of lamp.")
    )

    assert refused.status_code == 422
    assert "Featherstone lamp" in released.text


def test_words_changed_since_they_were_read_are_not_released(offered, chair, deputy, sign_in):
    browser = sign_in(deputy)
    version = version_on(ready(browser, offered))
    worded(offered, actor=chair, commentary="Read by nobody.")
    changes.offer_audit(offered, actor=chair)
    db.session.commit()
    run_due()

    page = browser.submit(f"/audits/{offered.id}/release/public", version=version)

    assert page.status_code == 409
    assert not offered.releases


def test_the_notice_of_a_withdrawn_release_names_nobody(offered, deputy, known, sign_in, make):
    release = changes.release_audit(offered, actor=deputy, profile=Profile.PUBLIC)
    db.session.commit()
    chair = sign_in(make.user(Role.CHAIR))

    page = chair.submit(
        f"/releases/{release.id}/withdraw", notice="It told of Quillan Featherstone."
    )

    assert page.status_code == 422
    assert sign_in().get(f"/published/{release.id}").status_code == 200
