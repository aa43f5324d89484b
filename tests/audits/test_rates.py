"""A rate says no more than the count beside it, and only where people are on record."""

from cdop.audits.booklets import Booklet, Printed
from cdop.audits.rates import Rate, restored
from cdop.audits.spreadsheets import workbook
from tests.audits.reading import in_workbook

RATE = Rate("Per 1,000 live births", 1000, {"year:2024/25": 4_000}, "Made-up office.")


def test_a_rate_has_its_interval():
    assert RATE.texts("year:2024/25", 24) == {"rate": "6.00", "rate_interval": "3.84 to 8.93"}


def test_a_rate_of_a_hidden_count_is_hidden():
    assert RATE.texts("year:2024/25", None) == {"rate": "[c]", "rate_interval": "[c]"}


def test_fewer_than_three_deaths_have_no_rate():
    assert RATE.texts("year:2024/25", 2)["rate"] == "–"
    assert RATE.texts("year:2024/25", 0)["rate"] == "–"


def test_fewer_than_twenty_deaths_are_marked_as_unreliable():
    assert RATE.texts("year:2024/25", 19)["rate"] == "4.75 [u]"
    assert "[u]" not in RATE.texts("year:2024/25", 20)["rate"]


def test_a_group_without_people_on_record_has_no_rate():
    assert RATE.texts("year:2023/24", 24) == {"rate": "–", "rate_interval": "–"}


def test_a_rate_of_children_has_one_decimal():
    children = Rate("Per 100,000 children", 100_000, {"x": 80_000})

    assert children.texts("x", 24)["rate"] == "30.0"


def test_a_rate_kept_with_an_audit_is_the_same_afterwards():
    assert restored(RATE.stored()) == RATE
    assert restored(None) is None


def test_the_note_names_the_source_and_the_method():
    assert "Made-up office." in RATE.note
    assert "Byar’s" in RATE.note


def test_a_workbook_shows_rates_as_they_are_printed_and_not_as_percentages():
    columns = {"count": "Deaths", "p": "p"} | RATE.column_labels
    cells = {
        "2023/24": {"count": "1,024", "p": "0.039"} | RATE.texts("year:2024/25", 1024),
        "2024/25": {"count": "19", "p": "0.500"} | RATE.texts("year:2024/25", 19),
    }
    content = {
        "columns": [{"key": key, "label": label} for key, label in columns.items()],
        "rows": [{"code": year, "label": year, "cells": each} for year, each in cells.items()],
    }
    booklet = Booklet(
        "Made up", "2026-01", "A panel", (), (Printed("2026-01/1", "Rates", content),)
    )

    shown = in_workbook(workbook(booklet))

    assert shown["2026-01/1"] == {
        year: {columns[key]: text for key, text in each.items()} for year, each in cells.items()
    }
