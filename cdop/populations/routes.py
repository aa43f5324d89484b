"""Every page of this package, gathered under its one blueprint."""

from cdop.populations import cited_routes, figure_routes
from cdop.populations.blueprint import bp

PAGES = (figure_routes, cited_routes)

__all__ = ("PAGES", "bp")
