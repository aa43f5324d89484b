"""The pages a panel can keep about itself, each with its address and a text to start from."""

import tomllib
from functools import lru_cache
from importlib.resources import files

from cdop.core.catalogues.labelled import LabelledEnum


class PageKind(LabelledEnum):
    """A page of a panel; its code stands in the address."""

    ABOUT = "about", "What the panel is"
    NOTIFY = "notify", "How to notify a death"
    FAMILIES = "families", "For bereaved families"
    STAFF = "staff", "Support for staff"
    SAFER_SLEEP = "safer-sleep", "Safer sleep in this area"
    PRIVACY = "privacy", "Privacy"
    ACCESSIBILITY = "accessibility", "Accessibility"
    PARTNERS = "partners", "For partner organisations"


@lru_cache
def starting_texts() -> dict[str, str]:
    """Markdown to start each kind of page from."""
    text = files("cdop.site").joinpath("starting_texts.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
