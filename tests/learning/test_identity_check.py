"""Wording that holds who a child was does not leave the case."""

from datetime import date

import pytest

from cdop.cases.models import ChildIdentity
from cdop.learning.identity_check import Kind, find

IDENTITY = ChildIdentity(
    first_name="Zoë-Marie",
    last_name="O'Quillfeather",
    other_names="Rose",
    nhs_number="9990000018",
    born_on=date(2026, 1, 5),
    died_on=date(2026, 3, 31),
    address="12 Heron Pond Lane\nNorthmere",
    postcode="ZZ99 3VZ",
    family=[{"name": "Bartholomew Tunstall", "relation": "father"}],
    professionals=[{"name": "Dr Perpetua Inkpen", "role": "GP"}],
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What zoe missed", Kind.NAME),
        ("The O’Quillfeather family", Kind.NAME),
        ("OQUILLFEATHER's cot", Kind.NAME),
        ("Mr Tunstall smoked", Kind.NAME),
        ("as Inkpen wrote", Kind.NAME),
        ("little Rose slept", Kind.NAME),
        ("number 999 000 0018", Kind.NHS_NUMBER),
        ("number 999-000-0018", Kind.NHS_NUMBER),
        ("at zz993vz", Kind.POSTCODE),
        ("at ZZ99  3VZ", Kind.POSTCODE),
        ("at 12, Heron Pond lane", Kind.ADDRESS),
        ("on 31 March 2026", Kind.DATE),
        ("on 31st of March", Kind.DATE),
        ("on March 31, 2026", Kind.DATE),
        ("on 31/03/2026", Kind.DATE),
        ("on 31.3.26", Kind.DATE),
        ("on 2026-03-31", Kind.DATE),
        ("born 5 Jan '26", Kind.DATE),
    ],
)
def test_an_identifier_is_found_however_it_is_written(text, kind):
    assert [finding.kind for finding in find(text, IDENTITY)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Ask where the baby will sleep on the next night away.",
        "Deaths rose in the year to 31 March 2024.",
        "Seen on 30 March 2026 and 1/2/2026",
        "Call 0808 802 6868",
        "In 12 of 52 deaths a heron was seen",
    ],
)
def test_ordinary_wording_is_let_through(text):
    assert find(text, IDENTITY) == []


def test_the_finding_says_where_in_the_words_as_typed():
    text = "Sofas are unsafe.\nThis we learnt from QUILLFEATHER, and from\nO'Quillfeather again."

    [finding] = find(text, IDENTITY)

    assert (finding.line, finding.words) == (3, "O'Quillfeather")
