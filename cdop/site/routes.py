"""Every page of this package, gathered under its one blueprint."""

from cdop.site import desk_routes, public_routes
from cdop.site.blueprint import bp

PAGES = (desk_routes, public_routes)

__all__ = ("PAGES", "bp")
