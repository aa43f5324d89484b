"""Whatever a sheet holds, nothing raises and every row that is not empty gets one fate."""

from datetime import date, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdop.core.legacy.cells import clean
from cdop.core.legacy.columns import COLUMNS, NAMES
from cdop.core.legacy.dates import Calendar
from cdop.core.legacy.reader import Status, read_lines
from cdop.core.legacy.tables import Sheet
from cdop.core.legacy.values import Setting, parse
from tests.core.legacy.logs import TODAY, entries

_WRITTEN = sorted({str(cell) for entry in entries()[:60] for cell in entry.values() if cell})
_HEADINGS = [heading for column in COLUMNS for heading in column.headings]
_CELLS = st.one_of(
    st.none(),
    st.sampled_from(_WRITTEN),
    st.sampled_from(_HEADINGS),
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)
_SHEETS = st.lists(st.lists(_CELLS, max_size=12), max_size=12)
_QUIET = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def check(rows):
    reading = read_lines([Sheet("Any", rows), Sheet("Again", rows)], today=TODAY)

    filled = [n for n, row in enumerate(rows, 1) if any(clean(cell) for cell in row)]
    for name in ("Any", "Again"):
        assert [line.line for line in reading.lines if line.sheet == name] == filled
    for line in reading.lines:
        is_death = line.status in (Status.IMPORTED, Status.DUPLICATE)
        assert is_death or line.reason
        assert set(line.values) == (set() if line.status is Status.IGNORED else set(NAMES))
        assert all(isinstance(value, str) for value in line.values.values())
        assert (line.duplicate_of is not None) == (line.status is Status.DUPLICATE)
    assert sum(reading.counts.values()) == len(reading.lines)


@_QUIET
@given(_SHEETS)
def test_a_random_sheet_is_accounted_for(rows):
    check(rows)


@_QUIET
@given(st.permutations(range(10)), st.lists(st.lists(_CELLS, min_size=10, max_size=10), max_size=8))
def test_random_rows_under_real_headings_are_accounted_for(order, rows):
    names = ["ref", "first", "last", "nhs", "dob", "dod", "age_days", "sex", "notified", "expected"]
    headings = [COLUMNS[NAMES.index(names[place])].label for place in order]

    check([headings, *rows])


@_QUIET
@given(st.data())
def test_real_deaths_with_one_cell_spoiled_are_accounted_for(data):
    rows = [list(entry.values()) for entry in entries()[:6]]
    row = data.draw(st.integers(0, 5))
    column = data.draw(st.integers(0, len(NAMES) - 1))
    rows[row][column] = data.draw(_CELLS)

    check([[COLUMNS[NAMES.index(name)].label for name in entries()[0]], *rows])


@_QUIET
@given(st.sampled_from(COLUMNS), _CELLS)
def test_no_cell_makes_a_parser_raise(column, raw):
    cell = parse(column, raw, Setting(Calendar(TODAY)))

    assert isinstance(cell.text, str)
    assert not (cell.unreadable and cell.typed)


def test_cells_of_every_type_that_a_workbook_can_hold_are_read():
    odd = [
        float("nan"),
        float("inf"),
        time(3),
        timedelta(days=40000),
        date.min,
        datetime.max,
        10**40,
    ]

    check([["Ref", "DOB", "Date of death", "Age", "NHS No"], *([cell] * 5 for cell in odd)])
