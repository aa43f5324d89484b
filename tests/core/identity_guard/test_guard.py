"""What tells who a child was is found in every dress; what only looks like it stays quiet."""

from datetime import date

import pytest

from cdop.core.identity_guard.findings import Kind, Record, Severity
from cdop.core.identity_guard.guard import check

RECORD = Record(
    child_name="Zoë-Marie O'Quillfeather",
    mother_name="Grace Baker",
    father_name="Bartholomew van der Tunstall",
    nickname="Zo-Zo",
    date_of_birth=date(2022, 4, 14),
    date_of_death=date(2022, 6, 2),
    nhs_number="9990000018",
    address="Flat 3, 12 Heron Pond Lane, Northmere",
    postcode="ZZ99 3VZ",
    gp_surgery="Fable Lane Surgery",
    nursery="Woodpeckers Nursery School",
    hospital="Princess Adela Hospital",
    professional_name="Dr Perpetua Inkpen-Ray",
    case_reference="CDR 2022/074",
)


def kinds(text: str, record: Record = RECORD) -> list[Kind]:
    return [finding.kind for finding in check(text, record)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What Zoë-Marie needed", Kind.NAME),
        ("what bartholomew needed", Kind.LOWER_CASE),
        ("What zoe-marie needed", Kind.DIACRITIC),
        ("The O’Quillfeather family", Kind.NAME),
        ("The OQuillfeather family", Kind.NAME),
        ("O'QUILLFEATHER, Zoe-Marie", Kind.REVERSED_NAME),
        ("when Zo*e-Mar*ie slept", Kind.EMPHASIS_SPLIT),
        ("when B<b>artholo</b>mew slept", Kind.EMPHASIS_SPLIT),
        ("when Barth\u200bolomew slept", Kind.EMPHASIS_SPLIT),
        ("when B a r t h o l o m e w slept", Kind.EMPHASIS_SPLIT),
        ("when B*rth*lomew slept", Kind.EMPHASIS_SPLIT),
        ("when B&#97;rtholomew slept", Kind.EMPHASIS_SPLIT),
        ("when Bаrtholomew slept", Kind.NAME),  # with a Cyrillic a
        ("Bartolomew slept", Kind.MISSPELLING),
        ("a call by Bart came", Kind.NICKNAME),
        ("our Zo-Zo, they said", Kind.NICKNAME),
        ("then G.B. rang", Kind.INITIALS),
        ("then Mrs B. rang", Kind.INITIALS),
        ("as G. Baker wrote", Kind.INITIALS),
        ("as mother Grace said", Kind.NAME),
        ("and Grace's sister came", Kind.POSSESSIVE),
        ("seen by Dr Inkpen-Ray", Kind.PROFESSIONAL),
        ("seen by Dr P. I-R.", Kind.INITIALS),
    ],
)
def test_a_name_is_found_in_disguise(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "born on 14.4.22",
        "born on 14/04/2022",
        "born on 2022-04-14",
        "born on 14 Apr 2022",
        "born on April 14th",
        "The fourteenth of April it was",
        "a Thursday in April, when she was born",
        "She died on the Platinum Jubilee Thursday",
        "She died on the first Thursday of June 2022",
        "She was born on Maundy Thursday",
        "She died in June 2022",
    ],
)
def test_a_day_of_the_record_is_found_however_it_is_told(text):
    assert len(check(text, RECORD)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "aged 49 days",
        "seven weeks old",
        "a 7-week-old girl",
        "she was 7 weeks and 0 days",
        "aged 7/52",
        "day 49 of life",
        "a baby aged one month",
        "died in her eighth week",
    ],
)
def test_an_exact_age_is_found(text):
    assert kinds(text) == [Kind.AGE_EXACT]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("at 12 Heron Pond Lane", Kind.ADDRESS),
        ("of Heron Pond Ln", Kind.STREET_ONLY),
        ("in ZZ99 3..", Kind.PARTIAL_POSTCODE),
        ("in ZZ99 3**", Kind.PARTIAL_POSTCODE),
        ("seen at the Princess Adela", Kind.ORGANISATION_SHORT),
        ("staff at Woodpeckers said", Kind.ORGANISATION_SHORT),
        ("the woodpeckers nursery", Kind.ORGANISATION_SHORT),
        ("at Fable Lane", Kind.ORGANISATION_SHORT),
    ],
)
def test_a_place_is_found_in_part(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("number 999-000-0018", Kind.NHS_NUMBER),
        ("number 9 9 9 0 0 0 0 0 1 8", Kind.NHS_NUMBER),
        ("see CDR-2022-074", Kind.CASE_REFERENCE),
        ("see cdr2022074", Kind.CASE_REFERENCE),
        ("see 74/2022", Kind.CASE_REFERENCE),
        ("at zz993vz", Kind.POSTCODE),
        ("Grace Baker slept", Kind.NAME),
        ("on 2 June 2022", Kind.DATE),
    ],
)
def test_an_exact_identifier_stops_publication(text, kind):
    [finding] = check(text, RECORD)

    assert (finding.kind, finding.severity) == (kind, Severity.STOP)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the number 999 000 0018", Kind.NHS_NUMBER),
        ("ring 07700 900123", Kind.PHONE),
        ("ring (01632) 960 123", Kind.PHONE),
        ("write to jo.bloggs@mail.example", Kind.EMAIL),
        ("write to jo.bloggs (at) mail (dot) example", Kind.EMAIL),
        ("they live at ZZ99 3AB", Kind.POSTCODE),
    ],
)
def test_what_names_somebody_by_itself_is_found_without_a_record(text, kind):
    [finding] = check(text)

    assert (finding.kind, finding.severity) == (kind, Severity.STOP)


@pytest.mark.parametrize(
    "text",
    [
        "Numbers rose by a fifth. A local baker helps.",
        "Talk with grace and humour; a grace period helps.",
        "Ray guns and an ink pen are toys. A ray of light came in.",
        "Call 0808 802 6868, 116 123, 111, 101 or 999.",
        "The next conference is on 14 May, each April the same.",
        "In June and over the Jubilee many travel. Any Thursday will do.",
        "Babies under seven weeks, the 8-week check, within 49 days, for 7 weeks.",
        "A heron by the pond; woodpeckers in the park; a fable for children.",
        "Version 14.4 has 49 pages, numbered 2 to 6.",
        "Princess parties are popular.",
        "May I ask? Young parents may be frank.",
        "Write to cdop@panel.example or info@panel.example.",
        "Hepatitis B, vitamin D, plan B, A&E, GP and NHS.",
        "Bank holiday opening hours differ.",
    ],
)
def test_innocent_words_stay_quiet(text):
    assert check(text, RECORD) == []


def test_the_findings_come_in_the_order_of_the_draft_and_do_not_overlap():
    found = check("Zoe-Marie, 7 weeks old, of ZZ99 3VZ, known as Zo-Zo; Zoe-Marie.", RECORD)

    assert len(found) == 5
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


def test_an_empty_draft_and_an_empty_record_are_no_trouble():
    assert check("", RECORD) == []
    assert check("Nothing to see.") == []


def test_a_record_says_what_is_wrong_with_it():
    with pytest.raises(ValueError, match="date_of_birth"):
        Record.of({"date_of_birth": "14 April"})
    with pytest.raises(ValueError, match="child_name"):
        Record.of({"child_name": 3})
