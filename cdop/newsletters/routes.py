"""Every page of this package, gathered under its one blueprint."""

from cdop.newsletters import issue_routes, reader_routes
from cdop.newsletters.blueprint import bp

PAGES = (issue_routes, reader_routes)

__all__ = ("PAGES", "bp")
