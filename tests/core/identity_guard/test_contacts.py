"""A number or address is the same however it is written, and matters by whose it is."""

import pytest

from cdop.core.identity_guard.contacts import Contacts, find_contacts, held_in, plain_contact
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
    [found] = find_contacts(fold(f"Write to {written}. Or ring."))

    assert plain_contact(found.kind, found.evidence) == "ada@example.org"


@pytest.mark.parametrize(
    "kept",
    [
        [{"name": "Ada", "contact": "+44 1632 960001"}],
        {"notes": "Mother: 01632/960 001"},
        "She rang from 01632 960001, then from work.",
    ],
)
def test_contacts_are_found_in_whatever_a_record_keeps_them_in(kept):
    wanted = list(find_contacts(fold("Ring (01632) 960 001 or 01632 960 555.")))

    assert held_in(wanted, "", None, kept) == {"01632960001"}


def test_a_familys_own_stops_and_a_services_needs_a_reason():
    known = Contacts(families=frozenset({"01632960001"}), services=frozenset({"01632960555"}))
    draft = "Ring 01632 960 001, 01632 960 555 or 0808 802 6868."

    weighed = known.of(find_contacts(fold(draft)))

    assert [(each.evidence, each.severity) for each in weighed] == [
        ("01632 960 001", Severity.STOP),
        ("01632 960 555", Severity.REASON),
    ]
