"""What the log keeps of a fault, whoever tells of it."""

import logging

import pytest

from cdop.app import create_app
from cdop.web.logs import set_up_logging
from tests.conftest import CONFIG

SECRET = "Testchild Marker 9990000018"


@pytest.fixture
def log(tmp_path):
    app = create_app(CONFIG, {"CDOP_ENV": "test", "CDOP_DATA": str(tmp_path)})
    set_up_logging(app)
    return tmp_path / "log" / "cdop.log"


@pytest.mark.parametrize("name", ["cdop", "cdop.jobs", "cdop.anything.new"])
def test_a_fault_is_told_without_what_it_said(log, name):
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger(name).exception("job %s failed", "J1")

    [line] = log.read_text().splitlines()
    assert SECRET not in line
    assert "ValueError at test_logs.py:" in line


def test_a_fault_of_a_job_still_says_which(log):
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("cdop.jobs").exception("job %s failed", "J1")

    assert "job J1 failed" in log.read_text()
