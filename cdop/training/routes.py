"""Every page of this package, gathered under its one blueprint."""

from cdop.training import (
    briefing_routes,
    briefing_team_routes,
    coverage_routes,
    place_routes,
    session_routes,
    subject_routes,
)
from cdop.training.blueprint import bp

PAGES = (
    briefing_routes,
    briefing_team_routes,
    coverage_routes,
    place_routes,
    session_routes,
    subject_routes,
)

__all__ = ("PAGES", "bp")
