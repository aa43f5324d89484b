"""Marker strings: each planted in one place, so that one look tells whether it got out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cdop.access.roles import Role

PANEL_EYES = (Role.COORDINATOR, Role.MEMBER, Role.CHAIR)
DESK_EYES = (Role.EDITOR, Role.CHAIR)
COORDINATOR_EYES = (Role.COORDINATOR,)


@dataclass(frozen=True)
class Marker:
    """A text that stands nowhere else, and who on its panel may see it.

    People with a conflict in the case that holds it may not, whatever their role.
    """

    text: str
    where: str  # identity, narrative, draft, case
    panel: str
    allowed_roles: tuple[Role, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "where": self.where,
            "panel": self.panel,
            "allowed_roles": [role.value for role in self.allowed_roles],
        }


class Planter:
    """Makes markers and remembers them."""

    def __init__(self) -> None:
        self.planted: list[Marker] = []

    def plant(self, panel: str, where: str, what: str, roles: Iterable[Role]) -> str:
        """One word that stands nowhere else, such as `Canarylarkmoorsurname`."""
        text = f"Canary{panel.replace('-', '')}{what}"
        self.planted.append(Marker(text, where, panel, tuple(roles)))
        return text

    def in_case(self, panel: str, which: str, death: Any, reference: str) -> str:
        """Plant a marker in every sealed part of one death; the reference to give its case."""

        def here(where: str, what: str, roles: Iterable[Role]) -> str:
            return self.plant(panel, where, f"{which}{what}", roles)

        notified = death.notification
        notified |= {
            "last_name": here("identity", "surname", COORDINATOR_EYES),
            "other_names": here("identity", "othername", COORDINATOR_EYES),
            "address": f"1 {here('identity', 'street', COORDINATOR_EYES)} Lane",
        }
        notified["circumstances"] += f" {here('narrative', 'circumstances', COORDINATOR_EYES)}."
        notified["anonymised_summary"] += f" {here('case', 'summary', PANEL_EYES)}."
        self._in_analysis(here, death)
        self.planted.append(Marker(reference, "case", panel, (*PANEL_EYES, Role.GOVERNANCE)))
        return reference

    def _in_analysis(self, here: Any, death: Any) -> None:
        made = death.analysis
        if not made:
            return
        made["cause_understood"] += f" {here('narrative', 'cause', PANEL_EYES)}."
        points = list(made.get("learning_points", ()))
        text = f"Ask early what the family worries about. {here('narrative', 'point', PANEL_EYES)}."
        made["learning_points"] = (*points, {"text": text, "factor_codes": []})
