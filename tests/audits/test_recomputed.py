"""Every figure of the audit counted a second time: in SQL and plain rules that share no code."""

import csv
import io
import json
import random
import re
from collections import Counter
from datetime import date
from html import unescape
from itertools import combinations
from math import sqrt
from pathlib import Path

import pytest
import sqlalchemy as sa

from cdop.access.roles import Role
from cdop.analysis.models import AdviceGiven
from cdop.audits.building import Wish, exact_results
from cdop.audits.models import Basis
from cdop.core.catalogues.categories import Category
from cdop.core.influence import Influence
from cdop.core.modifiability import Outcome
from cdop.core.workflow import Stage
from cdop.db.base import new_id
from cdop.extensions import db
from tests.audits.reading import in_csv, in_workbook

CATALOGUES = Path(__file__).parents[2] / "cdop" / "core" / "catalogues"


def _catalogue(name):
    text = (CATALOGUES / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


FACTS = _catalogue("sudden_death_facts.csv")
FACTORS = _catalogue("factors.csv")
LISTED = {row["code"] for row in FACTORS if "S" in row["flags"].split()}
AGES = (0, 27, 28, 83, 84, 182, 183, 364, 365, 366, 500)
DAYS = [
    *(date(2022, 3, 31), date(2022, 4, 1), date(2023, 3, 31), date(2023, 4, 1)),
    *(date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 1), date(2025, 3, 31)),
    *(date(2025, 4, 1), date(2023, 12, 31), date(2024, 1, 1)),
]
POSITIONS = ("back", "side", "front", "propped", "held")
SURFACES = (
    *("cot", "moses_basket", "bedside_crib", "travel_cot", "adult_bed", "sofa", "armchair"),
    *("car_seat", "pram", "bouncer", "pod", "sling", "floor", "held", "other"),
)
SHARERS = ("mother", "partner", "both_parents", "sibling", "twin", "other_adult", "pet")
CHOICES = {"SleepPosition": POSITIONS, "SleepSurface": SURFACES, "SharedWith": SHARERS}
OF_SHARER = (
    *("shared_with", "sharer_smokes", "sharer_alcohol", "sharer_drugs", "sharer_medicine"),
    "sharer_tired",
)
BY = (
    *("midwife", "health_visitor", "neonatal_nurse", "gp", "family_nurse", "childrens_centre"),
    *("social_worker", "other"),
)
AT = (
    *("booking", "weeks_28_36", "maternity_discharge", "home_visit", "antenatal_visit"),
    *("new_birth_visit", "weeks_6_8", "other"),
)
PERIODS = [(date(2022, 4, 1), date(2025, 3, 1)), (date(2023, 4, 1), date(2024, 3, 1))]


@pytest.fixture
def deaths(make):
    """Ninety deaths at every edge: ages, years, stages, answers; half of a kind that counts."""
    chance = random.Random(20261122)
    chair = make.user(Role.CHAIR)
    made = [_death(make, chance, chair) for _ in range(90)]
    make.case(panel=make.panel(), died_on=date(2023, 6, 1), stage=Stage.RATIFIED)
    db.session.commit()
    return made


def _death(make, chance, chair):
    stage = chance.choice([*[Stage.RATIFIED, Stage.CLOSED] * 5, *Stage])
    ours = chance.random() < 0.7
    case = make.case(
        died_on=chance.choice(DAYS),
        reviewed_on=chance.choice([*DAYS, None]),
        age_days=chance.choice(AGES),
        stage=stage,
        sex=chance.choice(["M", "F", "F", "I", "NK", None]),
        expected="N" if ours else chance.choice(["Y", "N", "NK", None]),
        joint_response=chance.choice(["Y", "Y", "Y", "N", "NK", None]),
        joint_response_criteria=chance.choice([[], ["b"], ["b"], ["a"], ["a", "b"]]),
        sudden_unexpected=chance.choice([None, None, None, None, "Y", "N", "NK"]),
        ethnic_group=chance.choice(["white_irish", "mixed_other", "chinese", "other", "nk", None]),
        deprivation_quintile=chance.choice([1, 2, 3, 4, 5, None]),
        residence_area=chance.choice(["Northmere", "Elsewhere", ""]),
        gestation_weeks=chance.choice([24, 36, 37, 40, None]),
        birth_weight_g=chance.choice([900, 2499, 2500, 3400, None]),
        mother_age=chance.choice([16, 19, 20, 24, 25, 34, 35, 44, None]),
    )
    if chance.random() < 0.9:
        _review(make, chance, case, chair)
    return case


def _review(make, chance, case, chair):
    closed = case.stage in (Stage.RATIFIED, Stage.CLOSED)
    imported = closed and chance.random() < 0.3
    scores = {
        code: (Influence(chance.choice("012")), chance.random() < 0.5)
        for code in chance.sample([row["code"] for row in FACTORS if row["status"] == "core"], 6)
    }
    analysis = make.analysis(
        case,
        by=chair,
        ratified_by=chair if closed and not imported else None,
        imported=imported,
        category=chance.choice([*Category, Category.SUDDEN_UNEXPLAINED, None]),
        outcome=chance.choice([*Outcome, None, None]),
        factors=scores,
        facts=_facts(chance) if chance.random() < 0.9 else {},
    )
    for contact in chance.sample(AT, chance.randrange(4)):
        messages = [f"SSM-{number:02}" for number in chance.sample(range(1, 23), 3)]
        given = {"contact": contact, "profession": chance.choice(BY), "messages": messages}
        db.session.add(AdviceGiven(id=new_id(), analysis_id=analysis.id, **given))


def _facts(chance):
    found = {
        fact["name"]: chance.choice(["Y", "Y", "N", "N", "NK", "NA", None])
        if fact["choices"] == "Answer"
        else chance.choice([*CHOICES[fact["choices"]], "nk", None])
        for fact in FACTS
    }
    found["asleep"] = chance.choice(["Y", "Y", "Y", "N", "NK", None])
    return found


# The second count: rows as the database holds them, and the rules as the guidance words them.


def _rows(panel_id, basis, first, last):
    """Case rows of the period with analysis, facts, scores and advice."""
    after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    place = "death_month" if basis is Basis.DEATH else "reviewed_on"
    run = db.session.execute
    query = (
        "select c.*, a.id as review, a.category, a.outcome from child_case c"
        " left join analysis a on a.case_id = c.id"
        f" where c.panel_id = :panel and c.{place} >= :first and c.{place} < :after"
    )
    limits = {"panel": panel_id, "first": first.isoformat(), "after": after.isoformat()}
    rows = [dict(row) for row in run(sa.text(query), limits).mappings()]
    for row in rows:
        one = {"review": row["review"]}
        facts = "select * from sudden_death_facts where analysis_id = :review"
        row["facts"] = dict(run(sa.text(facts), one).mappings().first() or {})
        scores = "select factor_code, modifiable from factor_score where analysis_id = :review"
        found = run(sa.text(f"{scores} and influence = '2'"), one)
        row["factors"] = {code: bool(modifiable) for code, modifiable in found}
        advice = "select * from advice_given where analysis_id = :review"
        row["advice"] = [dict(given) for given in run(sa.text(advice), one).mappings()]
        day = date.fromisoformat(row[place])
        start = day.year - (day.month < 4)
        row["year"] = f"{start}/{(start + 1) % 100:02}"
    return rows


def _why_not(row):
    """None: counted. Otherwise the reason, or "nobody" for what is nobody's death."""
    if row["stage"] in ("void", "merged"):
        return "nobody"
    if row["age_days"] > 364:
        return "one_year_or_older"
    if row["expected"] != "N":
        return "expected" if row["expected"] == "Y" else "expected_not_known"
    criteria = json.loads(row["joint_response_criteria"])
    if row["sudden_unexpected"] in ("Y", "N"):
        sudden = row["sudden_unexpected"] == "Y"
    else:
        sudden = "b" in criteria if criteria else row["joint_response"] == "Y"
    return None if sudden else "not_sudden"


def _is_reviewed(row):
    return row["review"] is not None and row["stage"] in ("ratified", "closed")


def _hazards(row):
    """Hazards of sleep, smoking, alcohol and drugs."""
    fact = row["facts"].get

    def yes(*names):
        return any(fact(name) == "Y" for name in names)

    smoke = yes(
        *("sharer_smokes", "smoked_in_pregnancy", "mother_smokes", "partner_smokes"),
        "household_smoker",
    )
    drink = yes("carer_alcohol_24h", "sharer_alcohol")
    drugs = yes("carer_drugs_24h", "sharer_drugs", "sharer_medicine")
    sofa = {fact("surface"), fact("surface_found")} & {"sofa", "armchair"}
    person = yes("shared_surface") and fact("shared_with") not in ("twin", "pet")
    small = (row["gestation_weeks"] or 99) < 37 or (row["birth_weight_g"] or 9999) < 2500
    alone = fact("shared_surface") == "N" and fact("surface") == "adult_bed"
    asleep_or_unknown = {
        "not_on_back": fact("position_put_down") in ("side", "front", "propped"),
        "shared_sleep": person,
        "hazardous_sharing": person and bool(sofa or small or smoke or drink or drugs),
        "sofa_or_armchair": bool(sofa),
        "unsuitable_surface": alone or fact("surface") in ("pod", "floor"),
        "sitting_device": fact("surface") in ("car_seat", "bouncer", "sling"),
        "separate_room": row["age_days"] < 183 and fact("room_with_carer") == "N",
        "head_covered": yes("head_covered"),
        "loose_bedding": yes("loose_bedding"),
        "clutter": yes("clutter"),
        "overheating": yes("overheated"),
        "swaddled": yes("swaddled"),
        "wedged_or_overlaid": yes("wedged_or_overlaid"),
        "usual_dummy_not_used": yes("dummy_usual") and fact("dummy_used") == "N",
        "carer_tired": yes("sharer_tired"),
        "out_of_routine": yes("out_of_routine"),
        "no_safe_space": fact("safe_space_available") == "N",
    }
    always = {
        "smoking_exposure": smoke,
        "alcohol": drink,
        "drugs": drugs,
        "substance_misuse": yes("alcohol_misuse", "drug_misuse"),
    }
    if fact("asleep") == "N":
        asleep_or_unknown = dict.fromkeys(asleep_or_unknown, False)
    return {name: shown for name, shown in {**asleep_or_unknown, **always}.items()}


def _tally(rows, get, wanted):
    """Count, known and missing of one answer."""
    values = [get(row) for row in rows]
    missing = sum(value in (None, "", "NK", "nk") for value in values)
    known = sum(value not in (None, "", "NK", "nk", "NA") for value in values)
    return sum(value in wanted for value in values), known, missing


def _share(rows, holds):
    return sum(bool(holds(row)) for row in rows), len(rows), None


def _names(*groups):
    return [
        fact["name"]
        for fact in FACTS
        if fact["group"] in groups and fact["choices"] == "Answer" and fact["name"] != "asleep"
    ]


def _ethnic(row):
    code = row["ethnic_group"] or ""
    return "asian" if code == "chinese" else code.split("_")[0]


def _banded(name, ends, labels):
    def band(row):
        value = row[name]
        return None if value is None else labels[sum(value >= end for end in ends)]

    return band


GESTATION = _banded("gestation_weeks", [37], ["under_37", "37_or_more"])
WEIGHT = _banded("birth_weight_g", [2500], ["under_2500", "2500_or_more"])
MOTHER = _banded("mother_age", [20, 25, 35], ["under_20", "20_to_24", "25_to_34", "35_or_more"])
AGE_BANDS = ("0-27d", "28-83d", "84-182d", "183-364d")
AGE = _banded("age_days", [28, 84, 183], AGE_BANDS)


def _outcome(row):
    return row["outcome"] or ("MF" if any(row["factors"].values()) else "NMF")


def _demographic_tables(rows, areas):
    def values(name, get, wanted):
        return {f"{name}:{value}": _tally(rows, get, {value}) for value in wanted}

    certain = {
        line: (*found[:2], None) for line, found in values("age_band", AGE, AGE_BANDS).items()
    }
    return {
        "age": certain,
        "sex": values("sex", lambda row: row["sex"], "MFI"),
        "ethnicity": values("ethnic_group", _ethnic, ("white", "mixed", "asian", "black", "other")),
        "deprivation": values(
            "deprivation", lambda row: str(row["deprivation_quintile"] or ""), "12345"
        ),
        "area": values("area", lambda row: row["residence_area"], areas),
        "gestation": values("gestation", GESTATION, ("under_37", "37_or_more")),
        "birth_weight": values("birth_weight", WEIGHT, ("under_2500", "2500_or_more")),
        "mother_age": values(
            "mother_age", MOTHER, ("under_20", "20_to_24", "25_to_34", "35_or_more")
        ),
    }


def _fact_tables(rows):
    asleep = [row for row in rows if row["facts"].get("asleep") == "Y"]
    sharing = [row for row in asleep if row["facts"].get("shared_surface") == "Y"]
    sharers = OF_SHARER[1:]

    def yes(among, names):
        return {
            name: _tally(among, lambda row, name=name: row["facts"].get(name), {"Y"})
            for name in names
        }

    def split(among, name, choices):
        return {
            f"{name}:{value}": _tally(among, lambda row: row["facts"].get(name), {value})
            for value in choices
        }

    return {
        "asleep": yes(rows, ["asleep"]),
        "position_put_down": split(asleep, "position_put_down", POSITIONS),
        "position_found": split(asleep, "position_found", POSITIONS),
        "surface": split(asleep, "surface", SURFACES),
        "sleep": yes(asleep, [name for name in _names("sleep") if name not in sharers]),
        "shared_with": split(sharing, "shared_with", SHARERS),
        "sharers": yes(sharing, sharers),
        "smoking": yes(rows, _names("smoking")),
        "substances": yes(rows, _names("alcohol_drugs")),
        "advice": yes(rows, _names("advice")),
        "investigation": yes(rows, _names("investigation")),
    }


def _missing(rows):
    sharing = [row for row in rows if row["facts"].get("shared_surface") == "Y"]
    getters = {
        "gestation": (rows, GESTATION),
        "birth_weight": (rows, WEIGHT),
        "mother_age": (rows, MOTHER),
        "deprivation": (rows, lambda row: row["deprivation_quintile"]),
    }
    for fact in FACTS:
        among = sharing if fact["name"] in OF_SHARER else rows
        getters[fact["name"]] = (among, lambda row, name=fact["name"]: row["facts"].get(name))
    found = {}
    for name, (among, get) in getters.items():
        _, known, missing = _tally(among, get, set())
        found[f"missing:{name}"] = (missing, known + missing, None)
    return found


def _cause_tables(rows):
    ten = [str(number) for number in range(1, 11)]

    def category(row):
        return row["category"]

    kinds = {"explained": set(ten[:9]), "unexplained": {"10"}}
    outcomes = ("MF", "NMF", "INADEQ")
    return {
        "explained": {kind: _tally(rows, category, which) for kind, which in kinds.items()},
        "category": {f"category:{each}": _tally(rows, category, {each}) for each in ten},
        "outcome": {f"outcome:{each}": _tally(rows, _outcome, {each}) for each in outcomes},
        "outcome_by_cause": {
            f"outcome:{each}:{kind}": _tally(
                [row for row in rows if row["category"] in which], _outcome, {each}
            )
            for kind, which in kinds.items()
            for each in outcomes
        },
    }


def _hazard_tables(rows):
    shown = [_hazards(row) for row in rows]
    numbers = Counter(min(sum(each.values()), 4) for each in shown)
    names = list(_hazards({"facts": {}, "gestation_weeks": 0, "birth_weight_g": 0, "age_days": 0}))
    return {
        "hazard_count": {
            f"hazard_count:{number}{'+' * (number == 4)}": (numbers[number], len(rows), None)
            for number in range(5)
        },
        "hazards": {
            f"hazard_{name}": (sum(each[name] for each in shown), len(rows), None) for name in names
        },
    }


def _advice_tables(rows):
    def given(row, what):
        return {each[what] for each in row["advice"]}

    def said(row):
        return {message for each in row["advice"] for message in json.loads(each["messages"])}

    messages = [f"SSM-{number:02}" for number in range(1, 23)]
    return {
        "advice_by": {
            f"advice_by_{who}": _share(rows, lambda row, who=who: who in given(row, "profession"))
            for who in BY
        },
        "advice_at": {
            f"advice_at_{when}": _share(rows, lambda row, when=when: when in given(row, "contact"))
            for when in AT
        },
        "messages": {
            f"message_{each}": _share(rows, lambda row, each=each: each in said(row))
            for each in messages
        },
    }


def _factor_tables(rows, years):
    codes = sorted({code for row in rows for code in row["factors"]} & LISTED)
    return {
        "factors": {
            f"factor_{code}": _share(rows, lambda row, code=code: code in row["factors"])
            for code in codes
        },
        "modifiable_factors": {
            f"factor_{code}": _share(rows, lambda row, code=code: row["factors"].get(code))
            for code in codes
        },
        "factors_by_year": {
            f"factor_{code}:{year}": _share(
                [row for row in rows if row["year"] == year],
                lambda row, code=code: code in row["factors"],
            )
            for code in codes
            for year in years
        },
    }


def _expected(rows, years, areas):
    counted = [row for row in rows if _why_not(row) is None]
    reviewed = [row for row in counted if _is_reviewed(row)]
    return {
        "years": {
            f"year:{year}": _share(counted, lambda row, year=year: row["year"] == year)
            for year in years
        },
        "reviewed": {"reviewed": _share(counted, _is_reviewed)},
        "missing": _missing(reviewed),
        **_demographic_tables(counted, areas),
        **_cause_tables(reviewed),
        **_fact_tables(reviewed),
        **_hazard_tables(reviewed),
        **_advice_tables(reviewed),
        **_factor_tables(reviewed, years),
    }


def _percent(count, known):
    """Share and Wilson interval by the formula with z squared, as they are printed."""
    if not known:
        return "–", "–"
    z, p = 1.959963984540054, count / known
    middle = (p + z * z / (2 * known)) / (1 + z * z / known)
    half = z / (1 + z * z / known) * sqrt(p * (1 - p) / known + z * z / (4 * known * known))
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return f"{100 * p:.1f}%", f"{100 * low:.1f}% to {100 * high:.1f}%"


@pytest.mark.parametrize("basis", list(Basis))
@pytest.mark.parametrize(("first", "last"), PERIODS)
def test_every_table_is_what_a_second_count_finds(make, deaths, basis, first, last):
    panel = make.panel_

    results = exact_results(panel, Wish(basis, first, last))

    rows = _rows(panel.id, basis, first, last)
    why = Counter(_why_not(row) for row in rows)
    years = [f"{year}/{(year + 1) % 100:02}" for year in range(first.year, last.year)]
    areas = ["Elsewhere", "Northmere", "Southmere"]
    tables = {table["code"]: table for table in results["tables"]}
    found = {
        code: {
            row["code"]: (row["count"], row["denominator"], row["not_known"])
            for row in table["rows"]
        }
        for code, table in tables.items()
    }
    pairs = found.pop("hazard_pairs")
    assert results["counted"] == why[None] > 10
    assert results["left_out"] == {reason: why[reason] for reason in results["left_out"]}
    for code, wanted in _expected(rows, years, areas).items():
        assert found.pop(code) == wanted, code
    assert not found
    _check_pairs(pairs, [row for row in rows if _why_not(row) is None and _is_reviewed(row)])


def _single(row):
    """Hazardous sharing is made up of others, and always found with them."""
    return [name for name, shown in _hazards(row).items() if shown and name != "hazardous_sharing"]


def _check_pairs(pairs, reviewed):
    every = Counter(
        f"pair:{one}:{other}" for row in reviewed for one, other in combinations(_single(row), 2)
    )
    assert {code: count for code, (count, _, _) in pairs.items()} == {
        code: every[code] for code in pairs
    }
    assert sorted((count for count, _, _ in pairs.values()), reverse=True) == [
        count for _, count in every.most_common(10)
    ]
    assert {denominator for _, denominator, _ in pairs.values()} <= {len(reviewed)}


def test_the_draft_page_and_both_downloads_print_the_second_count(make, deaths, build, sign_in):
    first, last = PERIODS[0]
    audit = build(from_month=first, to_month=last)
    rows = _rows(audit.panel_id, Basis.DEATH, first, last)
    years, areas = ["2022/23", "2023/24", "2024/25"], ["Elsewhere", "Northmere", "Southmere"]
    wanted = [
        [str(count), str(known), *([] if missing is None else [str(missing)])]
        + list(_percent(count, known))
        for table in audit.results["tables"]
        if table["code"] != "hazard_pairs"
        for count, known, missing in _in_order(table, _expected(rows, years, areas))
    ]
    browser = sign_in(audit.built_by)

    page = browser.get(f"/audits/{audit.id}?part=all").html
    text = browser.get(f"/audits/{audit.id}.csv").response.data
    book = browser.get(f"/audits/{audit.id}.xlsx").response.data

    pairs = next(
        str(place)
        for place, table in enumerate(filter(_has_rows, audit.results["tables"]), start=1)
        if table["code"] == "hazard_pairs"
    )
    for found in (in_csv(text), in_workbook(book)):
        assert [
            list(cells.values())
            for number, lines in found.items()
            for cells in lines.values()
            if number != pairs and number.isdecimal()
        ] == wanted
    assert _holds(_in_page(page), wanted)


def _in_order(table, expected):
    return [expected[table["code"]][row["code"]] for row in table["rows"]]


def _has_rows(table):
    return bool(table["rows"])


def _in_page(page):
    """The cells of each line of each table on the page, as text."""
    return [
        [
            unescape(re.sub(r"<[^>]+>", "", cell)).strip()
            for cell in re.findall(r"<td[^>]*>(.*?)</td>", line, re.DOTALL)
        ]
        for line in re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.DOTALL)
    ]


def _holds(lines, wanted):
    """Whether the wanted lines come in this order, whatever stands between them."""
    left = iter(lines)
    return all(any(line == each for line in left) for each in wanted)
