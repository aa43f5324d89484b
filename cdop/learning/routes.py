"""Every page of this package, gathered under its one blueprint."""

from cdop.learning import identity_routes, lesson_routes, library_routes, point_routes
from cdop.learning.blueprint import bp

PAGES = (identity_routes, lesson_routes, library_routes, point_routes)

__all__ = ("PAGES", "bp")
