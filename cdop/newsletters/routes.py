"""Every page of this package, gathered under its one blueprint."""

from cdop.newsletters import (
    edit_routes,
    identity_routes,
    issue_routes,
    margin_routes,
    picture_routes,
    publish_routes,
    reach_routes,
    reader_routes,
    translation_routes,
)
from cdop.newsletters.blueprint import bp

PAGES = (
    edit_routes,
    identity_routes,
    issue_routes,
    margin_routes,
    picture_routes,
    publish_routes,
    reach_routes,
    reader_routes,
    translation_routes,
)

__all__ = ("PAGES", "bp")
