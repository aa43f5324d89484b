"""Files that come in: read as they look on the screen, or refused with what to do about it."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdop.core.legacy.reader import read_lines
from cdop.exchange import packages, workbook
from cdop.exchange.workbook import UnreadableFile, open_workbook

DATA = Path(__file__).parents[1] / "data"
LOG = DATA / "legacy_log.xlsx"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def book(*rows, change=None) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    if change:
        change(made)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The package with parts replaced or added; `__` stands for `/` and `___` for `.`."""
    named = {name.replace("___", ".").replace("__", "/"): part for name, part in parts.items()}
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        kept = {info.filename: old.read(info) for info in old.infolist()}
        for name, part in (kept | named).items():
            new.writestr(name, part)
    return stream.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as error:
        open_workbook(content)
    assert str(error.value) == error.value.message
    return error.value.message


def test_a_workbook_is_read_sheet_by_sheet_with_the_row_numbers_it_shows():
    log, lists = open_workbook(LOG)

    assert (log.name, lists.name) == ("Log", "Lists")
    assert log.rows[2][0] == "CDOP Ref"
    assert log.rows[103] == ()
    assert log.rows[104][0] == "Total 2022"
    assert len(log.rows) == 442


def test_a_file_may_come_as_a_path_as_bytes_or_as_a_stream():
    content = LOG.read_bytes()

    assert open_workbook(content) == open_workbook(LOG) == open_workbook(BytesIO(content))


def test_a_formula_is_never_evaluated_and_its_saved_value_is_read():
    sheet = b'<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>SUM(A1:A3)</f></c></row>'
    content = book(["x"])
    with zipfile.ZipFile(BytesIO(content)) as package:
        part = package.read("xl/worksheets/sheet1.xml")
    start, end = part.index(b"<sheetData>"), part.index(b"</sheetData>")
    changed = part[: start + len(b"<sheetData>")] + sheet + part[end:]

    rows = open_workbook(repacked(content, xl__worksheets__sheet1___xml=changed))[0].rows

    assert rows[0][0] == 2
    assert rows[0][1:] in ((), (None,))


def test_a_formula_in_a_text_file_stays_text():
    assert open_workbook(b'ref,note\nA1,"=SUM(A1:A3)"')[0].rows[1] == ["A1", "=SUM(A1:A3)"]


def test_a_hidden_sheet_is_read_and_marked():
    def hide(made):
        made.create_sheet("Old").append(["kept"])
        made["Old"].sheet_state = "veryHidden"

    sheets = open_workbook(book(["x"], change=hide))

    assert [sheet.hidden for sheet in sheets] == [False, True]
    assert sheets[1].rows[0] == ("kept",)


def test_merged_cells_are_read_as_they_look():
    def merge(made):
        made.active.merge_cells("A1:B1")
        made.active.merge_cells("A2:A3")

    content = book(["Advice", None, "x"], ["Pell", "Orla"], [None, "Mina"], change=merge)

    rows = open_workbook(content)[0].rows

    assert rows[0][:3] == ("Advice", "Advice", "x")
    assert rows[2][:2] == ("Pell", "Mina")


def test_a_workbook_that_counts_days_from_1904_is_read_so():
    def from_1904(made):
        made.epoch = datetime(1904, 1, 1)
        made.active["A1"] = 42093

    assert open_workbook(book(change=from_1904))[0].day_zero == date(1904, 1, 1)


def test_a_workbook_with_macros_is_read_without_them():
    content = repacked(book(["x"]), xl__vbaProject___bin=OLE + b"\0" * 600)

    assert open_workbook(content)[0].rows[0] == ("x",)


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"a,b\n1,2\n\n3,4\n", [["a", "b"], ["1", "2"], (), ["3", "4"]]),
        (b"a;b\n1;2,5\n", [["a", "b"], ["1", "2,5"]]),
        (b"a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
        ("\ufeffa,b\n".encode(), [["a", "b"]]),
        ("a,b\né,2\n".encode("cp1252"), [["a", "b"], ["é", "2"]]),
        ("a,b\n1,2\n".encode("utf-16"), [["a", "b"], ["1", "2"]]),
        (b"sep=;\na;b\n", [(), ["a", "b"]]),
        (b'a,b\n"two\nlines",2\n', [["a", "b"], ["two\nlines", "2"]]),
        (b"a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ],
)
def test_a_text_file_is_read_whatever_its_separator_and_letters(content, rows):
    assert [list(row) or () for row in open_workbook(content)[0].rows] == rows


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", "The file is empty"),
        (b" \r\n", "The file is empty"),
        (OLE + b"\0" * 600, "old Excel file (.xls). Open it in Excel, choose File, Save As"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"%PDF-1.7", "This is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "This is a picture"),
        (b"<html><table><tr><td>Ref</td></tr></table></html>", "web page under another name"),
        (b"{\\rtf1 hello}", "text document"),
        (b"\x1f\x8b\x08\x00", "packed file"),
        (b"PK\x05\x06" + b"\0" * 18, "empty packed folder"),
        (b"PK\x03\x04 and then nothing of the kind", "damaged"),
        (b"\x00\x01\x02\x03 binary", "not a spreadsheet that can be read here"),
        (b'a,b\n"never closed,2\n', "quotation mark that is not closed"),
        (b"a,b\n" + b"x" * 200_000, "a cell that is far too long"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_what_to_do(content, advice):
    assert advice in refusal(content)


@pytest.mark.parametrize(
    ("part", "advice"),
    [
        ("word/document.xml", "This is a Word document"),
        ("content.xml", "OpenDocument file (.ods)"),
        ("xl/workbook.bin", "binary workbook (.xlsb)"),
        ("log.xlsx", "a packed folder, not a workbook"),
    ],
)
def test_a_package_that_is_no_workbook_is_named(part, advice):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(part, "x")

    assert advice in refusal(stream.getvalue())


def test_a_workbook_cut_short_is_refused_as_damaged():
    assert "damaged" in refusal(LOG.read_bytes()[:40_000])


def test_a_workbook_with_a_broken_part_is_refused_as_damaged():
    content = repacked(book(["x"]), xl__worksheets__sheet1___xml=b"<worksheet><sheetData><row")

    assert "damaged" in refusal(content)


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a "b">]>'.encode("utf-16-le"),
    ],
)
@pytest.mark.parametrize("part", ["xl__worksheets__sheet1___xml", "xl__workbook___xml"])
def test_entities_in_any_part_are_refused(declaration, part):
    content = repacked(book(["x"]), **{part: declaration + b"<x>&a;</x>"})

    assert "no spreadsheet program writes" in refusal(content)


def test_the_library_reads_xml_with_the_safe_parser():
    assert openpyxl.DEFUSEDXML


def test_a_part_that_unpacks_to_far_too_much_is_refused_unopened():
    bomb = b"<a>" + b"0" * (packages.MAX_UNPACKED + 1)

    assert "far more than a case log" in refusal(repacked(book(["x"]), xl__bomb___xml=bomb))


def test_a_part_that_is_packed_beyond_belief_is_refused():
    bomb = b" " * (10 * 1024 * 1024)

    assert "far more than a case log" in refusal(repacked(book(["x"]), xl__bomb___xml=bomb))


def test_a_package_of_very_many_parts_is_refused():
    parts = {f"xl__p{n}___xml": b"" for n in range(packages.MAX_PARTS)}

    assert "far more than a case log" in refusal(repacked(book(["x"]), **parts))


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_FILE_BYTES", 1024)

    assert "larger than" in refusal(b"a,b\n" * 1000)


def test_too_many_rows_are_refused_with_the_number(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_ROWS", 10)

    assert "more than 10 rows" in refusal(book(*[["x"]] * 11))
    assert len(open_workbook(book(*[["x"]] * 10))[0].rows) == 10


def test_too_many_columns_are_refused_unless_they_are_empty():
    def wide(made):
        made.active["ZZ1"] = "x"

    def wide_but_empty(made):
        made.active["ZZ1"].number_format = "0.00"

    assert "more than 256 columns" in refusal(book(["x"], change=wide))
    assert len(open_workbook(book(["x"], change=wide_but_empty))[0].rows[0]) <= 256


def test_a_row_at_the_foot_of_the_sheet_costs_nothing():
    def far_down(made):
        made.active["A1048576"].number_format = "0.00"

    assert len(open_workbook(book(["x"], change=far_down))[0].rows) == 1


def test_an_absurd_row_number_is_not_followed():
    content = book(["x"])
    with zipfile.ZipFile(BytesIO(content)) as package:
        part = package.read("xl/worksheets/sheet1.xml")
    absurd = b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row></sheetData>'

    changed = part.replace(b"</sheetData>", absurd)

    try:
        rows = open_workbook(repacked(content, xl__worksheets__sheet1___xml=changed))[0].rows
    except UnreadableFile:
        return
    assert len(rows) == 1


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_workbook_with_bytes_changed_is_read_or_refused(changes):
    content = bytearray(book(["Ref", "DOB", "Date of death"], ["A1", "1/1/19", "2/1/19"]))
    for place, byte in changes:
        content[place % len(content)] = byte

    try:
        sheets = open_workbook(bytes(content))
    except UnreadableFile as error:
        assert error.message
    else:
        read_lines(sheets, today=date(2026, 11, 22))


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(content):
    try:
        sheets = open_workbook(content)
    except UnreadableFile as error:
        assert error.message
    else:
        read_lines(sheets, today=date(2026, 11, 22))
