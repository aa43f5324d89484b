"""How much the guard finds, and how rarely it cries wolf, over whole drafts."""

import time

import pytest

from tests.core.identity_guard.items import EXACT, items, outcome

OPEN = items("open.jsonl")
OWN = [
    item
    for name in ("own.jsonl", "attack.jsonl", "unseen.jsonl", "later.jsonl")
    for item in items(name)
]


@pytest.mark.parametrize("item", OPEN, ids=lambda item: item["id"])
def test_every_leak_of_an_open_draft_is_found_and_nothing_else(item):
    result = outcome(item)

    assert result.missed == []
    assert result.false == []


@pytest.mark.parametrize("item", OWN, ids=lambda item: item["id"])
def test_at_most_one_false_alarm_rings_in_a_draft(item):
    assert len(outcome(item).false) <= 1


def test_nearly_every_leak_of_our_own_drafts_is_found():
    results = [outcome(item) for item in OWN]

    leaks = sum(len(result.item["leaks"]) for result in results)
    missed = sum(len(result.missed) for result in results)
    assert leaks > 1400
    assert 1 - missed / leaks >= 0.98


def test_no_exact_identifier_is_missed():
    missed = [leak for item in OPEN + OWN for leak in outcome(item).missed]

    assert [leak for leak in missed if leak["kind"] in EXACT] == []


def test_the_evidence_is_what_stands_in_the_draft():
    for item in OPEN + OWN:
        for finding in outcome(item).findings:
            assert item["draft"][finding.start : finding.end] == finding.evidence


def test_a_draft_takes_less_than_fifty_milliseconds_of_work():
    outcome(OPEN[0])
    began = time.process_time()

    for item in OPEN:
        outcome(item)

    assert (time.process_time() - began) / len(OPEN) < 0.05
