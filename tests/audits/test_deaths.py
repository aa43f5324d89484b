"""Counting columns as bits gives what counting rows one by one would give."""

import random

import pytest

from cdop.audits.counting import count_line
from cdop.audits.deaths import restored
from cdop.audits.kind import Population
from cdop.audits.tables.model import Line
from tests.audits.conftest import records_of

DOMAINS = {"sex": ("M", "F", "NK", ""), "smoked": ("Y", "N", "NA", "NK", ""), "year": ("1", "2")}
MISSING = ("", "NK")


@pytest.fixture
def rows():
    chance = random.Random(7)
    return [{name: chance.choice(values) for name, values in DOMAINS.items()} for _ in range(200)]


@pytest.mark.parametrize("where", [{}, {"sex": ("M",)}, {"sex": ("M", "F"), "year": ("2",)}])
def test_a_line_is_counted_as_row_by_row(rows, where):
    line = Line("smoked", "Smoked", "smoked", frozenset({"Y"}), where=where, also={"year": ("1",)})

    found = count_line((1 << len(rows)) - 1, line, records_of(rows, DOMAINS))

    asked = [row for row in rows if all(row[name] in values for name, values in where.items())]
    assert found["count"] == sum(row["smoked"] == "Y" and row["year"] == "1" for row in asked)
    assert found["denominator"] == sum(
        row["smoked"] in "YN" and row["smoked"] != "" for row in asked
    )
    assert found["not_known"] == sum(row["smoked"] in MISSING for row in asked)


def test_nobody_is_counted_among_nobody():
    records = records_of([], DOMAINS)

    assert (len(records), records.count({}), records.mask({"sex": ("M",)})) == (0, 0, 0)
    assert records.in_order().rows() == []


def test_the_order_of_deaths_follows_from_their_values_alone(rows):
    turned = list(reversed(rows))

    one, other = (records_of(each, DOMAINS).in_order() for each in (rows, turned))

    assert one.columns == other.columns
    assert sorted(map(str, one.rows())) == sorted(map(str, rows))


def test_some_deaths_are_chosen_and_keep_their_numbers(rows):
    records = records_of(rows, DOMAINS)
    records.numbers["days"] = list(range(len(rows)))

    boys = records.chosen(records.of("sex", ("M",)))

    assert boys.numbers["days"] == [place for place, row in enumerate(rows) if row["sex"] == "M"]
    assert boys.rows() == [row for row in rows if row["sex"] == "M"]
    assert records.chosen_numbers("days", {"sex": ("M",)}) == boys.numbers["days"]


def test_what_cannot_be_is_not_among_the_values_of_a_variable(rows):
    records = records_of(rows, DOMAINS)
    boys = records.chosen(records.of("sex", ("M",)))

    narrowed = boys.narrowed({"sex": {"M"}})

    assert narrowed.domains["sex"] == ("M",)
    assert narrowed.column("sex") == boys.column("sex")


def test_stored_deaths_come_back_as_they_were(rows):
    records = records_of(rows, DOMAINS)

    assert restored(records.stored()).rows() == records.rows()


def test_a_population_of_alternatives_limits_only_what_all_of_them_limit():
    either = Population("", where=({"sex": ("M",), "year": ("1",)}, {"sex": ("F",)}))

    assert either.limits() == {"sex": {"M", "F"}}
    assert Population("").limits() == {}
