"""Every page of this package, gathered under its one blueprint."""

from cdop.public import answer_routes, edition_routes, page_routes, reader_routes
from cdop.public.blueprint import bp

PAGES = (answer_routes, edition_routes, page_routes, reader_routes)

__all__ = ("PAGES", "bp")
