"""The import contract holds, and it really catches what it says it forbids."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = "import sys, importlinter.cli as c; sys.exit(c.lint_imports_command())"


@pytest.fixture
def tree(tmp_path):
    """A copy of the package, in which a test may plant what must not be."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "cdop", tmp_path / "cdop", ignore=shutil.ignore_patterns("*.pyc"))
    return tmp_path


def plant(tree: Path, module: str, line: str = "") -> None:
    path = tree / "cdop" / module
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "__init__.py").touch()
    path.write_text(line + "\n")


def contract(tree: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--no-logo"],
        cwd=tree,
        capture_output=True,
        text=True,
    )


def test_every_package_imports_only_the_rows_below_its_own():
    outcome = contract(ROOT)

    assert outcome.returncode == 0, outcome.stdout


def test_a_package_that_no_row_lists_is_an_error(tree):
    plant(tree, "surprise/changes.py")

    outcome = contract(tree)

    assert outcome.returncode == 1
    assert "- cdop.surprise" in outcome.stdout


@pytest.mark.parametrize(
    ("module", "line", "rule"),
    [
        ("cases/planted.py", "import cdop.analysis.planted", "rows below"),
        ("newsletters/planted.py", "import cdop.cases.planted", "read by the public"),
        ("learning/planted.py", "import cdop.analysis.planted", "read by the public"),
        ("public/planted.py", "import cdop.cases.planted", "read by the public"),
        ("audits/planted.py", "import cdop.cases.planted", "only through cdop.audits.dataset"),
        ("core/planted.py", "import flask", "core is pure"),
        ("core/planted.py", "import sqlalchemy", "core is pure"),
    ],
)
def test_a_forbidden_import_is_found(tree, module, line, rule):
    plant(tree, "cases/planted.py")
    plant(tree, "analysis/planted.py")
    plant(tree, module, line)

    outcome = contract(tree)

    broken = [text for text in outcome.stdout.splitlines() if "BROKEN" in text]
    assert any(rule in text for text in broken), outcome.stdout


def test_the_bridge_may_read_cases(tree):
    plant(tree, "cases/planted.py")
    plant(tree, "audits/dataset.py", "import cdop.cases.planted")

    outcome = contract(tree)

    assert "Audits reach cases only through cdop.audits.dataset KEPT" in outcome.stdout
