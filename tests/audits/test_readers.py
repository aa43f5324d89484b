"""What a reader could work out from a release by knowing how its questions hang together."""

from cdop.audits import protecting
from cdop.audits.cells import cells_of, released_tables, task_of
from cdop.audits.kind import Study
from cdop.audits.publishing import NOT_LISTED, About, read_back, render_tables
from cdop.audits.records import domains
from cdop.audits.tables.sudi_tables import sudi_tables
from tests.audits.conftest import records_of

YEARS, AREAS = ("2023/24", "2024/25"), ("Northmere",)
KNOWN = domains(YEARS, AREAS)


def _records(number, **values):
    """So many reviewed deaths, the same but for `values`: lists, by name of the variable."""
    blank = {name: "" for name in KNOWN} | {
        **{name: "no" for name in KNOWN if "no" in KNOWN[name]},
        **{"death_year": "2023/24", "reviewed": "Y", "asleep": "Y"},
    }
    return [
        blank | {name: found[place] for name, found in values.items()} for place in range(number)
    ]


def _released(records, *codes):
    """The release's tables of these codes as they are printed, and their cells."""
    tables = released_tables(sudi_tables(Study(YEARS, AREAS, records_of(records, KNOWN))))
    tables = [table for table in tables if table.code in codes]
    cells = cells_of(tables, KNOWN)
    task = task_of(
        *(cells, records, KNOWN),
        **{"year": "death_year", "population": {"reviewed": ["Y"], "death_year": YEARS}},
        **{"earlier": [], "audience": "public", "secret": 1},
    )
    answer = protecting.protect(task)
    rendered = render_tables(tables, cells, answer["figures"], [], About(answer["total"]))
    told = {"published": read_back(rendered, cells), "total": answer["total"]}
    attacked = protecting.attack(
        task | told | {"required": answer["required"], "revised": answer["revised"]}
    )
    assert (attacked["failed"], attacked["pinned"], attacked["narrowed"]) == ("", 0, 0)
    rows = {row["code"]: row["cells"] for table in rendered for row in table["content"]["rows"]}
    return rows, rendered


def test_what_is_asked_of_sharers_is_not_found_out_from_how_many_shared():
    # 11 of 24 shared, 10 of the 11 answers are known: together they would say that 1 is not.
    records = _records(
        24,
        shared_surface=["Y"] * 11 + ["N"] * 13,
        sharer_smokes=["Y"] * 5 + ["N"] * 5 + ["NK"] + ["NA"] * 13,
        shared_with=["mother"] * 11 + [""] * 13,
    )

    rows, _ = _released(records, "sleep", "sharers", "shared_with")

    assert rows["shared_surface"]["count"] == "11"
    assert rows["sharer_smokes"]["denominator"] == "[c]"
    assert rows["shared_with:mother"]["not_known"] == "0"


def test_a_factor_that_is_not_listed_may_be_a_large_number_too():
    # 28 of 30 is hidden because of the other 2, and 3 because it is small: neither is listed.
    records = _records(
        30,
        factor_B01=["contributed"] * 28 + ["no"] * 2,
        factor_B05=["contributed"] * 3 + ["no"] * 27,
        factor_C05=["contributed"] * 12 + ["no"] * 18,
    )

    rows, rendered = _released(records, "factors")

    assert list(rows) == ["factor_C05"]
    assert NOT_LISTED in rendered[0]["content"]["notes"]
