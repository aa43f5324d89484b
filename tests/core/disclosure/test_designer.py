"""What the designer proposes leaves more deaths visible, and is safe when worked out exactly."""

import json
import random

from click.testing import CliRunner

from cdop.audits.commands import disclosure
from cdop.core.disclosure.designer import Hierarchy, Setting, design
from cdop.core.disclosure.poolings import Pooling, candidates, guess
from cdop.core.disclosure.profiles import PROFILES, Audience
from cdop.core.disclosure.tables import Table

PARTNER = PROFILES[Audience.PARTNER]
AGES = ("0-27 days", "1-5 months", "6-11 months", "1-4 years", "5-9 years", "10-17 years")
CATEGORIES = tuple("1 2 3 4 5 6 7 8".split())


def lines(values):
    return {value: (value,) for value in values} | {"All": values}


def counted(name, values, counts):
    return [
        {name: value} for value, count in zip(values, counts, strict=True) for _ in range(count)
    ]


def test_small_neighbouring_ages_are_put_together_and_large_ones_left():
    records = counted("age", AGES, (30, 8, 3, 2, 6, 5))
    table = Table("age", {"age": lines(AGES)})

    found = design([table], [Hierarchy("age", True)], Setting(records, {"age": AGES}, PARTNER))

    proposal = found.proposals[0]
    assert proposal.pooling.new_lines == ("6-11 months to 1-4 years",)
    assert found.after.share == 1.0
    assert found.before.share < found.after.share


def test_small_categories_become_one_other_line():
    records = counted("category", CATEGORIES, (20, 15, 1, 2, 9, 3, 12, 0))
    table = Table("category", {"category": lines(CATEGORIES)})
    setting = Setting(records, {"category": CATEGORIES}, PARTNER)

    pooling = design([table], [Hierarchy("category")], setting).proposals[0].pooling

    assert pooling.new_lines == ("Other",)
    assert dict(pooling.made_of)["Other"] == ("3", "4", "6")


def test_nothing_is_proposed_where_nothing_is_hidden():
    records = counted("age", AGES, (30, 8, 9, 12, 6, 5))
    table = Table("age", {"age": lines(AGES)})

    found = design([table], [Hierarchy("age", True)], Setting(records, {"age": AGES}, PARTNER))

    assert found.proposals == ()
    assert found.before == found.after


def test_zeros_that_disclose_are_warned_of_with_what_to_put_together():
    # Seven deaths in seven categories: nobody in the eighth says that each has exactly one.
    records = counted("category", CATEGORIES, (1, 1, 1, 1, 1, 1, 1, 0))
    table = Table("category", {"category": lines(CATEGORIES)})
    setting = Setting(records, {"category": CATEGORIES}, PARTNER)

    found = design([table], [Hierarchy("category")], setting)

    warning = found.warnings[0]
    assert warning.table == "category"
    assert len(warning.lines) == 7
    assert warning.pooling is not None
    assert found.before.withheld == ("category",)
    assert found.after.withheld == ()


def test_tables_that_share_a_variable_are_pooled_alike():
    chance = random.Random(3)
    records = [
        {"age": chance.choices(AGES, (9, 4, 2, 2, 3, 3))[0], "sex": chance.choice("FM")}
        for _ in range(70)
    ]
    tables = [
        Table("age", {"age": lines(AGES)}),
        Table("age x sex", {"age": lines(AGES), "sex": lines(("F", "M"))}),
    ]
    setting = Setting(records, {"age": AGES, "sex": ("F", "M")}, PARTNER)

    found = design(tables, [Hierarchy("age", True)], setting)

    assert found.proposals[0].tables == ("age", "age x sex")
    assert found.after.share > found.before.share


def test_a_ready_made_grouping_is_among_those_tried():
    grouping = {"Under 1": AGES[:3], "1 to 17": AGES[3:]}
    hierarchy = Hierarchy("age", True, groupings=(grouping,))

    found = candidates(hierarchy, lines(AGES), dict.fromkeys(AGES, 3))

    made_of = (("Under 1", AGES[:3]), ("1 to 17", AGES[3:]))
    assert Pooling("age", made_of) in found


def test_kept_lines_are_never_put_together():
    hierarchy = Hierarchy("age", True, kept=frozenset({AGES[-1]}))

    found = candidates(hierarchy, lines(AGES), dict.fromkeys(AGES, 3))

    assert all(AGES[-1] not in old for pooling in found for _, old in pooling.made_of)


def test_a_guess_hides_a_second_cell_where_one_would_follow():
    records = counted("age", AGES, (30, 8, 3, 12, 6, 15))

    found = guess(Table("age", {"age": lines(AGES)}), records, PARTNER)

    assert found.deaths - found.visible == 3 + 6


def test_a_design_can_be_asked_for_on_a_file(tmp_path):
    case = {
        "threshold": 5,
        "variables": {"age": {"values": AGES, "ordered": True}},
        "tables": [{"name": "age", "variables": ["age"]}],
        "records": counted("age", AGES, (30, 8, 3, 2, 6, 5)),
    }
    path = tmp_path / "design.json"
    path.write_text(json.dumps(case))

    answer = json.loads(CliRunner().invoke(disclosure, ["design", str(path)]).output)

    assert answer["before"]["share"] < answer["after"]["share"] == 1.0
    assert answer["proposals"][0]["variable"] == "age"


def test_a_design_file_with_an_unknown_value_is_refused(tmp_path):
    case = {
        "threshold": 5,
        "variables": {"age": {"values": AGES}},
        "tables": [{"variables": ["age"]}],
        "records": [{"age": "90"}],
    }
    path = tmp_path / "design.json"
    path.write_text(json.dumps(case))

    found = CliRunner().invoke(disclosure, ["design", str(path)])

    assert found.exit_code == 2
    assert "`age`" in found.output
