"""The demonstration's own themes: two definitions, and an audit that is built of one of them."""

from cdop.accounts.models import Panel
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
