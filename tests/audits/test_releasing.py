from datetime import date

import pytest

from cdop.access.policy import Denied
from cdop.audits import changes
from cdop.audits.models import LedgerEntry, Profile
from cdop.core.moves import NotNow
from cdop.extensions import db


def _cells(release, title):
    table = next(table for table in release.tables if table.title == title)
    return {row["code"]: row["cells"] for row in table.content["rows"]}


def test_small_counts_are_hidden_and_large_ones_are_exact(offered, deputy):
    release = changes.release_audit(offered, actor=deputy, profile=Profile.PUBLIC)

    smoking = _cells(release, "Smoking round the infant")
    drinking = _cells(release, "Alcohol and drugs")
    assert smoking["mother_smokes"]["count"] == "20"
    assert smoking["mother_smokes"]["percent"] == "66.7%"
    assert drinking["carer_alcohol_24h"]["count"] == "[c]"
    assert drinking["carer_alcohol_24h"]["percent"] == "[c]"
    assert release.protection["attack"] == {
        "failed": "",
        "pinned": 0,
        "narrowed": 0,
        "checked": release.protection["attack"]["checked"],
    }


def test_the_author_cannot_release(offered, chair):
    with pytest.raises(Denied):
        changes.release_audit(offered, actor=chair, profile=Profile.PUBLIC)


def test_a_draft_that_was_not_offered_cannot_be_released(thirty_deaths, build, deputy):
    audit = build()

    with pytest.raises(NotNow):
        changes.release_audit(audit, actor=deputy, profile=Profile.PUBLIC)


def test_every_printed_figure_goes_into_the_ledger(offered, deputy):
    release = changes.release_audit(offered, actor=deputy, profile=Profile.PUBLIC)

    entries = db.session.scalars(db.select(LedgerEntry).where(LedgerEntry.release_id == release.id))
    found = list(entries)
    assert {entry.population for entry in found} == {"death:2023/24-2024/25"}
    assert any(not entry.shown and entry.value == 3 for entry in found)


def test_a_longer_period_released_later_gives_no_small_number_by_subtraction(
    thirty_deaths, reviewed_death, build, chair, deputy
):
    first = build()
    changes.offer_audit(first, actor=chair)
    changes.release_audit(first, actor=deputy, profile=Profile.PUBLIC)
    for number in range(10):
        smoked = "Y" if number < 2 else "N"
        reviewed_death(date(2025, 6, 1), facts={"mother_smokes": smoked})

    longer = build(to_month=date(2026, 3, 1))
    changes.offer_audit(longer, actor=chair)
    release = changes.release_audit(longer, actor=deputy, profile=Profile.PUBLIC)

    smoking = _cells(release, "Smoking round the infant")["mother_smokes"]
    assert smoking["count"] == "[c]"  # 22, less the 20 of the first release, would be 2
    assert (release.protection["attack"]["pinned"], release.protection["attack"]["failed"]) == (
        0,
        "",
    )


def test_what_was_hidden_from_partners_is_not_shown_to_the_public_later(
    thirty_deaths, build, chair, deputy
):
    first, second = build(), build()
    for audit in (first, second):
        changes.offer_audit(audit, actor=chair)
    partner = changes.release_audit(first, actor=deputy, profile=Profile.PARTNER)

    public = changes.release_audit(second, actor=deputy, profile=Profile.PUBLIC)

    entries = db.session.scalars(db.select(LedgerEntry))
    shown = {(entry.release_id, entry.cell): entry.shown for entry in entries}
    hidden = [cell for (release, cell), seen in shown.items() if release == partner.id and not seen]
    assert hidden
    assert not any(shown.get((public.id, cell)) for cell in hidden)
