"""Every page of an analysis: importing this module puts them all on the blueprint."""

from cdop.analysis import (
    conclusion_routes,
    factor_routes,
    facts_routes,
    form_routes,
    part,
    row_routes,
)
from cdop.analysis.blueprint import bp

PAGES = (form_routes, factor_routes, facts_routes, conclusion_routes, row_routes, part)

__all__ = ["PAGES", "bp"]
