"""A release is the same numbers on its page, in the workbook, in the CSV and in the PDF."""

import io
import json

import pikepdf
import pytest
from openpyxl import load_workbook

from cdop.audits import changes
from cdop.audits.booklets import of_release
from cdop.audits.models import Profile
from cdop.audits.spreadsheets import workbook
from cdop.extensions import db
from tests.audits.reading import in_csv, in_pdf, in_workbook, on_page
from tests.pdf_reading import read_pdf


@pytest.fixture
def released(offered, deputy):
    release = changes.release_audit(offered, actor=deputy, profile=Profile.PUBLIC)
    db.session.commit()
    return release


@pytest.fixture
def files(released, sign_in):
    anybody = sign_in()

    def content(ending):
        return anybody.get(f"/published/{released.id}{ending}").response.data

    return content


def test_all_forms_print_the_same_numbers(released, files, sign_in, chair):
    printed = {
        table.number: {
            row["label"]: {
                column["label"]: row["cells"].get(column["key"], "–")
                for column in table.content["columns"]
            }
            for row in table.content["rows"]
        }
        for table in released.tables
    }
    assert any("[c]" in str(lines) for lines in printed.values())

    assert on_page(files("?part=all").decode()) == printed
    assert on_page(sign_in(chair).get(f"/releases/{released.id}?part=all").html) == printed
    assert in_pdf(files(".pdf")) == printed
    assert in_workbook(files(".xlsx")) == _without_blanks(printed)
    assert in_csv(files(".csv")) == _without_blanks(printed)


def _without_blanks(printed):
    return {
        number: {
            line: {label: text for label, text in texts.items()} for line, texts in lines.items()
        }
        for number, lines in printed.items()
    }


def test_each_number_stands_with_its_definition_period_and_data(released, files):
    page, pdf = files("?part=all").decode(), read_pdf(files(".pdf")).words
    definitions = load_workbook(io.BytesIO(files(".xlsx")))["Definitions"]
    lines = files(".csv").decode("utf-8-sig")

    for table in released.tables:
        about = dict(table.content["about"])
        assert set(about) >= {"Period", "Data as they stood on", "Version of the definitions"}
        row = next(r for r in definitions.iter_rows(values_only=True) if r[0] == table.number)
        for words in (*table.content["notes"][:2], *about.values()):
            assert words in row
            assert words in lines.replace('""', '"')
            assert " ".join(words.split()) in pdf
            assert words.replace("'", "&#39;") in page


def test_a_hidden_cell_says_why_and_only_where_something_is_hidden(released, files):
    page = files("?part=all").decode()

    for table in released.tables:
        hides = "[c]" in str(table.content["rows"])
        note = next((n for n in table.content["notes"] if n.startswith("[c]")), "")
        assert bool(note) is hides
        assert not hides or "fewer than 8 deaths (but not 0)" in note
    assert '<span role="img" aria-label="hidden">[c]</span>' in page


def test_the_workbook_filters_and_keeps_its_headings_in_sight(released, files):
    book = load_workbook(io.BytesIO(files(".xlsx")))

    assert book.sheetnames[:3] == ["Notes", "Contents", "Definitions"]
    assert all(sheet.auto_filter.ref and sheet.freeze_panes for sheet in book.worksheets[1:])
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)
    first = book["Table 1"]
    assert {type(cell.value) for row in first.iter_rows(min_row=5, min_col=2) for cell in row} <= {
        int,
        float,
        str,
        type(None),
    }
    assert book.properties.creator in (None, "")
    assert book["Contents"]["A2"].hyperlink.location == "'Table 1'!A1"


def test_the_csv_comes_with_its_description(released, files, sign_in):
    about = json.loads(files(".json"))
    header = files(".csv").decode("utf-8-sig").splitlines()[0].split(",")

    assert 'rel="describedby"' in sign_in().get(f"/published/{released.id}.csv").headers["Link"]
    columns = about["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == header
    assert about["url"].endswith(".csv")
    assert next(c for c in columns if c["name"] == "deaths")["null"] == ["[c]", "–", ""]


def test_the_pdf_is_for_everybody(files):
    content = files(".pdf")

    reading = read_pdf(content)
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
    assert reading.headings[0] == (1, "Sudden deaths")
    assert all(reading.pictures)
    assert reading.tags.count("/TH") >= 2 * len(reading.tables)
    assert len(content) < 2_000_000


def test_the_same_release_gives_the_same_bytes(released):
    assert workbook(of_release(released)) == workbook(of_release(released))
