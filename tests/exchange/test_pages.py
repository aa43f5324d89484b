"""Importing through the pages: upload, check the columns, look, confirm, take back."""

import csv
import io
import json
import re
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from cdop.access.roles import Role
from cdop.analysis.models import Analysis
from cdop.audits.models import Audit, Basis, Release
from cdop.cases.models import Case, ChildIdentity, Conflict
from cdop.core.legacy.columns import COLUMNS
from cdop.db.clock import now
from cdop.exchange import sealed_files
from cdop.exchange.models import BatchState, ImportBatch, ImportLine
from cdop.extensions import db
from cdop.jobs.queue import run_due
from cdop.trail.models import TrailEntry
from cdop.trail.verify import verify

LOG = Path(__file__).parents[1] / "data" / "legacy_log.xlsx"
HEADINGS = "Ref,Forename,Surname,NHS No,DOB,Date of Death,Reviewed"
LINES = (
    "A1,Orla,Pell,,01/02/2020,03/03/2020,04/09/2020",
    "A2,Mina,Quill,,05/06/2021,07/07/2021,",
    "A3,Ivo,Rusk,,09/09/2021,01/01/2021,",
    "A1,Orla,Pell,,01/02/2020,03/03/2020,",
)


def small_log(*lines: str) -> bytes:
    return "\n".join((HEADINGS, *(lines or LINES))).encode()


@pytest.fixture
def coordinator(make):
    return make.user(Role.COORDINATOR)


@pytest.fixture
def browser(app, coordinator, sign_in):
    yield sign_in(coordinator)
    shutil.rmtree(sealed_files.folder(), ignore_errors=True)


def send(browser, content: bytes, name: str = "log.csv", **data):
    panel = db.session.scalar(db.select(ImportBatch.panel_id)) or ""
    data.setdefault("panel", panel)
    return browser.submit("/imports/new", file=(io.BytesIO(content), name), **data)


def chosen_in(page) -> dict[str, str]:
    """What the lists of the page stand at, as a browser would send it."""
    chosen = {}
    for column in COLUMNS:
        options = re.search(rf'<select[^>]*name="{column.name}".*?</select>', page.html, re.S)[0]
        found = re.search(r'<option value="([^"]*)"[^>]*selected', options)
        chosen[column.name] = found[1].replace("&#39;", "'") if found else ""
    return chosen


def upload(browser, coordinator, content: bytes, name: str = "log.csv"):
    panel_id = coordinator.memberships[0].panel_id
    return send(browser, content, name, panel=panel_id)


def preview(browser, coordinator, content: bytes | None = None, **changed):
    page = upload(browser, coordinator, content or small_log())
    batch = newest()
    return browser.submit(f"/imports/{batch.id}/columns", **chosen_in(page) | changed)


def newest() -> ImportBatch:
    return db.session.scalar(db.select(ImportBatch).order_by(ImportBatch.created_at.desc()))


def confirm(browser, batch: ImportBatch):
    return browser.submit(f"/imports/{batch.id}/confirm", version=batch.version)


def work() -> None:
    db.session.rollback()
    run_due()
    db.session.rollback()


def imported(browser, coordinator, content: bytes | None = None) -> ImportBatch:
    preview(browser, coordinator, content)
    confirm(browser, newest())
    work()
    return newest()


def count(model) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(model))


def stored_files() -> list[Path]:
    return list(sealed_files.folder().glob("*"))


def test_before_the_first_import_the_list_says_how_to_begin(browser):
    page = browser.get("/imports/")

    assert "Nothing has been imported yet" in page
    assert "Upload a spreadsheet" in page


@pytest.mark.both_engines
def test_the_whole_log_of_a_panel_comes_in(browser, coordinator):
    page = upload(browser, coordinator, LOG.read_bytes(), "legacy_log.xlsx")
    seen = browser.submit(f"/imports/{newest().id}/columns", **chosen_in(page))
    cases_before = count(Case)

    waiting = confirm(browser, newest())
    work()

    done = browser.get(f"/imports/{newest().id}")
    assert "420 lines : each a case of its own" in seen
    assert cases_before == 0
    assert waiting.title.startswith("Importing")
    assert count(Case) == count(ChildIdentity) == 420
    assert newest().counts == {"imported": 420, "duplicate": 6, "rejected": 5, "ignored": 7}
    assert count(ImportLine) == 438
    assert "What was imported" in done
    assert stored_files() == []
    assert verify()[1] == []


def test_the_columns_are_guessed_and_shown_with_what_stands_under_them(browser, coordinator):
    page = upload(browser, coordinator, small_log())

    chosen = chosen_in(page)
    assert chosen["dod"] == "Date of Death"
    assert chosen["last"] == "Surname"
    assert chosen["surface"] == ""
    assert "03/03/2020" in page.html


def test_a_column_can_be_settled_otherwise(browser, coordinator):
    content = b"Ref,Child,DOB,Died,Late\nA1,Orla Pell,01/02/2020,,03/03/2020"

    page = preview(browser, coordinator, content, dod="Late")

    assert "Import 1 death" in page


def test_a_column_that_is_needed_must_be_chosen(browser, coordinator):
    page = preview(browser, coordinator, dod="")

    assert page.status_code == 422
    assert "Choose the heading of the date of death" in page
    assert chosen_in(page)["last"] == "Surname"


def test_one_heading_cannot_stand_for_two_columns(browser, coordinator):
    page = preview(browser, coordinator, reviewed="DOB")

    assert page.status_code == 422
    assert "This heading is chosen for “Date of birth” too" in page


def test_the_preview_says_of_each_line_what_would_become_of_it(browser, coordinator):
    page = preview(browser, coordinator)

    assert "2 lines : each a case of its own" in page
    assert "Orla Pell" in page
    assert "Import 2 deaths" in page
    assert count(Case) == 0


def test_the_preview_can_be_narrowed_to_the_rejected_lines(browser, coordinator):
    preview(browser, coordinator)

    page = browser.get(f"/imports/{newest().id}?status=rejected")

    assert "Ivo Rusk" in page
    assert "Orla Pell" not in page


def test_a_confirmed_import_creates_the_cases_that_were_shown(browser, coordinator):
    imported(browser, coordinator)

    cases = db.session.scalars(db.select(Case).order_by(Case.reference)).all()
    assert [(case.reference, case.stage) for case in cases] == [
        ("A1", "closed"),
        ("A2", "notified"),
    ]


def test_a_double_confirmation_imports_once(browser, coordinator):
    preview(browser, coordinator)
    batch_id, version = newest().id, newest().version
    confirm(browser, newest())

    again = browser.submit(f"/imports/{batch_id}/confirm", version=version)
    work()

    assert again.status_code == 409
    assert count(Case) == 2


def test_what_was_not_looked_at_is_not_imported(browser, coordinator):
    preview(browser, coordinator)
    old = newest().version
    browser.submit(
        f"/imports/{newest().id}/columns", ref="Ref", last="Surname", dob="DOB", dod="Date of Death"
    )

    answer = browser.submit(f"/imports/{newest().id}/confirm", version=old)

    assert answer.status_code == 409
    assert newest().state is BatchState.UPLOADED


@pytest.mark.both_engines
def test_two_imports_of_the_same_deaths_create_them_once(browser, coordinator):
    preview(browser, coordinator)
    confirm(browser, newest())
    preview(browser, coordinator, small_log(*LINES, "A9,Tam,Vole,,01/01/2022,02/02/2022,"))
    confirm(browser, newest())

    work()

    assert count(Case) == 3
    assert newest().counts["imported"] == 1


def test_a_corrected_case_is_not_brought_in_again(browser, coordinator):
    imported(browser, coordinator)
    identity = db.session.scalar(db.select(ChildIdentity))
    identity.last_name, identity.name_mark, identity.death_mark = "Other", "x", "y"
    db.session.commit()

    imported(browser, coordinator, small_log(*LINES, ""))

    assert newest().counts["imported"] == 0
    assert count(Case) == 2


def test_an_import_that_fails_leaves_nothing_and_can_be_tried_again(
    browser, coordinator, monkeypatch
):
    preview(browser, coordinator)
    confirm(browser, newest())
    with monkeypatch.context() as broken:
        broken.setattr("cdop.exchange.changes._account_for_lines", lambda *_: 1 / 0)
        work()
    page = browser.get(f"/imports/{newest().id}")
    cases_then = count(Case)

    confirm(browser, newest())
    work()

    assert "did not go through" in page
    assert cases_then == 0
    assert count(Case) == 2


def test_the_progress_page_leads_on_when_the_work_is_done(browser, coordinator):
    preview(browser, coordinator)
    waiting = confirm(browser, newest())
    address = f"/imports/{newest().id}/progress"
    work()

    asked_by_script = browser.get(address, headers={"HX-Request": "true"})
    asked_by_link = browser.get(address)

    assert "Check again" in waiting
    assert asked_by_script.headers["HX-Redirect"] == f"/imports/{newest().id}"
    assert asked_by_link.location == f"/imports/{newest().id}"


def test_the_file_is_kept_sealed_under_a_name_that_says_nothing(browser, coordinator):
    upload(browser, coordinator, small_log(), "Orla Pell.csv")

    [stored] = stored_files()
    assert b"Pell" not in stored.read_bytes()
    assert re.fullmatch(r"[0-9A-Za-z]{22}", stored.name)
    assert stored.stat().st_mode & 0o077 == 0
    assert sealed_files.read(stored.name) == small_log()


def test_the_same_file_uploaded_twice_is_kept_once(browser, coordinator):
    upload(browser, coordinator, small_log())
    upload(browser, coordinator, small_log())

    assert count(ImportBatch) == len(stored_files()) == 1


def test_an_upload_can_be_thrown_away(browser, coordinator):
    preview(browser, coordinator)
    address = f"/imports/{newest().id}/discard"
    asked = browser.get(address)

    page = browser.submit(address)

    assert "Nothing of it was imported" in asked
    assert "thrown away" in page
    assert count(ImportBatch) == count(ImportLine) == len(stored_files()) == 0


def test_a_finished_import_cannot_be_thrown_away(browser, coordinator):
    batch = imported(browser, coordinator)

    assert browser.submit(f"/imports/{batch.id}/discard").status_code == 409
    assert count(Case) == 2


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7", "This is a PDF"),
        (LOG.read_bytes()[:5000], "damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 99, "old Excel file"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (b"Shopping,Price\nMilk,2\n", "No sheet of the file holds a list of deaths"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_not_kept(browser, coordinator, content, advice):
    page = upload(browser, coordinator, content)

    assert page.status_code == 422
    assert advice in page
    assert count(ImportBatch) == len(stored_files()) == 0


def test_a_file_must_be_chosen(browser, coordinator):
    page = browser.submit("/imports/new", panel=coordinator.memberships[0].panel_id)

    assert page.status_code == 422
    assert "Choose the file to upload" in page


def test_a_file_that_is_too_large_is_refused_with_the_limit(browser, coordinator, app, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 100_000)

    page = upload(browser, coordinator, b"a,b\n" * 50_000)

    assert page.status_code == 413
    assert "That file is too large" in page
    assert "The largest file that can be sent is" in page


def test_an_untouched_import_can_be_undone(browser, coordinator):
    batch = imported(browser, coordinator)
    asked = browser.get(f"/imports/{batch.id}/undo")

    page = browser.submit(f"/imports/{batch.id}/undo")

    assert "2 cases" in asked
    assert "The import is undone" in page
    assert count(Case) == count(ChildIdentity) == count(Analysis) == 0
    assert newest().state is BatchState.UNDONE
    assert verify()[1] == []


@pytest.mark.both_engines
def test_an_undone_import_can_be_imported_again(browser, coordinator):
    batch = imported(browser, coordinator)
    browser.submit(f"/imports/{batch.id}/undo")

    imported(browser, coordinator)

    assert count(Case) == 2


def test_an_import_is_not_undone_when_a_case_was_edited(browser, coordinator):
    batch = imported(browser, coordinator)
    case = db.session.scalar(db.select(Case).where(Case.reference == "A2"))
    case.residence_area = "Northmere"
    db.session.commit()
    asked = browser.get(f"/imports/{batch.id}/undo")

    refused = browser.submit(f"/imports/{batch.id}/undo")

    assert "A2: its facts, identity or stage were changed" in asked
    assert refused.status_code == 409
    assert count(Case) == 2


def test_an_import_is_not_undone_when_an_analysis_was_written(browser, coordinator, make):
    batch = imported(browser, coordinator)
    make.analysis(db.session.scalar(db.select(Case).where(Case.reference == "A2")))

    asked = browser.get(f"/imports/{batch.id}/undo")

    assert "A2: its analysis was changed" in asked


def test_an_import_is_not_undone_after_a_release(browser, coordinator, make, a_release):
    batch = imported(browser, coordinator)
    a_release("2026-01")

    asked = browser.get(f"/imports/{batch.id}/undo")

    assert "Release 2026-01" in asked


def test_a_later_import_that_found_duplicates_does_not_hold_up_undoing(browser, coordinator):
    first = imported(browser, coordinator)
    imported(browser, coordinator, small_log(*LINES, ""))

    browser.submit(f"/imports/{first.id}/undo")

    assert count(Case) == 0


def test_rejected_lines_can_be_corrected_and_brought_in(browser, coordinator):
    batch = imported(browser, coordinator)
    answer = browser.get(f"/imports/{batch.id}/rejected.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.response.data))
    headings, row = list(book.active.iter_rows())
    died = next(cell for cell in headings if cell.value == "Date of death").column
    book.active.cell(2, died).value = "01/01/2022"
    corrected = io.BytesIO()
    book.save(corrected)

    imported(browser, coordinator, corrected.getvalue())

    assert newest().counts == {"imported": 1, "duplicate": 0, "rejected": 0, "ignored": 1}
    assert db.session.scalar(db.select(Case.reference).where(Case.reference == "A3")) == "A3"


def test_nothing_typed_into_a_log_comes_back_as_a_formula(browser, coordinator):
    line = '=1+1,"=HYPERLINK(""http://x"")",@Pell,,09/09/2021,01/01/2021,'
    batch = imported(browser, coordinator, small_log(line))

    text = browser.get(f"/imports/{batch.id}/rejected.csv").response.data.decode("utf-8-sig")
    book = browser.get(f"/imports/{batch.id}/rejected.xlsx").response.data

    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    kinds = {
        cell.data_type for row in openpyxl.load_workbook(io.BytesIO(book)).active for cell in row
    }
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert kinds <= {"s", "n"}
    assert "f" not in kinds


def test_the_report_is_the_one_that_the_command_writes(browser, coordinator):
    batch = imported(browser, coordinator)

    answer = browser.get(f"/imports/{batch.id}/report.json")

    report = json.loads(answer.response.data)
    assert report["counts"] == {"imported": 2, "duplicate": 1, "rejected": 1, "ignored": 1}
    assert [line["line"] for line in report["lines"]] == [1, 2, 3, 4, 5]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "log" not in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("page", ["", "/columns", "/progress", "/undo", "/discard", "/report.json"])
def test_a_coordinator_of_another_panel_finds_nothing(browser, coordinator, make, sign_in, page):
    batch = imported(browser, coordinator)
    stranger = sign_in(make.user(Role.COORDINATOR, panel=make.panel()))

    assert stranger.get(f"/imports/{batch.id}{page}").status_code == 404
    assert "log.csv" not in stranger.get("/imports/")


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR, Role.EDITOR, Role.GOVERNANCE])
def test_nobody_but_coordinators_imports(browser, coordinator, make, sign_in, role):
    batch = imported(browser, coordinator)
    other = sign_in(make.user(role))

    assert other.get("/imports/").status_code == 404
    assert other.get(f"/imports/{batch.id}").status_code == 404
    assert other.submit(f"/imports/{batch.id}/undo").status_code == 404
    assert count(Case) == 2


def test_a_file_cannot_be_uploaded_for_another_panel(browser, make):
    page = send(browser, small_log(), panel=make.panel().id)

    assert page.status_code == 422
    assert count(ImportBatch) == 0


def test_a_child_is_not_shown_to_a_coordinator_with_a_conflict(browser, coordinator, make):
    batch = imported(browser, coordinator)
    case = db.session.scalar(db.select(Case).where(Case.reference == "A1"))
    make.conflict(case, coordinator)

    page = browser.get(f"/imports/{batch.id}?status=imported")
    report = browser.get(f"/imports/{batch.id}/report.json").response.data.decode()

    assert "Orla" not in page
    assert "because of a conflict of interest" in page
    assert "Orla" not in report.split('"line": 3')[0]
    assert db.session.scalar(db.select(Conflict.case_id)) == case.id


@pytest.mark.parametrize("conflicted", [False, True])
def test_a_child_whose_case_went_to_another_panel_is_shown_no_longer(
    browser, coordinator, make, conflicted
):
    batch = imported(browser, coordinator)
    case = db.session.scalar(db.select(Case).where(Case.reference == "A1"))
    if conflicted:
        make.conflict(case, coordinator)
    case.panel_id, case.reference = make.panel().id, "Elsewhere/1"
    db.session.commit()

    page = browser.get(f"/imports/{batch.id}?status=imported")
    report = browser.get(f"/imports/{batch.id}/report.json").response.data.decode()

    assert "Orla" not in page
    assert "Elsewhere" not in page
    assert "another panel has the case" in page
    assert "Orla" not in report.split('"line": 3')[0]


def test_who_opened_the_lines_is_recorded(browser, coordinator):
    preview(browser, coordinator)
    browser.get(f"/imports/{newest().id}")
    browser.get(f"/imports/{newest().id}/report.json")

    events = set(db.session.scalars(db.select(TrailEntry.event)))
    assert {"import.uploaded", "import.read", "import.viewed", "import.downloaded"} <= events


def test_no_child_is_named_in_the_trail_an_address_or_a_title(browser, coordinator):
    page = preview(browser, coordinator)

    details = db.session.scalars(db.select(TrailEntry.detail)).all()
    assert "Pell" not in json.dumps(details)
    assert "Pell" not in page.title
    assert not re.search(r'(href|action)="[^"]*Pell', page.html)


@pytest.fixture
def a_release(make, coordinator):
    """Builds a release of the panel."""

    def build(number: str):
        chair = make.user(Role.CHAIR)
        audit = Audit(
            panel_id=make.panel_.id,
            built_by_id=chair.id,
            title="Sleep",
            basis=Basis.DEATH,
            from_month=date(2020, 1, 1),
            to_month=date(2020, 12, 1),
            as_of=now(),
            code_version="1",
            results={},
        )
        db.session.add(audit)
        db.session.flush()
        release = Release(
            panel_id=make.panel_.id,
            audit_id=audit.id,
            number=number,
            title="Sleep",
            profile="public",
            definition={},
            protection={},
            checksum="x",
            released_by_id=chair.id,
        )
        db.session.add(release)
        db.session.commit()

    return build
