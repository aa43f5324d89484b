"""Reading a log for import costs little more than reading the file at all."""

import time
from datetime import date
from io import BytesIO

import openpyxl

from cdop.core import nhs_numbers
from cdop.core.legacy.reader import read_lines
from cdop.exchange.workbook import open_workbook
from tests.core.legacy.logs import entries, reading_of_shared_log

LINES = 800


def long_log() -> bytes:
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet("Log")
    sheet.append(list(reading_of_shared_log().sheets[0].mapping.values()))
    deaths = entries()
    for number in range(LINES):
        entry = dict(deaths[number % len(deaths)])
        entry |= {"ref": f"CDOP/{number}", "nhs": nhs_numbers.synthetic(number)}
        sheet.append(list(entry.values()))
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def only_read(content: bytes) -> None:
    for sheet in openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True):
        for _ in sheet.iter_rows(values_only=True):
            pass


def cost(work) -> float:
    """Processor time: other programs on the machine do not count."""
    started = time.process_time()
    work()
    return time.process_time() - started


def test_reading_a_log_takes_less_than_three_times_what_opening_it_takes():
    content = long_log()
    plain = min(cost(lambda: only_read(content)) for _ in range(2))

    whole = min(
        cost(lambda: read_lines(open_workbook(content), today=date(2026, 11, 22))) for _ in range(2)
    )

    assert whole < 3 * plain
