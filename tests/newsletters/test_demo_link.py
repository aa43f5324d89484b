"""`flask demo-link` prints a link that works."""

import pytest

from cdop.extensions import db
from cdop.mail.links import remember_port
from cdop.newsletters.reader_models import Subscriber, SubscriberState
from tests.newsletters.build import reader


def run(app, purpose: str):
    result = app.test_cli_runner().invoke(args=["demo-link", purpose])
    db.session.expire_all()
    return result


@pytest.mark.parametrize("there_is_a_reader", [True, False])
@pytest.mark.parametrize(
    ("purpose", "after"),
    [
        ("unsubscribe", SubscriberState.UNSUBSCRIBED),
        ("confirm", SubscriberState.CONFIRMED),
    ],
)
def test_the_link_works(app, make, sign_in, purpose, after, there_is_a_reader):
    make.panel()
    if there_is_a_reader:
        reader(make, confirmed=purpose == "unsubscribe")

    result = run(app, purpose)

    assert result.exit_code == 0, result.output
    path = result.output.strip().removeprefix("http://cdop.test")
    page = sign_in().submit(path)
    assert page.status_code == 200
    assert [row.state for row in db.session.scalars(db.select(Subscriber))] == [after]


def test_agencies_have_no_link_yet(app, make):
    result = run(app, "agency")

    assert result.exit_code == 2
    assert "reports are not collected by it yet" in result.output


def test_without_a_panel_it_says_so(app):
    assert run(app, "confirm").exit_code == 1


def test_links_of_real_people_are_not_printed_in_production(app, make, monkeypatch):
    make.panel()
    monkeypatch.setitem(app.config, "PRODUCTION", True)

    assert run(app, "unsubscribe").exit_code == 2


def test_the_link_leads_to_the_port_the_service_was_started_on(app, make, monkeypatch):
    make.panel()
    monkeypatch.setitem(app.config, "BASE_URL", "")
    remember_port(8123)

    assert run(app, "confirm").output.startswith("http://127.0.0.1:8123/subscribe/confirm/")
