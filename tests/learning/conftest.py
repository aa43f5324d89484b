"""Fixtures for the pages of learning in a real browser."""

from tests.newsletters.conftest import address, open_as

__all__ = ("address", "open_as")
