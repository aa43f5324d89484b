"""A refusal counts against an address only where it says something of the address."""

import pytest

from cdop.mail.statuses import Says, says


@pytest.mark.parametrize(
    ("status", "meant"),
    [
        ("5.1.1", Says.GONE),
        ("smtp-550 5.1.1", Says.GONE),
        ("smtp-550 5.1.10", Says.GONE),
        ("smtp-556", Says.GONE),
        ("5.2.1", Says.GONE),
        ("smtp-550", Says.DOUBTFUL),  # a filter's as well as an unknown mailbox's
        ("smtp-552 5.2.2", Says.DOUBTFUL),  # full
        ("4.4.1", Says.DOUBTFUL),
        ("smtp-554 5.7.1", Says.NOTHING),  # policy
        ("smtp-554", Says.NOTHING),
        ("smtp-552 5.3.4", Says.NOTHING),  # too big
        ("5.1.8", Says.NOTHING),  # they do not like who sends
        ("smtp-451", Says.NOTHING),
        ("unwritable", Says.NOTHING),
        ("notify-permanent-failure", Says.GONE),
        ("notify-temporary-failure", Says.DOUBTFUL),
        ("notify-technical-failure", Says.NOTHING),
        ("", Says.NOTHING),
    ],
)
def test_a_code_says(status, meant):
    assert says(status) is meant
