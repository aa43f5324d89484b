"""A chair leaves tables out: they are in no form of the release, and nothing is hidden for them."""

import csv
import io

import pytest
from openpyxl import load_workbook

from cdop.audits import changes, preparing
from cdop.audits.exports import Form, release_file
from cdop.audits.leaving_out import SAID, Because, chosen, in_words, may_leave_out
from cdop.audits.models import LedgerEntry, Profile
from cdop.core.moves import NotNow
from cdop.extensions import db
from cdop.jobs.queue import run_due
from cdop.trail.models import TrailEntry
from tests.pdf_reading import read_pdf

CODE, TITLE = "smoking", "Smoking round the infant"
REASON = "The records behind them are not complete enough"


def _preview(audit):
    return f"/audits/{audit.id}/preview/public"


@pytest.fixture
def without_smoking(offered, deputy):
    release = changes.release_audit(
        offered,
        actor=deputy,
        profile=Profile.PUBLIC,
        without=(CODE,),
        because=Because.INCOMPLETE,
    )
    db.session.commit()
    return release


def test_every_table_that_could_be_released_can_be_left_out(offered):
    plan = preparing.gather(offered, Profile.PUBLIC)

    assert set(may_leave_out(offered)) == {table.code for table in plan.tables}
    assert may_leave_out(offered)[CODE] == TITLE


def test_codes_that_are_no_table_of_the_audit_choose_nothing(offered):
    assert chosen(offered, ["nothing", f"{CODE},<b>"]) == (CODE,)


def test_the_words_name_the_tables_and_the_reason_if_there_is_one(offered):
    assert in_words(offered, ()) == ""
    assert in_words(offered, (CODE,)) == f"{TITLE}."
    assert in_words(offered, (CODE,), Because.INCOMPLETE) == f"{TITLE}. {REASON}."


def test_what_was_ticked_is_worked_out_looked_at_and_released(offered, sign_in, deputy):
    run_due()
    browser = sign_in(deputy)
    asked = {"without": CODE, "because": "incomplete"}
    address = f"{_preview(offered)}?without={CODE}&because=incomplete"
    assert "Leave tables out" in browser.get(_preview(offered))
    browser.submit(address, **asked)
    run_due()

    page = browser.get(address)
    db.session.expire_all()
    released = browser.submit(
        f"/audits/{offered.id}/release/public", version=str(offered.version), **asked
    )

    assert f"Left out by choice: {TITLE}." in page.text
    assert f"{TITLE}. {REASON}." in page.text
    assert f"{SAID} {TITLE}. {REASON}." in released.text
    (release,) = offered.releases
    assert release.protection["without"] == [CODE]
    assert TITLE not in [table.title for table in release.tables]


def test_nothing_is_left_out_unless_it_was_asked_for(offered, sign_in, deputy):
    run_due()

    page = sign_in(deputy).get(_preview(offered))
    release = changes.release_audit(offered, actor=deputy, profile=Profile.PUBLIC)

    assert "Left out by choice" not in page.text
    assert "without" not in release.definition
    assert TITLE in [table.title for table in release.tables]


def test_a_table_left_out_is_in_no_page_and_no_file(without_smoking, sign_in, deputy):
    release = without_smoking
    files = {form: release_file(release, form)[1] for form in Form}
    book = load_workbook(io.BytesIO(files[Form.XLSX]))
    lines = list(csv.reader(io.StringIO(files[Form.CSV].decode("utf-8-sig"))))

    titles = {
        "panel": sign_in(deputy).get(f"/releases/{release.id}?part=all").text,
        "public": sign_in().get(f"/published/{release.id}?part=all").text,
        "pdf": " ".join(read_pdf(files[Form.PDF]).words.split()),
        "xlsx": " ".join(
            str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
        ),
    }

    assert not any(TITLE in cell for line in lines for cell in line)
    for name, text in titles.items():
        assert text.count(TITLE) == 1, name
        assert f"{TITLE}. {REASON}." in text, name


def test_its_figures_are_not_counted_as_published(without_smoking):
    entries = db.session.scalars(
        db.select(LedgerEntry).where(LedgerEntry.release_id == without_smoking.id)
    )

    assert not [entry for entry in entries if "mother_smokes" in entry.cell]


def test_no_more_is_hidden_than_with_the_table(offered):
    def hidden(without):
        found = preparing.work_out(preparing.gather(offered, Profile.PUBLIC, without=without))
        return found["problem"], found["protection"]["hidden"]

    problem, all_hidden = hidden(())
    for code in may_leave_out(offered):
        fewer_problem, fewer_hidden = hidden((code,))
        assert (fewer_problem, problem) == ("", "")
        assert fewer_hidden <= all_hidden, code


def test_at_least_one_table_is_left_in(offered):
    with pytest.raises(NotNow, match="at least one"):
        preparing.gather(offered, Profile.PUBLIC, without=tuple(may_leave_out(offered)))


def test_the_trail_says_what_was_left_out_and_why(without_smoking):
    entry = db.session.scalar(db.select(TrailEntry).where(TrailEntry.event == "audit.released"))

    assert entry.detail["left_out"] == [CODE]
    assert entry.detail["because"] == "incomplete"


def test_what_was_looked_at_without_a_table_is_not_taken_for_the_whole(offered, deputy):
    changes.ask_for_preview(offered, actor=deputy, profile=Profile.PUBLIC, without=(CODE,))
    db.session.commit()
    run_due()

    assert changes.find_preview(offered, Profile.PUBLIC, without=(CODE,))
    assert changes.find_preview(offered, Profile.PUBLIC, without=("sex",)) is None
    assert TITLE in [
        table["title"] for table in changes.find_preview(offered, Profile.PUBLIC)["tables"]
    ]
