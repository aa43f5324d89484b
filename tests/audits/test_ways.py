"""Another way of protecting small numbers is chosen on the page, kept, and said in every form."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from cdop.audits import changes, preparing
from cdop.audits.exports import Form, release_file
from cdop.audits.known import known_to
from cdop.audits.models import Profile
from cdop.audits.protecting import OutOfTime
from cdop.audits.ways import SHORT, Way
from cdop.core.moves import NotNow
from cdop.extensions import db
from cdop.jobs.queue import run_due
from tests.pdf_reading import read_pdf


def _preview(audit):
    return f"/audits/{audit.id}/preview/public"


@pytest.fixture
def released(offered, deputy):
    def one(way):
        found = changes.release_audit(offered, actor=deputy, profile=Profile.PUBLIC, way=way)
        db.session.commit()
        return found

    return one


def _numbers(release):
    cells = [row["cells"] for table in release.tables for row in table.content["rows"]]
    return [
        each[key] for each in cells for key in ("count", "denominator", "not_known") if key in each
    ]


def test_the_page_offers_each_way_with_its_meaning(offered, sign_in, deputy):
    run_due()

    page = sign_in(deputy).get(_preview(offered))

    for words in ("level S", "level M", "level H", "Round all numbers to 5"):
        assert words in page.text


def test_what_was_chosen_is_worked_out_looked_at_and_released(offered, sign_in, deputy):
    browser = sign_in(deputy)
    browser.submit(f"{_preview(offered)}?way=rounded", way="rounded")
    run_due()

    page = browser.get(f"{_preview(offered)}?way=rounded")
    version = str(offered.version)
    browser.submit(f"/audits/{offered.id}/release/public", way="rounded", version=version)

    assert "rounded to a multiple of 5" in page.text
    assert "narrowed down to fewer than three values" in " ".join(page.text.split())
    (release,) = offered.releases
    assert release.protection["way"] == "rounded"


def test_what_tells_of_a_whole_group_is_said_in_the_numbers_that_are_printed(
    offered, sign_in, deputy
):
    browser = sign_in(deputy)
    browser.submit(f"{_preview(offered)}?way=rounded", way="rounded")
    run_due()

    page = browser.get(f"{_preview(offered)}?way=rounded").text

    assert "tells something of each of them" in page
    assert "follows by subtraction" not in page
    told = re.findall(r"([\d,]+) of ([\d,]+)\. Rounded,", page)
    assert told and all(int(number) % 5 == 0 for pair in told for number in pair)


def test_a_rounded_release_says_so_in_every_form(released, sign_in, deputy):
    release = released(Way.ROUNDED)

    page = sign_in(deputy).get(f"/releases/{release.id}").text
    sheet = load_workbook(io.BytesIO(release_file(release, Form.XLSX)[1]))
    notes = " ".join(str(cell.value) for row in sheet.worksheets[0].rows for cell in row)
    table = release_file(release, Form.CSV)[1].decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(table)))

    assert all(int(number.replace(",", "")) % 5 == 0 for number in _numbers(release))
    assert release.protection["attack"]["checked"] > 0
    assert release.definition["total"] == "About 30"
    for text in (page, notes, read_pdf(release_file(release, Form.PDF)[1]).words):
        assert "multiple of 5" in " ".join(text.split())
    assert {line["small_numbers"] for line in lines} == {SHORT[Way.ROUNDED]}


@pytest.mark.parametrize("way", [Way.M, Way.H])
def test_other_levels_are_attacked_and_said(released, way):
    release = released(way)

    attack = release.protection["attack"]
    assert (attack["failed"], attack["pinned"], attack["narrowed"]) == ("", 0, 0)
    assert f"level {way}" in release.definition["protected"]
    assert SHORT[way] in str(release.tables[0].content["about"])


def test_the_ledger_tells_ranges_of_rounded_numbers(released, build):
    released(Way.ROUNDED)

    told = [value for _, value in known_to(build(), Profile.PUBLIC).listed]

    assert told
    assert all(most - least <= 8 for least, most in told)


def test_a_number_hidden_where_zeros_are_is_told_to_be_none_or_more(released, build):
    released(Way.H)

    told = [value for _, value in known_to(build(), Profile.PUBLIC).listed]

    assert [0, None] in told
    assert None not in told


def test_a_release_for_the_panel_has_no_other_way(offered):
    with pytest.raises(NotNow):
        preparing.gather(offered, Profile.PANEL, Way.ROUNDED)


def test_no_way_that_is_not_known_is_looked_at(offered, sign_in, deputy):
    assert sign_in(deputy).get(f"{_preview(offered)}?way=guess").status_code == 404


def test_a_time_limit_is_told_as_what_it_is_and_tried_again_for_longer(
    offered, sign_in, deputy, monkeypatch
):
    allowed = []
    real = preparing.protecting.in_child

    def in_child(step, task, told=None, seconds=600):
        allowed.append(seconds)
        if len(allowed) == 1:
            raise OutOfTime("Stopped.")
        return real(step, task, told or (lambda *_: None), seconds)

    monkeypatch.setattr(preparing.protecting, "in_child", in_child)
    run_due()
    browser = sign_in(deputy)

    page = browser.get(_preview(offered))
    browser.submit(_preview(offered))
    run_due()

    assert "stopped after 10 minutes" in page.text
    assert "it is not known" in page.text
    assert "Try again" in page.text
    assert allowed[1] == 3 * allowed[0]
    assert "Tried by an independent reader" in browser.get(_preview(offered)).text


def test_tables_that_were_not_proved_in_time_are_named_apart(offered, monkeypatch):
    plan = preparing.gather(offered, Profile.PUBLIC)
    plan.task["seconds"] = -1000.0

    candidate = preparing.work_out(plan)

    assert candidate["not_proved"]
    assert candidate["unproved"]
    assert set(candidate["unproved"]) <= set(candidate["left_out"])


@pytest.mark.parametrize(
    ("withheld", "said"),
    [("unproved", "allows 3 times as long"), ("follows", "Pool more years")],
)
def test_what_is_unsafe_and_what_is_not_proved_are_told_apart(offered, withheld, said):
    plan = preparing.gather(offered, Profile.PUBLIC)
    answer = {"withheld": preparing.Withheld[withheld.upper()].value}

    candidate = preparing._candidate(plan, answer, lambda done: None, preparing._Allowed(plan, 1))

    assert said in candidate["problem"]
    assert candidate["not_proved"] == (withheld == "unproved")
