"""Every page of this package, gathered under its one blueprint."""

from cdop.accounts import (
    account_routes,
    link_routes,
    panel_routes,
    people_routes,
    sign_in_routes,
)
from cdop.accounts.blueprint import bp

PAGES = (sign_in_routes, link_routes, account_routes, people_routes, panel_routes)

__all__ = ("PAGES", "bp")
