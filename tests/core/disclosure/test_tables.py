"""Tables of one release are protected together, with each other and with what came before."""

import random
from itertools import product

import pytest

from cdop.core.disclosure.attack import attack
from cdop.core.disclosure.earlier import Earlier
from cdop.core.disclosure.joins import crossings
from cdop.core.disclosure.profiles import PROFILES, Audience, Profile
from cdop.core.disclosure.protect import protect
from cdop.core.disclosure.protected_tables import TableWithheld, protect_tables
from cdop.core.disclosure.protection import Reason, Withheld
from cdop.core.disclosure.tables import Relation, Table, TooTangled, condition, tabulate
from cdop.core.disclosure.witnesses import failures
from tests.core.disclosure.enumeration import all_tables

PUBLIC = PROFILES[Audience.PUBLIC]
PARTNER = PROFILES[Audience.PARTNER]
BELOW_THREE = Profile(Audience.PARTNER, 3, "1 and 2 are hidden")
ANSWERS = ("Y", "N", "NK", "")
LINES = {
    "Yes": ("Y",),
    "No": ("N",),
    "Not known": ("NK",),
    "Not recorded": ("",),
    "Known": ("Y", "N"),
    "All": ANSWERS,
}


def item(name: str) -> Table:
    return Table(name, {name: LINES})


def records_of(**counts: dict[str, int]) -> list[dict]:
    """Records with these numbers of answers to each item."""
    columns = {
        name: [value for value, count in answers.items() for _ in range(count)]
        for name, answers in counts.items()
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def by_year(*years: str) -> dict:
    return {year: (year,) for year in years} | {"All years": years}


def test_the_same_records_are_one_cell_in_every_table():
    records = records_of(
        smoke={"Y": 20, "N": 30, "NK": 6, "": 4}, share={"Y": 25, "N": 25, "NK": 5, "": 5}
    )

    tabulation = tabulate(
        [item("smoke"), item("share")], records, {"smoke": ANSWERS, "share": ANSWERS}
    )

    assert tabulation.key("smoke", "All") == tabulation.key("share", "All") == condition({})
    assert tabulation.release.cell(tabulation.key("smoke", "Known")).value == 50


def test_the_rest_of_a_printed_cell_is_protected_too():
    # 25 of 27 known answers are yes: printing both would say that 2 are no.
    records = records_of(smoke={"Y": 25, "N": 2, "": 33})
    table = Table("smoke", {"smoke": {"Yes": ("Y",), "Known": ("Y", "N"), "All": ANSWERS}})

    protected = protect_tables([table], records, {"smoke": ANSWERS}, PUBLIC)

    assert protected.shown("smoke", "All") == 60
    assert not (protected.is_shown("smoke", "Yes") and protected.is_shown("smoke", "Known"))


def test_those_a_question_does_not_apply_to_are_protected_too():
    # 39 deaths less 28 known and 8 missing answers: 3 of whom nothing is printed.
    records = records_of(advice={"Y": 20, "N": 8, "NK": 8, "NA": 3})
    answers = (*ANSWERS, "NA")
    lines = {"Yes": ("Y",), "Known": ("Y", "N"), "Missing": ("NK", ""), "All": answers}

    protected = protect_tables(
        [Table("advice", {"advice": lines})], records, {"advice": answers}, PUBLIC
    )

    assert protected.shown("advice", "All") == 39
    assert not (protected.is_shown("advice", "Known") and protected.is_shown("advice", "Missing"))


def test_an_item_without_small_numbers_is_shown_whole_beside_one_with_them():
    records = records_of(smoke={"Y": 2, "N": 30, "": 28}, share={"Y": 25, "N": 25, "": 10})

    protected = protect_tables(
        [item("smoke"), item("share")], records, {"smoke": ANSWERS, "share": ANSWERS}, PUBLIC
    )

    assert [protected.shown("share", label) for label in LINES] == [25, 25, 0, 10, 50, 60]
    assert protected.shown("smoke", "Yes") is None
    assert protected.shown("smoke", "Not known") == 0
    assert protected.protection.optimal


def test_lines_worth_keeping_are_hidden_last():
    records = records_of(smoke={"Y": 20, "N": 12, "NK": 3, "": 25})
    table = Table("smoke", {"smoke": LINES}, weights={"Known": 3, "Yes": 3, "No": 3})

    protected = protect_tables([table], records, {"smoke": ANSWERS}, PUBLIC)

    assert [protected.shown("smoke", label) for label in ("Yes", "No", "Known")] == [20, 12, 32]
    assert not protected.is_shown("smoke", "Not recorded")


def test_tables_about_some_of_the_records_are_part_of_the_same_release():
    records = records_of(
        share={"Y": 23, "N": 37}, sofa={"Y": 4, "N": 19, "": 37}, smoke={"Y": 30, "N": 30}
    )
    sofa = Table("sofa", {"sofa": LINES}, where={"share": ("Y",)})
    variables = dict.fromkeys(("share", "sofa", "smoke"), ANSWERS)

    protected = protect_tables([item("share"), sofa, item("smoke")], records, variables, PUBLIC)
    left = attack(
        protected.tabulation.release,
        protected.protection.published(),
        targets=protected.protection.hidden,
    )

    assert protected.key("sofa", "All") == protected.key("share", "Yes")
    assert not protected.is_shown("sofa", "Yes")
    assert not any(found.pinned for found in left.values())


def full_knowledge(variables: dict, records: list, keys: dict, zeros_at_least: int = 1) -> dict:
    """What each cell can be over all tables that cross every variable with every other."""
    names = sorted(variables)
    places = list(product(*(variables[name] for name in names)))
    tables = all_tables(len(places), len(records))
    sums = {}
    for key in keys:
        limits = dict(key)
        inside = [
            number
            for number, place in enumerate(places)
            if all(
                value in limits.get(name, variables[name])
                for name, value in zip(names, place, strict=True)
            )
        ]
        sums[key] = tables[:, inside].sum(axis=1)
    fits = True
    for key, figure in keys.items():
        fits = fits & ((sums[key] >= zeros_at_least) if figure is None else (sums[key] == figure))
    return {key: set(found[fits].tolist()) for key, found in sums.items()}


@pytest.mark.parametrize(
    "pairs",
    [
        [("a",), ("b",), ("c",)],
        [("a", "b"), ("b", "c")],
        [("a", "b"), ("c",)],
        [("a", "b"), ("b", "c"), ("a", "c")],
    ],
    ids=["one way", "a chain", "two and one", "a ring"],
)
def test_linking_by_margins_tells_as_much_as_crossing_everything(pairs):
    chance = random.Random(str(pairs))
    variables = dict.fromkeys("abc", ("0", "1"))
    lines = {"0": ("0",), "1": ("1",), "all": ("0", "1")}
    tables = [Table("".join(names), {name: lines for name in names}) for names in pairs]

    for _ in range(12):
        records = [{name: chance.choice("0111") for name in "abc"} for _ in range(8)]
        tabulation = tabulate(tables, records, variables)
        published = {
            cell.key: cell.value
            if cell.value == 0 or cell.key == () or chance.random() < 0.6
            else None
            for cell in tabulation.release.cells
            if cell.printed
        }
        hidden = [key for key, figure in published.items() if figure is None]
        found = attack(tabulation.release, published, targets=hidden)
        expected = full_knowledge(variables, records, published)

        assert {key: set(left.values) for key, left in found.items()} == {
            key: expected[key] for key in hidden
        }


def test_only_a_ring_of_tables_is_crossed():
    chain = [frozenset("ab"), frozenset("bc"), frozenset("cd")]
    ring = [frozenset("ab"), frozenset("bc"), frozenset("ac"), frozenset("d")]

    assert crossings(chain) == (chain, [frozenset("b"), frozenset("c")])
    assert crossings(ring) == ([frozenset("abc"), frozenset("d")], [])


def test_too_many_crossed_variables_are_refused_not_guessed():
    names = [f"v{number}" for number in range(14)]
    variables = dict.fromkeys(names, ("Y", "N"))
    lines = {"Yes": ("Y",), "All": ("Y", "N")}
    tables = [
        Table(one + other, {one: lines, other: lines})
        for place, one in enumerate(names)
        for other in names[place + 1 :]
    ]

    with pytest.raises(TooTangled):
        tabulate(tables, [], variables)


def test_categories_by_two_dates_of_five_years_are_not_too_many():
    # An annual report by year of death beside an audit of sudden deaths by year of review.
    years = tuple(str(year) for year in range(2020, 2026))
    variables = {
        "category": tuple("123456789X-"),
        "death_year": years,
        "review_year": years,
        "reviewed": ("Y", "N"),
        "sudi": ("Y", "N"),
    }
    lines = {"category": {each: (each,) for each in variables["category"]}}
    limits = {"review_year": years[1:], "reviewed": ("Y",), "sudi": ("Y",)}
    earlier = [condition({**limits, "category": ("1",)})]
    earlier += [condition({**limits, "death_year": (y,), "review_year": (y,)}) for y in years[1:]]

    found = tabulate(
        [Table("category", lines)],
        [],
        variables,
        population={"death_year": years[1:]},
        earlier=earlier,
    )

    assert len(found.release.truth) == 11 * 6 * 6 * 2 * 2


def test_a_count_of_hazards_is_tied_to_the_items_it_counts():
    # The attacker adds up: hazards over all deaths are the yes answers over all items.
    records = records_of(
        sofa={"Y": 12, "N": 28}, smoke={"Y": 20, "N": 20}, hazards={"1": 32, "0": 8}
    )
    for record in records:
        record["hazards"] = str((record["sofa"] == "Y") + (record["smoke"] == "Y"))
    variables = {"sofa": ("Y", "N"), "smoke": ("Y", "N"), "hazards": ("0", "1", "2")}
    lines = {
        name: {value: (value,) for value in values} | {"All": values}
        for name, values in variables.items()
    }
    tables = [Table(name, {name: lines[name]}) for name in variables]
    terms = (
        (condition({"sofa": "Y"}), 1),
        (condition({"smoke": "Y"}), 1),
        (condition({"hazards": "1"}), -1),
        (condition({"hazards": "2"}), -2),
    )

    protected = protect_tables(
        tables, records, variables, PUBLIC, relations=[Relation(terms, 0, 0)]
    )

    assert failures(protected.tabulation.release, protected.protection) == []


def test_nothing_is_published_about_seven_deaths():
    records = records_of(smoke={"Y": 4, "N": 3})

    protected = protect_tables([item("smoke")], records, {"smoke": ANSWERS}, PUBLIC)

    assert protected.withheld is Withheld.FEW_RECORDS
    assert protected.withheld_tables == {"smoke": TableWithheld.RELEASE}
    assert protected.shown("smoke", "All") is None
    assert protected.ledger() == []


def test_a_table_whose_zeros_give_it_away_is_left_out_and_the_others_stay():
    weeks = tuple(str(number) for number in range(10))
    records = [{"week": str(number), "smoke": "Y"} for number in range(9)]
    table = Table("week", {"week": {week: (week,) for week in weeks} | {"All": weeks}})

    protected = protect_tables(
        [table, item("smoke")], records, {"week": weeks, "smoke": ANSWERS}, PUBLIC
    )

    assert protected.withheld_tables == {"week": TableWithheld.ZEROS_DISCLOSE}
    assert protected.shown("week", "All") is None
    assert protected.shown("smoke", "Yes") == 9


def test_a_release_is_protected_against_differences_with_an_earlier_one():
    # Alone, each release hides one pair of cells safely; together they would pin the 3.
    records = records_of(smoke={"Y": 3, "N": 21, "NK": 16, "": 20})
    variables = {"smoke": ANSWERS}
    table = Table("smoke", {"smoke": {**LINES, "Not given": ("NK", "")}})
    release = tabulate([table], records, variables).release
    before = [
        Earlier(condition({}), 60),
        Earlier(condition({"smoke": ("Y",)}), None),
        Earlier(condition({"smoke": ("N",)}), None),
        Earlier(condition({"smoke": ("Y", "N")}), 24),
        Earlier(condition({"smoke": ("NK",)}), 16),
    ]

    careless = protect(release, PUBLIC)
    careful = protect_tables([table], records, variables, PUBLIC, earlier=before)

    assert careless.is_shown(condition({"smoke": ("N",)})) or careless.extra_hidden == 1
    assert not careful.is_shown("smoke", "Yes")
    assert not careful.is_shown("smoke", "No")
    known = {figure.key: figure.value for figure in before}
    left = attack(
        careful.tabulation.release,
        {**careful.protection.published(), **known},
        targets=[condition({"smoke": ("Y",)})],
    )
    assert left[condition({"smoke": ("Y",)})].keeps(range(1, 8))
    assert failures(careful.tabulation.release, careful.protection, known) == []


def test_what_was_hidden_before_is_not_shown_later():
    records = records_of(smoke={"Y": 30, "N": 30})
    before = [Earlier(condition({"smoke": ("Y",)}), None)]

    protected = protect_tables([item("smoke")], records, {"smoke": ANSWERS}, PUBLIC, earlier=before)
    key = condition({"smoke": ("Y",)})
    left = attack(protected.tabulation.release, protected.protection.published(), targets=[key])

    assert protected.protection.decisions[key].reason is Reason.EARLIER
    assert not left[key].pinned


def test_a_figure_that_any_earlier_release_showed_is_known():
    records = records_of(smoke={"Y": 30, "N": 3, "NK": 27})
    key = condition({"smoke": ("Y",)})

    for before in ([Earlier(key, 30), Earlier(key, None)], [Earlier(key, None), Earlier(key, 30)]):
        protected = protect_tables(
            [item("smoke")], records, {"smoke": ANSWERS}, PUBLIC, earlier=before
        )
        known = {**protected.protection.published(), key: 30}
        target = condition({"smoke": ("N",)})
        left = attack(protected.tabulation.release, known, targets=[target])

        assert left[target].keeps(range(1, 8))


def test_years_published_one_by_one_are_reckoned_with_when_they_are_added_up():
    # 2023: no = 21 shown. 2024: all shown. Both years: yes would be 3 plus 10.
    records = [
        {"year": year, "smoke": answer}
        for year, answer, count in [
            ("2023", "Y", 3),
            ("2023", "N", 21),
            ("2023", "", 18),
            ("2024", "Y", 10),
            ("2024", "N", 12),
            ("2024", "", 20),
        ]
        for _ in range(count)
    ]
    variables = {"smoke": ANSWERS}
    ledger: list[Earlier] = []
    for years in (("2023",), ("2024",), ("2023", "2024")):
        protected = protect_tables(
            [item("smoke")], records, variables, PUBLIC, population={"year": years}, earlier=ledger
        )
        ledger += protected.ledger()
    known = {figure.key: figure.value for figure in ledger}
    target = condition({"year": ("2023",), "smoke": ("Y",)})
    left = attack(
        protected.tabulation.release,
        {**known, **protected.protection.published()},
        targets=[target],
    )

    assert protected.key("smoke", "All") == condition({"year": ("2023", "2024")})
    assert left[target].keeps(range(1, 8))
    assert failures(protected.tabulation.release, protected.protection, known) == []


def test_a_total_that_changed_by_a_few_deaths_stops_the_release():
    records = records_of(smoke={"Y": 30, "N": 32})
    before = [Earlier(condition({}), 60)]

    protected = protect_tables([item("smoke")], records, {"smoke": ANSWERS}, PUBLIC, earlier=before)

    assert protected.withheld is Withheld.SMALL_REVISION


def test_a_count_that_changed_by_a_few_deaths_is_hidden():
    records = records_of(smoke={"Y": 28, "N": 32})
    before = [Earlier(condition({}), 60), Earlier(condition({"smoke": ("Y",)}), 30)]

    protected = protect_tables([item("smoke")], records, {"smoke": ANSWERS}, PUBLIC, earlier=before)
    key = condition({"smoke": ("Y",)})
    left = attack(
        protected.tabulation.release, protected.protection.published(), largest=60, targets=[key]
    )

    assert protected.protection.decisions[key].reason is Reason.REVISED
    assert left[key].keeps(range(23, 38))


def test_a_small_number_that_was_printed_before_is_reported_as_given_away():
    records = records_of(smoke={"Y": 6, "N": 54})
    before = [Earlier(condition({"smoke": ("Y",)}), 6)]

    protected = protect_tables([item("smoke")], records, {"smoke": ANSWERS}, PUBLIC, earlier=before)

    assert protected.protection.given_away == (condition({"smoke": ("Y",)}),)
    assert not protected.is_shown("smoke", "Yes")


def test_years_by_item_tables_share_their_years():
    chance = random.Random(9)
    records = [
        {"year": chance.choice("12"), "smoke": chance.choice(ANSWERS), "sofa": chance.choice("YN")}
        for _ in range(45)
    ]
    years = by_year("1", "2")
    tables = [Table(name, {"year": years, name: LINES}) for name in ("smoke", "sofa")]
    variables = {"year": ("1", "2"), "smoke": ANSWERS, "sofa": ANSWERS}

    protected = protect_tables(tables, records, variables, PARTNER)
    left = attack(
        protected.tabulation.release,
        protected.protection.published(),
        targets=protected.protection.required,
    )

    assert protected.key("smoke", "1", "All") == protected.key("sofa", "1", "All")
    for key, values in protected.protection.required.items():
        assert left[key].keeps(values)


def test_a_value_that_a_variable_does_not_have_is_refused():
    with pytest.raises(ValueError, match="smoke"):
        tabulate([item("smoke")], [{"smoke": "perhaps"}], {"smoke": ANSWERS})
    with pytest.raises(ValueError, match="smoke"):
        tabulate([Table("smoke", {"smoke": {"Odd": ("Z",)}})], [], {"smoke": ANSWERS})


def test_a_zero_that_tells_how_an_earlier_sum_is_made_up_is_not_published():
    # Of 6 in two years "south" and "west" were hidden, and "south" was 5 in three years. That there
    # was nobody in the third tells that it was 5 in the two, and "west" 1.
    where = {"south": 5, "west": 1, "north": 20}
    records = [{"year": "1", "area": area} for area, count in where.items() for _ in range(count)]
    records += [{"year": "3", "area": "north"}] * 20
    two, three = {"year": ("1", "2")}, {"year": ("1", "2", "3")}
    earlier = [
        Earlier(condition(two), 26),
        Earlier(condition(two | {"area": ("north",)}), 20),
        Earlier(condition(two | {"area": ("south",)}), None),
        Earlier(condition(two | {"area": ("west",)}), None),
        Earlier(condition(three | {"area": ("south",)}), 5),
    ]
    areas = {area: (area,) for area in where}

    protected = protect_tables(
        [Table("area", {"area": areas})],
        records,
        {"year": ("1", "2", "3"), "area": tuple(where)},
        PARTNER,
        population={"year": ("3",)},
        earlier=earlier,
    )

    assert protected.withheld_tables == {"area": TableWithheld.ZEROS_DISCLOSE}
    assert protected.withheld is None
