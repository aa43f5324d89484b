"""An app of its own with two whole panels in it, built once for every test of access."""

from pathlib import Path

import pytest

from cdop.app import create_app
from cdop.extensions import db
from tests.access.world import World
from tests.conftest import CONFIG


@pytest.fixture(scope="package")
def world(tmp_path_factory) -> World:
    folder: Path = tmp_path_factory.mktemp("world")
    app = create_app(CONFIG, {"CDOP_ENV": "test", "CDOP_DATA": str(folder)})
    with app.app_context():
        db.create_all()
        db.session.commit()
    return World(app)
