"""Brings the made-up panels and people into the record by the changes an administrator makes."""

from collections.abc import Iterable

from cdop.access.roles import INSTALLATION_ROLES, Role
from cdop.accounts import panel_changes, passwords
from cdop.accounts import people_changes as changes
from cdop.accounts.models import Panel, User
from cdop.db.clock import now
from cdop.demo.cast import Person, Place


class Stage:
    """Who and what there is, by key: the panels by slug, the people by their key."""

    def __init__(self) -> None:
        self.panels: dict[str, Panel] = {}
        self.people: dict[str, User] = {}

    def of(self, panel: Panel, key: str) -> User:
        """The person of the panel: `stage.of(panel, "chair")`."""
        return self.people[f"{panel.slug}.{key}"]


def bring_in(places: Iterable[Place], people: Iterable[Person]) -> Stage:
    """Everybody, each with a password, and the roles they hold or held."""
    stage = Stage()
    everybody = list(people)
    for person in everybody:
        if person.roles[0][1] in INSTALLATION_ROLES:
            _add(stage, person)
    administrator = next(iter(stage.people.values()))
    for place in places:
        stage.panels[place.slug] = _add_panel(place, administrator)
    for person in everybody:
        if person.key not in stage.people:
            _add(stage, person)
    return stage


def bring_in_further(stage: Stage, place: Place) -> Panel:
    """One more panel, with a coordinator and a chair whom nobody can sign in as."""
    panel = _add_panel(place, stage.people["administrator"])
    stage.panels[place.slug] = panel
    for key, role in (("coordinator", Role.COORDINATOR), ("chair", Role.CHAIR)):
        user = changes.add_person(
            actor=changes.COMMAND,
            email=f"{key}@{place.slug}.example",
            name=f"Nobody {place.prefix}",
        )
        changes.give_role(user, actor=changes.COMMAND, role=role, panel=panel)
        stage.people[f"{place.slug}.{key}"] = user
    return panel


def _add_panel(place: Place, administrator: User) -> Panel:
    return panel_changes.add_panel(
        actor=administrator,
        slug=place.slug,
        name=place.name,
        area=place.area,
        local_authorities=list(place.authorities),
        reference_prefix=place.prefix,
    )


def _add(stage: Stage, person: Person) -> None:
    user = changes.add_person(
        actor=changes.COMMAND, email=person.email, name=person.name, profession=person.profession
    )
    user.password_hash, user.password_set_at = passwords.hash_of(person.password), now()
    user.totp_secret = person.totp_secret
    stage.people[person.key] = user
    for slug, role in person.roles:
        membership = changes.give_role(
            user,
            actor=changes.COMMAND,
            role=role,
            panel=stage.panels[slug] if slug else None,
            deputy=person.deputy,
            discipline=person.discipline,
        )
        if person.left:
            changes.end_role(membership, actor=changes.COMMAND)
    if person.disabled:
        changes.disable(user, actor=changes.COMMAND)
