"""The app served to a real browser, in which a person or nobody is signed in."""

import pytest

from cdop.extensions import db
from tests.analysis.conftest import address  # noqa: F401  a fixture
from tests.browse import Browser
from tests.chromium import DESKTOP, watch


@pytest.fixture
def open_as(app, chromium, address):  # noqa: F811
    """`open_as(user, path)` is a page of the running app; what the browser complains of fails."""
    contexts, complaints = [], []

    def opened(user, path, viewport=DESKTOP, **settings):
        context = chromium.new_context(viewport=viewport, **settings)
        contexts.append(context)
        watch(context, complaints)
        cookies = Browser(app, user).client._cookies.values() if user else []
        context.add_cookies(
            [{"name": each.key, "value": each.value, "url": address} for each in cookies]
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        db.session.rollback()  # the test's own reading must not hold up the requests
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        for page in context.pages:
            page.wait_for_load_state("networkidle")  # a preview may still be on its way
        context.close()
    assert complaints == []
