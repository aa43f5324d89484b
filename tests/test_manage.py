"""The one script says plainly what is wrong, and passes on what it is given."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import manage

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def clone(tmp_path):
    """A checkout that nothing has been installed in."""
    shutil.copy(ROOT / "manage.py", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


def without_pip_settings() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return {**kept, "PIP_CONFIG_FILE": os.devnull}


def test_no_package_index_is_said_with_what_to_do(clone):
    dead = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"}

    outcome = subprocess.run(
        [sys.executable, "manage.py", "run"],
        cwd=clone,
        env={**without_pip_settings(), **dead},
        capture_output=True,
        text=True,
    )

    assert outcome.returncode == 2
    assert "pip reached no package index" in outcome.stderr
    assert "global.index-url" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert not (clone / ".venv" / ".installed-run").exists()


def test_an_unknown_command_shows_those_there_are(capsys):
    assert manage.main(["serve"]) == 2

    assert "manage.py run" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--data", "here"], ["--data=here"]])
def test_the_data_folder_may_stand_anywhere_and_the_rest_is_passed_on(words, monkeypatch):
    monkeypatch.setenv("CDOP_DATA", "before")

    rest = manage.take_data_folder(["backup", *words, "--to", "there"])

    assert rest == ["backup", "--to", "there"]
    assert os.environ["CDOP_DATA"] == str(Path("here").resolve())


def test_a_data_folder_left_out_is_said(capsys):
    with pytest.raises(SystemExit, match="2"):
        manage.take_data_folder(["--data"])

    assert capsys.readouterr().err == "--data needs a folder.\n"
