"""A panel defines its own theme, sees how many deaths fit, and builds an audit of it."""

from datetime import date, timedelta

import pytest

from cdop.access.roles import Role
from cdop.analysis.models import Analysis, LearningPoint
from cdop.audits import building, preparing
from cdop.audits import changes as audits
from cdop.audits.forms import last_whole_years
from cdop.audits.models import Audit, AuditKind, AuditState, Basis, Profile
from cdop.audits.themes import changes
from cdop.audits.themes.models import Theme
from cdop.core.answers import Answer
from cdop.core.catalogues.categories import Category
from cdop.core.catalogues.child import PlaceOfDeath, Sex
from cdop.core.influence import Influence
from cdop.core.theme import EXAMPLES, of_plain
from cdop.core.workflow import Stage
from cdop.db.clock import today
from cdop.extensions import db
from cdop.trail.models import TrailEntry

CONTRIBUTED = Influence.MAY_HAVE_CONTRIBUTED
FIRST, LAST = last_whole_years(today())
MONTH = FIRST + timedelta(days=70)
SENT = {
    "name": "Asthma",
    "age_bands": ["10-14y"],
    "factors_a": ["A14"],
    "matching": "any",
    "joined": "both",
    "parts": ["years", "sex", "factors", "learning"],
    "breakdowns": ["place_of_death"],
    "act": "save",
}
PERIOD = {
    "title": "Asthma, five years",
    "basis": "death",
    "from_month-month": FIRST.month,
    "from_month-year": FIRST.year,
    "to_month-month": LAST.month,
    "to_month-year": LAST.year,
}


@pytest.fixture
def death(make, chair):
    """`death("A14")`: one ratified death of a child of twelve with these factors."""

    def one(*factors: str, code: str | None = None, month: date = MONTH, **values):
        values = {
            "age_days": 12 * 365,
            "reviewed_on": month,
            "place_of_death": PlaceOfDeath.HOME,
            **values,
        }
        case = make.case(died_on=month, stage=Stage.RATIFIED, **values)
        analysis = make.analysis(
            case,
            ratified_by=chair,
            factors={each: (CONTRIBUTED, True) for each in factors},
            category=Category.ACUTE_CONDITION,
            sub_category="5z",
        )
        if code:
            db.session.add(LearningPoint(analysis_id=analysis.id, text="x", learning_code=code))
            db.session.commit()
        return case

    return one


@pytest.fixture
def asthma(make, chair):
    theme = changes.define_theme(
        make.panel_,
        actor=chair,
        definition=of_plain({"name": "Asthma", "factors": ["A14"], "age_bands": ["10-14y"]}),
    )
    db.session.commit()
    return theme


@pytest.fixture
def pages(make):
    return f"/themes/{make.panel_.slug}"


def test_a_chair_defines_a_theme_and_its_page_says_who_is_counted(sign_in, chair, pages):
    page = sign_in(chair).submit(f"{pages}/new", **SENT)

    assert "Theme saved" in page.text
    assert "Deaths of children aged 10 to 14 years" in page.text
    assert "A14" in page.text
    theme = db.session.scalars(db.select(Theme)).one()
    assert theme.newest.definition["factors"] == ["A14"]
    events = db.session.scalars(db.select(TrailEntry.event)).all()
    assert "theme.defined" in events


def test_an_example_fills_the_form_in(sign_in, chair, pages):
    page = sign_in(chair).get(f"{pages}/new?from=suicide")

    assert page.field("name") == "Suicide and self-harm"
    assert 'value="2" checked' in page.html


def test_counting_says_how_many_fit_without_saving_anything(sign_in, chair, pages, death):
    death("A14"), death("A14"), death("B01"), death("A14", age_days=400)

    page = sign_in(chair).submit(f"{pages}/new", **SENT | {"act": "count"})

    assert "2 deaths of the 4" in page.text
    assert "too few to be read as numbers" in page.text
    assert page.field("name") == "Asthma"
    assert db.session.scalar(db.select(db.func.count()).select_from(Theme)) == 0


def test_a_theme_that_nobody_can_count_is_refused_at_its_question(sign_in, chair, pages):
    chairs = sign_in(chair)

    nothing = chairs.submit(f"{pages}/new", **SENT | {"parts": [], "breakdowns": []})
    unclear = chairs.submit(f"{pages}/new", **SENT | {"joined": "either"})

    assert nothing.status_code == unclear.status_code == 422
    assert "Choose at least one part" in nothing.text
    assert "Choose a category and a factor as well" in unclear.text


def test_two_themes_of_one_name_are_refused(sign_in, chair, pages, asthma):
    page = sign_in(chair).submit(f"{pages}/new", **SENT | {"name": "asthma"})

    assert page.status_code == 422
    assert changes.TAKEN in page.text


def test_a_change_makes_a_new_version_and_keeps_the_old_one(sign_in, chair, pages, asthma):
    path = f"{pages}/{asthma.id}"
    page = sign_in(chair).submit(
        f"{path}/edit", **SENT | {"factors_a": ["A14", "A23"], "version": asthma.version}
    )

    assert "Version 2 of" in page.text
    assert "Earlier versions" in page.text
    assert [each.definition["factors"] for each in asthma.versions] == [["A14"], ["A14", "A23"]]


def test_a_change_that_changes_nothing_makes_no_version(sign_in, chair, pages, asthma):
    form = sign_in(chair).get(f"{pages}/{asthma.id}/edit")
    assert form.field("name") == "Asthma"

    changes.change_theme(
        asthma, actor=chair, version=asthma.version, definition=asthma.newest.parsed
    )

    assert len(asthma.versions) == 1


def test_a_change_of_an_old_copy_shows_both(sign_in, chair, pages, asthma):
    old, path = asthma.version, f"{pages}/{asthma.id}/edit"
    chairs = sign_in(chair)
    chairs.submit(path, **SENT | {"factors_a": ["A23"], "version": old})

    page = chairs.submit(path, **SENT | {"factors_a": ["A16"], "version": old})

    assert page.status_code == 409
    assert "What is saved now" in page.text
    assert len(asthma.versions) == 2


@pytest.mark.both_engines
def test_a_retired_theme_is_built_no_more_until_it_is_brought_back(
    sign_in, chair, pages, asthma, death
):
    for _ in range(5):
        death("A14")
    chairs, path = sign_in(chair), f"{pages}/{asthma.id}"
    chairs.submit(f"{path}/retire", version=asthma.version)

    assert chairs.submit(f"{path}/build", **PERIOD).status_code == 409

    chairs.submit(f"{path}/bring-back", version=asthma.version)
    assert "Building the audit" in chairs.submit(f"{path}/build", **PERIOD).title


def test_members_read_themes_but_do_not_write_them(make, sign_in, pages, asthma):
    member = sign_in(make.user(Role.MEMBER))

    page = member.get(f"{pages}/{asthma.id}")

    assert page.status_code == 200
    assert "Change the definition" not in page.text
    assert member.get(f"{pages}/new").status_code == 404


def test_a_theme_of_another_panel_is_not_there(make, sign_in, chair, asthma):
    other = make.panel()

    assert sign_in(chair).get(f"/themes/{other.slug}/{asthma.id}").status_code == 404


def test_fewer_than_five_deaths_are_not_built_into_numbers(sign_in, chair, pages, asthma, death):
    for _ in range(4):
        death("A14")

    page = sign_in(chair).submit(f"{pages}/{asthma.id}/build", **PERIOD)

    assert page.status_code == 422
    assert "Fewer than 5 deaths of this period match" in page.text
    assert db.session.scalar(db.select(db.func.count()).select_from(Audit)) == 0


def built(theme, chair) -> Audit:
    audit = changes.ask_for_themed_audit(
        theme, actor=chair, basis=Basis.DEATH, from_month=FIRST, to_month=LAST, title="Asthma"
    )
    results = building.exact_results(audit.panel, building.wish_of(audit))
    audits.keep_results(audit, results, actor=chair, as_of=audit.as_of)
    db.session.commit()
    return audit


@pytest.mark.both_engines
def test_the_audit_counts_the_deaths_of_the_definition_and_no_others(chair, asthma, death):
    for number in range(6):
        death("A14", "B01", code="L06" if number < 2 else None)
    death("B01"), death("A14", age_days=400)
    death(expected=Answer.YES)

    audit = built(asthma, chair)

    assert (audit.kind, audit.state) == (AuditKind.THEME, AuditState.DRAFT)
    assert audit.results["counted"] == 6
    assert audit.results["left_out"]["not_of_theme"] == 3
    tables = {table["code"]: table for table in audit.results["tables"]}
    factors = {row["code"]: row["count"] for row in tables["factors"]["rows"]}
    assert factors == {"factor_A14": 6, "factor_B01": 6}
    learning = {row["label"]: row["count"] for row in tables["learning"]["rows"]}
    assert learning == {"Long-term condition plan": 2}
    [pair] = tables["pairs"]["rows"]
    assert pair["count"] == 6
    assert audit.results["findings"]["pairs"]["looked_at"] == 1


def test_the_audit_keeps_the_definition_it_used(chair, asthma, death):
    for _ in range(5):
        death("A14")
    audit = built(asthma, chair)

    changes.change_theme(
        asthma,
        actor=chair,
        version=asthma.version,
        definition=of_plain({"name": "Asthma", "factors": ["A23"]}),
    )
    db.session.commit()

    assert audit.design["definition"]["factors"] == ["A14"]
    assert audit.design["number"] == 1


def test_only_the_parts_that_were_chosen_are_counted(make, chair, death):
    definition = of_plain(
        {"name": "One part", "parts": ["sex"], "breakdowns": ["place_of_death", "post_mortem"]}
    )
    theme = changes.define_theme(make.panel_, actor=chair, definition=definition)
    for _ in range(5):
        death("A14")

    audit = built(theme, chair)

    codes = [table["code"] for table in audit.results["tables"]]
    assert codes == ["sex", "by_place_of_death", "by_post_mortem"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_shipped_example_can_be_built(make, chair, death, name):
    theme = changes.define_theme(make.panel_, actor=chair, definition=EXAMPLES[name])
    for _ in range(5):
        case = death("A14", "A01", "B21", age_days=20 if name == "prematurity" else 12 * 365)
        category = {"suicide": ("2", "2a"), "trauma": ("3", "3b")}.get(name)
        if category:
            [analysis] = db.session.scalars(db.select(Analysis).filter_by(case_id=case.id))
            analysis.category, analysis.sub_category = Category(category[0]), category[1]
            db.session.commit()

    audit = built(theme, chair)

    assert audit.results["counted"] == 5
    assert audit.results["tables"]


def test_the_draft_is_read_by_members_with_its_definition(make, sign_in, chair, asthma, death):
    for _ in range(5):
        death("A14")
    audit = built(asthma, chair)

    page = sign_in(make.user(Role.MEMBER)).get(f"/audits/{audit.id}")

    assert "Deaths of children aged 10 to 14 years" in page.text
    assert "Built of version 1 of the theme Asthma" in page.text
    assert "How strongly factors went together" in page.text


def test_a_death_in_which_the_chair_has_a_conflict_is_not_counted_in_their_preview(
    make, sign_in, pages, chair, asthma, death
):
    for number in range(6):
        case = death("A14")
        if number == 0:
            make.conflict(case, chair)

    page = sign_in(chair).get(f"{pages}/{asthma.id}")

    assert "5 deaths of the 5" in page.text
    assert "One death of this period, in which you declared a conflict of interest" in page.text


def test_tables_have_no_lines_that_the_definition_rules_out(make, chair, death):
    definition = of_plain({"name": "One", "age_bands": ["10-14y"], "categories": ["5"]})
    theme = changes.define_theme(make.panel_, actor=chair, definition=definition)
    for _ in range(5):
        death("A14")

    audit = built(theme, chair)

    tables = {table["code"]: table for table in audit.results["tables"]}
    assert [row["label"] for row in tables["age"]["rows"]] == ["10 to 14 years"]
    assert [row["code"] for row in tables["category"]["rows"]] == ["category:5"]


@pytest.mark.parametrize(
    "criteria",
    [
        {"categories": ["5"]},
        {"factors": ["A14", "A23"]},
        {"factors": ["A14"], "categories": ["3g"], "joined": "either"},
    ],
)
def test_a_themed_audit_passes_the_same_disclosure_control(make, chair, death, criteria):
    parts = ["years", "age", "sex", "category", "factors"]
    definition = of_plain({"name": "Release", "parts": parts, **criteria})
    theme = changes.define_theme(make.panel_, actor=chair, definition=definition)
    for number in range(24):
        found = ("A14", "B01") if number < 11 else ("A14",)
        death(*found, month=MONTH if number < 12 else MONTH + timedelta(days=400))
    death("A14", sex=Sex.MALE)
    audit = built(theme, chair)

    candidate = preparing.work_out(preparing.gather(audit, Profile.PUBLIC))

    assert candidate["problem"] == ""
    assert candidate["total"] == 25
    sexes = next(table for table in candidate["tables"] if table["code"] == "sex")
    assert "1" not in [row["cells"]["count"] for row in sexes["content"]["rows"]]


def test_a_themes_release_is_checked_against_what_other_audits_published(
    make, chair, deputy, offered
):
    audits.release_audit(offered, actor=deputy, profile=Profile.PUBLIC)
    parts = ["years", "sex", "factors"]
    definition = of_plain({"name": "Smoke", "parts": parts, "factors": ["B01", "A14"]})
    theme = changes.define_theme(make.panel_, actor=chair, definition=definition)
    audit = changes.ask_for_themed_audit(
        theme,
        actor=chair,
        basis=Basis.DEATH,
        from_month=offered.from_month,
        to_month=offered.to_month,
        title="Smoke",
    )
    results = building.exact_results(audit.panel, building.wish_of(audit))
    audits.keep_results(audit, results, actor=chair, as_of=audit.as_of)

    plan = preparing.gather(audit, Profile.PUBLIC)
    candidate = preparing.work_out(plan)

    assert plan.task["earlier"]
    assert candidate["problem"] == ""
    assert candidate["total"] == audit.results["reviewed"]


def test_the_draft_can_be_downloaded_and_built_again(sign_in, chair, asthma, death):
    for _ in range(5):
        death("A14")
    audit = built(asthma, chair)
    chairs = sign_in(chair)

    assert chairs.get(f"/audits/{audit.id}.xlsx").status_code == 200
    assert chairs.get(f"/audits/{audit.id}.csv").status_code == 200
    chairs.submit(f"/audits/{audit.id}/rebuild")

    again = db.session.scalars(db.select(Audit).where(Audit.id != audit.id)).one()
    assert (again.kind, again.design) == (AuditKind.THEME, audit.design)
