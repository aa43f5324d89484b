"""A review never comes before the death, and a reader who knows that is reckoned with."""

from datetime import date

from cdop.audits import changes, protecting
from cdop.audits.models import Basis, Profile
from cdop.audits.order_of_years import never_reviewed_before
from cdop.audits.preparing import gather
from cdop.extensions import db

FIRST, SECOND = "2023/24", "2024/25"
BOTH = [FIRST, SECOND]


def deaths(counts):
    return [
        {"death_year": died, "review_year": reviewed}
        for (died, reviewed), count in counts.items()
        for _ in range(count)
    ]


def by_death_after_by_review(counts):
    """Deaths by year of death, beside a release that told how many were reviewed in each year."""
    records = deaths(counts)
    reviewed = [record["review_year"] for record in records]
    labels = {year: [year] for year in BOTH} | {"known": BOTH}
    return {
        "audience": "public",
        "secret": 1,
        "year": "death_year",
        "limits": ["death_year", "review_year"],
        "tables": [{"name": "years:0", "variable": "death_year", "where": {}, "labels": labels}],
        "variables": {"death_year": BOTH, "review_year": BOTH},
        "population": {"death_year": BOTH},
        "records": records,
        "earlier": [[[["review_year", [year]]], reviewed.count(year)] for year in BOTH],
        "relations": [],
    }


def test_what_the_order_of_the_years_gives_away_is_not_published():
    # 18 died in the first year and 17 were reviewed in it. If some of these died in the second,
    # more than one of the 18 waited; but nobody is reviewed before the death.
    task = by_death_after_by_review({(FIRST, FIRST): 17, (FIRST, SECOND): 1, (SECOND, SECOND): 20})

    told = protecting.protect(task | {"relations": never_reviewed_before(task)})
    not_told = protecting.protect(task)

    assert not_told["figures"] == {"years:0": {FIRST: 18, SECOND: 20, "known": 38}}
    assert told["figures"] == {"years:0": {FIRST: None, SECOND: None, "known": 38}}


def test_the_attacker_finds_what_follows_from_the_order():
    task = by_death_after_by_review({(FIRST, FIRST): 17, (FIRST, SECOND): 1, (SECOND, SECOND): 20})
    waited = [["death_year", [FIRST]], ["review_year", [SECOND]]]
    published = {
        "published": {"years:0": {FIRST: 18, SECOND: 20, "known": 38}},
        "required": [[waited, [1, 2, 3, 4, 5, 6, 7]]],
        "revised": [],
        "total": 38,
    }

    knowing = protecting.attack(task | published | {"relations": never_reviewed_before(task)})
    forgetting = protecting.attack(task | published)

    assert (knowing["pinned"], forgetting["pinned"], forgetting["narrowed"]) == (1, 0, 0)


def test_years_that_no_figure_tells_apart_stay_together():
    task = by_death_after_by_review({(FIRST, FIRST): 20, (SECOND, SECOND): 20})
    together = task | {"earlier": [[[["review_year", BOTH]], 40]]}

    assert never_reviewed_before(together) == []
    assert never_reviewed_before(task) == [
        {
            "terms": [[[["death_year", [SECOND]], ["review_year", [FIRST]]], 1]],
            "lower": 0,
            "upper": 0,
        }
    ]


def test_an_error_in_a_record_does_not_make_the_model_contradict_itself():
    task = by_death_after_by_review({(FIRST, FIRST): 20, (SECOND, FIRST): 1, (SECOND, SECOND): 9})

    assert never_reviewed_before(task) == []


def test_a_release_by_review_after_one_by_death_reckons_with_the_order(
    offered, deputy, reviewed_death, build
):
    changes.release_audit(offered, actor=deputy, profile=Profile.PUBLIC)
    for _ in range(10):
        reviewed_death(date(2025, 6, 1))
    db.session.commit()
    by_review = build(basis=Basis.REVIEW, to_month=date(2026, 3, 1))

    relations = gather(by_review, Profile.PUBLIC).task["relations"]

    said = [dict(key) for relation in relations for key, _ in relation["terms"]]
    assert {"death_year": [SECOND], "review_year": [FIRST]} in said
