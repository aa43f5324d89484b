"""The app served to a real browser, in which a person is signed in."""

import threading

import pytest
from werkzeug.serving import make_server

from cdop.extensions import db
from tests.browse import Browser
from tests.chromium import DESKTOP, watch


@pytest.fixture
def address(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def open_as(app, chromium, address):
    """`open_as(user, path)` is a page of the running app; what the browser complains of fails."""
    contexts, complaints = [], []

    def opened(user, path, **settings):
        context = chromium.new_context(**{"viewport": DESKTOP, **settings})
        contexts.append(context)
        watch(context, complaints)
        [cookie] = Browser(app, user).client._cookies.values()
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        db.session.rollback()  # the test's own reading must not hold up the requests
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
