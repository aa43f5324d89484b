"""What happens to a case before the part that a test is about, done through the pages."""

import random
import string

from tests.browser.visits import Visitor, days_ago

SUMMARY = "A baby was found lifeless on a sofa beside a sleeping carer, late in the night."
WAY_TO_THE_PANEL = (
    "Start gathering information",
    "Record the review meeting",
    "Mark ready for panel",
    "Send to panel",
)


def new_last_name() -> str:
    """One that no other child of the run has, or the death would count as notified already."""
    return "Quiller" + "".join(random.choices(string.ascii_lowercase, k=8))


def notify(coordinator: Visitor, first_name: str, last_name: str) -> str:
    """Notify the sudden death of a baby on the pages; the address of the case."""
    coordinator.goes_to("/cases/")
    coordinator.follows("Notify a death")
    coordinator.enters("First name", first_name)
    coordinator.enters("Last name", last_name)
    coordinator.ticks("Not available at present")
    coordinator.enters_date("Date of birth", days_ago(160))
    coordinator.enters_date("Date of death", days_ago(60))
    coordinator.answers("Was the death expected?", "No")
    coordinator.answers("Was there a joint agency response?", "Yes")
    coordinator.enters("Circumstances of the death", f"{first_name} was found on a sofa.")
    coordinator.presses("Notify this death")
    coordinator.sees("created")
    return coordinator.path


def send_to_panel(coordinator: Visitor, case: str) -> None:
    """Write the summary and take every step up to the panel."""
    coordinator.goes_to(case)
    coordinator.follows("Write the summary")
    coordinator.enters("Anonymised summary", SUMMARY)
    coordinator.presses("Save the summary")
    for step in WAY_TO_THE_PANEL:
        coordinator.follows("Move on")
        coordinator.answers("What happened?", step)
        coordinator.presses("Move the case")
    coordinator.sees("At panel")
