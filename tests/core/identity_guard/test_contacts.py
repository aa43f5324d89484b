"""A number or address is the same however it is written, and matters by whose it is."""

import pytest

from cdop.core.identity_guard.contacts import Contacts, contacts_in, find_contacts, plain_contact
from cdop.core.identity_guard.findings import Kind, Severity
from cdop.core.identity_guard.folding import fold


@pytest.mark.parametrize(
    "written",
    [
        "01632 960 001",
        "(01632) 960001",
        "+44 1632 960001",
        "+44 (0)1632-960 001",
        "0044 1632 960001",
    ],
)
def test_a_number_is_the_same_with_country_code_brackets_and_gaps(written):
    assert plain_contact(Kind.PHONE, written) == "01632960001"


@pytest.mark.parametrize(
    "written", ["Ada@Example.org", "ada (at) example (dot) org", "ada at example dot org"]
)
def test_an_address_is_the_same_with_its_signs_in_words(written):
    assert contacts_in(f"Write to {written}.") == {"ada@example.org"}


def test_the_sentence_after_an_address_is_no_part_of_it():
    assert contacts_in("Write to ada@example.org. Or ring us.") == {"ada@example.org"}


def test_contacts_are_found_in_whatever_a_record_keeps_them_in():
    rows = [{"name": "Ada", "contact": "01632 960001"}, {"notes": ["zz99 3vz", None, 3]}]

    assert contacts_in(rows) == {"01632960001", "zz993vz"}


def test_a_familys_own_stops_and_a_services_needs_a_reason():
    known = Contacts(families=frozenset({"01632960001"}), services=frozenset({"01632960555"}))
    draft = "Ring 01632 960 001, 01632 960 555 or 0808 802 6868."

    weighed = known.of(find_contacts(fold(draft)))

    assert [(each.evidence, each.severity) for each in weighed] == [
        ("01632 960 001", Severity.STOP),
        ("01632 960 555", Severity.REASON),
    ]
