"""Two thousand panels made up at random: the filter of cases against the rule in plain loops."""

import random

import sqlalchemy as sa

from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.access.roles import ACCOUNT_ROLES, Role
from cdop.accounts.models import Membership, Panel, User
from cdop.cases.models import Case, Conflict
from cdop.cases.queries import CASE_ROLES, get_case, visible_cases
from cdop.core.workflow import Stage
from cdop.db.base import new_id
from cdop.db.clock import now, today
from cdop.extensions import db

PANELS = 2_000
WORLDS = 20  # so many separate databases' worth, each of PANELS / WORLDS panels
SEED = 20261122


class Roll:
    """Panels, people, roles held and ended, cases, and conflicts declared and lifted, by chance."""

    def __init__(self, seed: int, panels: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311  reproducible, and no secret
        self.panels = [new_id() for _ in range(panels)]
        self.people = [new_id() for _ in range(panels * 2)]
        self.cases = [(new_id(), self.dice.choice(self.panels)) for _ in range(panels * 3)]
        self.held = [
            (person, role, self.dice.choice(self.panels), self.dice.random() < 0.25)
            for person in self.people
            for role in self.dice.sample(ACCOUNT_ROLES, self.dice.randint(0, 3))
        ]
        pairs = [
            (person, self.dice.choice(self.cases)[0]) for person in self.people for _ in range(3)
        ] + [(person, case) for case, panel in self.cases for person in self._likely(panel)]
        self.conflicts = [(*pair, self.dice.random() < 0.3) for pair in dict.fromkeys(pairs)]

    def _likely(self, panel: str) -> list[str]:
        there = [person for person, _role, on, _ended in self.held if on == panel]
        return [person for person in there if self.dice.random() < 0.3]

    def store(self) -> None:
        """All rows at once."""
        author = {"id": new_id(), "email": f"{new_id()}@example.org", "name": "Author"}
        people = [
            {"id": each, "email": f"{each}@example.org".lower(), "name": "Person"}
            for each in self.people
        ]
        _add(Panel, [{"id": p, "slug": p.lower(), "name": p} for p in self.panels])
        _add(User, [author, *people])
        _add(Membership, [self._membership(*each) for each in self.held])
        _add(Case, [self._case(number, *each) for number, each in enumerate(self.cases)])
        _add(Conflict, [self._conflict(author["id"], *each) for each in self.conflicts])
        db.session.commit()

    def _membership(self, person: str, role: Role, panel: str, ended: bool) -> dict:
        return {
            "user_id": person,
            "role": role,
            "panel_id": None if role is Role.ADMINISTRATOR else panel,
            "ended_at": now() if ended else None,
            "ended_by": "command" if ended else None,
        }

    def _case(self, number: int, case_id: str, panel_id: str) -> dict:
        return {
            "id": case_id,
            "panel_id": panel_id,
            "reference": f"CDOP/2026/{number}",
            "stage": self.dice.choice(list(Stage)),
            "age_days": 80,
            "death_month": today().replace(day=1),
            "notified_on": today(),
        }

    def _conflict(self, author: str, person: str, case_id: str, lifted: bool) -> dict:
        return {
            "case_id": case_id,
            "user_id": person,
            "declared_by_id": author,
            "lifted_at": now() if lifted else None,
            "lifted_by_id": author if lifted else None,
        }

    def may_see(self, person: str, roles: tuple[Role, ...]) -> set[str]:
        """The rule as it is told to people, in plain loops."""
        panels = {
            panel
            for who, role, panel, ended in self.held
            if who == person and role in roles and not ended
        }
        shut = {case for who, case, lifted in self.conflicts if who == person and not lifted}
        return {case for case, panel in self.cases if panel in panels and case not in shut}


def _add(model, rows: list[dict]) -> None:
    db.session.execute(sa.insert(model), rows)


def test_on_two_thousand_panels_everybody_sees_their_cases_without_their_conflicts(app):
    compared = 0
    for world in range(WORLDS):
        roll = Roll(SEED + world, PANELS // WORLDS)
        roll.store()

        for person in roll.people:
            user = db.session.get(User, person)
            for roles in (CASE_ROLES, (Role.COORDINATOR,), (Role.CHAIR,)):
                select = visible_cases(user, *roles).with_only_columns(Case.id)
                assert set(db.session.scalars(select)) == roll.may_see(person, roles)
                compared += 1
        db.session.expunge_all()

    assert compared == PANELS * 2 * 3


def test_the_list_and_the_page_agree_on_every_case(app):
    roll = Roll(SEED, 25)
    roll.store()

    for person in roll.people:
        user = db.session.get(User, person)
        listed = set(db.session.scalars(visible_cases(user).with_only_columns(Case.id)))
        opened = {
            case
            for case, _panel in roll.cases
            if allowed(user, Permission.CASE_READ, get_case(case))
        }
        assert listed == opened == roll.may_see(person, CASE_ROLES)
