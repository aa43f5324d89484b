"""The demonstration's own themes and learning code, and an audit that is built of a theme."""

from cdop.accounts.models import Panel
from cdop.analysis.code_changes import add_code
from cdop.audits.forms import last_whole_years
from cdop.audits.models import Basis
from cdop.audits.themes import changes
from cdop.core.theme import EXAMPLES
from cdop.db.clock import today
from cdop.demo.cast import LARKMOOR
from cdop.demo.people import Stage

BUILT, WAITING = "prematurity", "trauma"


def define_themes(stage: Stage, panel: Panel) -> None:
    """On the larger panel; the worker counts the audit beside the first pages."""
    if panel.slug != LARKMOOR.slug:
        return
    chair = stage.of(panel, "chair")
    add_code(
        panel,
        actor=chair,
        label="Discharge before a weekend",
        definition="Whether family and community services were ready when a baby went home",
    )
    changes.define_theme(panel, actor=chair, definition=EXAMPLES[WAITING])
    theme = changes.define_theme(panel, actor=chair, definition=EXAMPLES[BUILT])
    first, last = last_whole_years(today())
    changes.ask_for_themed_audit(
        theme,
        actor=chair,
        basis=Basis.REVIEW,
        from_month=first,
        to_month=last,
        title="Prematurity: five years of reviews",
    )
