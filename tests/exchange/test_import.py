"""Importing a panel's log: one case for each death, and every line of the file accounted for."""

import csv
import json
import stat
from pathlib import Path

import pytest

from cdop.cases.models import Case, ChildIdentity
from cdop.exchange.models import ImportLine
from cdop.extensions import db
from cdop.trail.verify import verify

LOG = Path(__file__).parents[1] / "data" / "legacy_log.xlsx"
TRUTH = LOG.with_name("legacy_log_truth.csv")


@pytest.fixture
def run(app, make, tmp_path):
    """Run the command; its outcome and its report."""
    panel = make.panel(slug="larkmoor")
    db.session.commit()

    def invoke(*extra, file=LOG, slug=panel.slug):
        report = tmp_path / "report.json"
        report.unlink(missing_ok=True)
        arguments = ["import-cases", str(file), "--panel", slug, "--report", str(report), *extra]
        outcome = app.test_cli_runner().invoke(args=arguments)
        db.session.rollback()
        return outcome, json.loads(report.read_text()) if report.exists() else None

    invoke.report = tmp_path / "report.json"
    return invoke


@pytest.mark.both_engines
def test_each_death_of_the_log_becomes_one_case(run):
    truth = list(csv.DictReader(TRUTH.read_text().splitlines()))

    outcome, report = run()

    cases = db.session.execute(
        db.select(Case.reference, Case.age_days, ChildIdentity.last_name, ChildIdentity.died_on)
        .join(Case.identity)
        .order_by(Case.reference)
    ).all()
    wanted = {(line["ref"], int(line["age_days"]), line["last"], line["dod"]) for line in truth}
    assert outcome.exit_code == 0, outcome.output
    assert {(ref, age, last, str(died)) for ref, age, last, died in cases} == wanted
    assert report["counts"] == {"imported": 420, "duplicate": 6, "rejected": 5, "ignored": 7}
    assert len(report["lines"]) == 438
    assert verify()[1] == []


def test_a_second_run_imports_nothing_twice(run):
    run()

    outcome, report = run()

    assert outcome.exit_code == 0
    assert report["counts"]["imported"] == 0
    assert db.session.scalar(db.select(db.func.count(Case.id))) == 420


def test_a_dry_run_reports_the_same_and_writes_nothing(run):
    _, dry = run("--dry-run")
    cases = db.session.scalar(db.select(db.func.count(Case.id)))
    _, real = run()

    assert cases == 0
    assert dry == real


def test_the_report_is_for_its_owner_only(run):
    run("--dry-run")

    assert stat.S_IMODE(run.report.stat().st_mode) == 0o600


def test_every_line_is_kept_with_what_became_of_it(run):
    _, report = run()

    kept = db.session.scalars(db.select(ImportLine).order_by(ImportLine.position)).all()
    assert [line.details for line in kept] == report["lines"]
    assert all((line.case_id is not None) == (line.status == "imported") for line in kept)


def test_a_file_that_cannot_be_read_is_refused_whole(run, tmp_path):
    broken = tmp_path / "log.xlsx"
    broken.write_bytes(LOG.read_bytes()[:5000])

    outcome, report = run(file=broken)

    assert outcome.exit_code == 1
    assert report is None


def test_an_unknown_panel_is_named_with_those_there_are(run):
    outcome, _ = run(slug="nowhere")

    assert outcome.exit_code == 2
    assert "larkmoor" in outcome.output


def test_a_mapping_to_a_heading_that_is_not_there_says_so(run, tmp_path):
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps({"dod": "Day of passing"}))

    outcome, _ = run("--mapping", str(mapping))

    assert outcome.exit_code == 1
    assert "Day of passing" in outcome.output
