"""Measurements: each a ratio against a named baseline, or a promise tried many times."""
