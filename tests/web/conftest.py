"""Fixtures of the web layer: an app that shows every component, its client, and its address."""

import threading

import pytest
from werkzeug.serving import make_server

from tests.web.kitchen import make_app


@pytest.fixture
def kitchen_app():
    return make_app()


@pytest.fixture
def kitchen(kitchen_app):
    return kitchen_app.test_client()


@pytest.fixture(scope="session")
def kitchen_url():
    server = make_server("127.0.0.1", 0, make_app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
