"""Every page of a case: importing this module puts them all on the blueprint."""

from cdop.cases import (
    act_routes,
    closing_routes,
    conflict_routes,
    edit_routes,
    notify_routes,
    read_routes,
)
from cdop.cases.blueprint import bp

PAGES = (read_routes, notify_routes, edit_routes, act_routes, conflict_routes, closing_routes)

__all__ = ["PAGES", "bp"]
