"""A panel's reviewed sudden infant deaths, written by hand."""

from datetime import date

import pytest

from cdop.access.roles import Role
from cdop.audits import changes
from cdop.audits.deaths import Records, sign
from cdop.audits.models import Basis
from cdop.core.catalogues.categories import Category
from cdop.core.influence import Influence
from cdop.core.workflow import Stage
from cdop.extensions import db


def records_of(rows, domains):
    """Rows written by hand, as the engine keeps them."""
    known = {name: sorted({*values, ""}) for name, values in domains.items()}
    columns = {
        name: "".join(sign(values.index(row[name])) for row in rows)
        for name, values in known.items()
    }
    return Records(len(rows), columns, known)


FROM, TO = date(2023, 4, 1), date(2025, 3, 1)
CONTRIBUTED = Influence.MAY_HAVE_CONTRIBUTED


@pytest.fixture
def chair(make):
    return make.user(Role.CHAIR)


@pytest.fixture
def deputy(make):
    return make.user(Role.CHAIR, deputy=True)


@pytest.fixture
def reviewed_death(make, chair):
    """`reviewed_death(facts={...})`: one ratified sudden infant death."""

    def one(month: date = date(2023, 5, 1), *, factors=None, facts=None, **values):
        values.setdefault("reviewed_on", month)
        case = make.case(died_on=month, stage=Stage.RATIFIED, **values)
        make.analysis(
            case,
            ratified_by=chair,
            factors=factors or {},
            facts={"asleep": "Y", **(facts or {})},
            category=Category.SUDDEN_UNEXPLAINED,
        )
        return case

    return one


@pytest.fixture
def thirty_deaths(reviewed_death):
    """Thirty deaths: 20 of 30 mothers smoked, 3 bed-sharers drank; 12 and 18 by year."""
    for number in range(30):
        reviewed_death(
            date(2023, 6, 1) if number < 12 else date(2024, 6, 1),
            factors={"B01": (CONTRIBUTED, True)} if number < 20 else {},
            facts={
                "mother_smokes": "Y" if number < 20 else "N",
                "carer_alcohol_24h": "Y" if number < 3 else "N",
                "shared_surface": "NK" if number < 2 else "N",
            },
        )


@pytest.fixture
def build(make, chair):
    def built(basis=Basis.DEATH, from_month=FROM, to_month=TO, actor=chair, title="Sudden deaths"):
        audit = changes.build_audit(
            make.panel_,
            actor=actor,
            basis=basis,
            from_month=from_month,
            to_month=to_month,
            title=title,
        )
        db.session.commit()
        return audit

    return built


@pytest.fixture
def offered(thirty_deaths, build, chair):
    audit = build()
    changes.offer_audit(audit, actor=chair)
    db.session.commit()
    return audit
