"""A text ten times as long takes about ten times as long, whatever it is made of."""

import time
from datetime import date

import pytest

from cdop.core.identity_guard.findings import Record
from cdop.core.identity_guard.guard import check
from cdop.core.identity_guard.many import check_against
from cdop.core.identity_guard.reading import Reading

RECORD = Record(
    child_name="Zoë-Marie O'Quillfeather",
    mother_name="Grace Baker",
    nickname="Zo-Zo",
    date_of_birth=date(2022, 4, 14),
    date_of_death=date(2022, 6, 2),
    nhs_number="9990000018",
    address="Flat 3, 12 Heron Pond Lane, Northmere",
    postcode="ZZ99 3VZ",
    gp_surgery="Fable Lane Surgery",
    hospital="Princess Adela Hospital",
    case_reference="CDR 2022/074",
)
SHORT, LONG = 3_000, 30_000
PIECES = ("o'", "A.", "a-", "1-", "9", "0", "*a", "a*", "*", ".", "-", "Aa", "a1", "é", "%55")
MORE = ("\n", " ", "a.b@", "a@b.", "two weeks ", "Zoe ", "<", "&", "_", "12 Heron ", "(", "'")


def seconds(piece: str, length: int) -> float:
    draft = (piece * length)[:length]
    began = time.process_time()
    check(draft, RECORD)
    check_against(Reading.of(draft), [RECORD])
    return time.process_time() - began


@pytest.mark.parametrize("piece", PIECES + MORE)
def test_a_longer_text_takes_longer_only_by_its_length(piece):
    seconds("warm ", SHORT)
    short = max(min(seconds(piece, SHORT) for _ in range(2)), 0.02)

    assert seconds(piece, LONG) < 15 * short
