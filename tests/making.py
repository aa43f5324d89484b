"""Builders of what tests need, each with one obvious default; everything they make is committed."""

from datetime import date, timedelta
from itertools import count

from cdop.access.roles import Role
from cdop.accounts.models import Membership, Panel, User
from cdop.analysis.models import Analysis, FactorScore, SuddenDeathFacts
from cdop.cases.models import Case, CaseAccount, ChildIdentity, Conflict
from cdop.core.answers import Answer
from cdop.core.catalogues.child import Sex
from cdop.core.catalogues.factors import FACTORS
from cdop.core.influence import Influence
from cdop.core.workflow import Stage
from cdop.db.base import new_id
from cdop.db.clock import now, today
from cdop.extensions import db


class Make:
    """`make.case()` and the like; the first panel made is the one used unless another is given."""

    def __init__(self) -> None:
        self._number = count(1)
        self._panel: Panel | None = None

    def _keep(self, *rows):
        db.session.add_all(rows)
        db.session.commit()
        return rows[0]

    @property
    def panel_(self) -> Panel:
        return self._panel or self.panel()

    def panel(self, name: str = "", **values) -> Panel:
        number = next(self._number)
        name = name or f"Test Vale panel {number}"
        values.setdefault("slug", f"test-vale-{number}")
        values.setdefault("local_authorities", ["Northmere", "Southmere"])
        panel = self._keep(Panel(name=name, **values))
        self._panel = self._panel or panel
        return panel

    def user(
        self, *roles: Role, panel: Panel | None = None, deputy: bool = False, **values
    ) -> User:
        number = next(self._number)
        values.setdefault("name", f"Person {number}")
        values.setdefault("email", f"person{number}@example.org")
        user = User(**values)
        user.memberships = [
            Membership(
                role=role,
                deputy=deputy,
                panel_id=None if role is Role.ADMINISTRATOR else (panel or self.panel_).id,
            )
            for role in roles
        ]
        return self._keep(user)

    def case(
        self,
        *,
        panel: Panel | None = None,
        conflicted: tuple[User, ...] | list[User] = (),
        first_name: str = "Testchild",
        last_name: str = "Marker",
        born_on: date | None = None,
        died_on: date | None = None,
        summary: str = "",
        circumstances: str = "",
        **values,
    ) -> Case:
        """A sudden infant death, unless told otherwise; with identity and account."""
        number = next(self._number)
        died_on = died_on or today() - timedelta(days=120)
        values.setdefault("age_days", 80)
        born_on = born_on or died_on - timedelta(days=values["age_days"])
        values.setdefault("reference", f"CDOP/{died_on.year}/{number:03}")
        values.setdefault("notified_on", died_on + timedelta(days=1))
        values.setdefault("expected", Answer.NO)
        values.setdefault("joint_response", Answer.YES)
        values.setdefault("sex", Sex.FEMALE)
        case = Case(
            id=new_id(),
            panel_id=(panel or self.panel_).id,
            death_month=died_on.replace(day=1),
            **values,
        )
        identity = ChildIdentity(
            case_id=case.id,
            first_name=first_name,
            last_name=last_name,
            born_on=born_on,
            died_on=died_on,
            name_mark=f"name {number}",
            last_name_mark=f"last name {number}",
            death_mark=f"death {number}",
        )
        account = CaseAccount(
            case_id=case.id, anonymised_summary=summary, circumstances=circumstances
        )
        conflicts = [
            Conflict(case_id=case.id, user_id=user.id, declared_by_id=user.id)
            for user in conflicted
        ]
        db.session.add(case)
        db.session.flush()
        return self._keep(case, identity, account, *conflicts)

    def analysis(
        self,
        case: Case | None = None,
        *,
        factors: dict[str, tuple[Influence, bool]] | None = None,
        facts: dict[str, object] | None = None,
        ratified_by: User | None = None,
        by: User | None = None,
        **values,
    ) -> Analysis:
        """An analysis of the case, with factors as {code: (influence, modifiable)}."""
        case = case or self.case(stage=Stage.AT_PANEL)
        by = by or ratified_by or self.user(Role.MEMBER)
        if ratified_by is not None:
            values |= {"ratified_at": now(), "ratified_by_id": ratified_by.id}
        analysis = Analysis(id=new_id(), case_id=case.id, **values)
        db.session.add(analysis)
        db.session.flush()
        scores = [
            FactorScore(
                analysis_id=analysis.id,
                factor_code=code,
                domain=FACTORS[code].domain,
                influence=influence,
                modifiable=modifiable,
                scored_by_id=by.id,
            )
            for code, (influence, modifiable) in (factors or {}).items()
        ]
        rows = [SuddenDeathFacts(analysis_id=analysis.id, **(facts or {}))] if facts else []
        return self._keep(analysis, *scores, *rows)

    def conflict(self, case: Case, user: User) -> Conflict:
        return self._keep(Conflict(case_id=case.id, user_id=user.id, declared_by_id=user.id))
