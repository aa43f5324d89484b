"""Every page of an import, and the work behind them: importing this puts them all in place."""

from cdop.exchange import download_routes, jobs, page_routes
from cdop.exchange.blueprint import bp

PARTS = (page_routes, download_routes, jobs)

__all__ = ["PARTS", "bp"]
